package io.github.saascore.script;

import io.github.saascore.revision.Code;
import io.github.saascore.revision.Problem;
import java.util.Optional;

/**
 * A comment {@code -- saascore:allow <rule> <reason>} above a statement: the author knows of the
 * hazard, and says why it does no harm. It is no part of the checksum.
 *
 * @param source where it stands
 * @param offset the byte of the source with which it begins
 * @param rule the id of the rule; this package does not know which there are
 * @param reason why
 */
public record Allowance(Source source, int offset, String rule, String reason) {
  static final String NAME = "allow";

  /** Returns {@code file:line:column} of the comment. */
  public String place() {
    return source.place(offset);
  }

  /** Returns where the comment stands in its file. */
  public Position position() {
    return source.position(offset);
  }

  /** Returns what a marker comment allows; empty if it lacks the rule or the reason. */
  static Optional<Allowance> read(Source source, Marker marker) {
    String line = source.text(marker.start(), marker.end());
    String[] words = line.substring(line.indexOf(':') + 1).strip().split("\\s+", 3);
    return words.length < 3
        ? Optional.empty()
        : Optional.of(new Allowance(source, marker.start(), words[1], words[2].strip()));
  }

  /** Returns the problem of a comment without rule or reason. */
  static Problem incomplete(Source source, Marker marker) {
    return Problem.of(Code.BAD_MARKER, "saascore:allow needs a rule and a reason")
        .at(source.place(marker.start()))
        .hint("-- saascore:allow drop-table nobody has used it since May");
  }

  /** Returns the problem of a comment below which no statement of its section stands. */
  Problem stray() {
    return Problem.of(Code.BAD_MARKER, "saascore:allow " + rule + " stands above no statement")
        .at(place())
        .hint("put it on the line above the statement that it speaks of");
  }
}
