package io.github.saascore.report;

import io.github.saascore.engine.Standing;
import io.github.saascore.revision.Revision;
import io.github.saascore.revision.RevisionId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Says where a database stands, and what is wrong with that. */
final class StandingText {
  private final Standing standing;
  private final String database;
  private final Style style;

  StandingText(Standing standing, String database, Style style) {
    this.standing = standing;
    this.database = database;
    this.style = style;
  }

  /** Returns {@code database 'app' stands at 6fc66062ae2c (head): message}. */
  String sentence() {
    return "database '" + database + "' stands at " + place();
  }

  private String place() {
    List<Revision> tips = standing.tips();
    if (tips.isEmpty()) {
      return "base: no revision is applied";
    }
    String names = tips.stream().map(this::named).collect(Collectors.joining(", "));
    String message = tips.size() == 1 ? Words.oneLine(tips.get(0).message()) : "";
    return names + (message.isEmpty() ? "" : ": " + message);
  }

  private String named(Revision tip) {
    String id = style.strong(tip.id().value());
    return standing.heads().contains(tip.id()) ? id + " " + style.ok("(head)") : id;
  }

  /** Returns the revisions at which the database stands, without messages. */
  String tips() {
    return standing.tips().stream().map(this::named).collect(Collectors.joining(", "));
  }

  /** Returns what is not applied yet, and how to apply it. */
  Optional<String> pending() {
    return pending(List.of());
  }

  /** Returns that, and the repeatable scripts that run when it is applied. */
  Optional<String> pending(List<String> scripts) {
    List<String> what = new ArrayList<>();
    if (standing.pending() > 0) {
      what.add(Words.count(standing.pending(), "revision"));
    }
    if (!scripts.isEmpty()) {
      String names = Words.listed(scripts, Words.SHOWN);
      what.add(Words.count(scripts.size(), "repeatable script") + " (" + names + ")");
    }
    String verb = standing.pending() + scripts.size() == 1 ? " is" : " are";
    return what.isEmpty()
        ? Optional.empty()
        : Optional.of(String.join(" and ", what) + verb + " pending: mvn saascore:upgrade");
  }

  /** Returns what needs a look, with what to do about it. */
  List<String> warnings() {
    List<String> warnings = new ArrayList<>();
    List<RevisionId> fileless = standing.withoutFile();
    if (!fileless.isEmpty()) {
      warnings.add(
          "NO FILE: applied, but without a migration file: "
              + Words.ids(fileless)
              + "; get it back from version control, or see what the database knows of it:"
              + " mvn saascore:show -Dsaascore.target="
              + fileless.get(0));
    }
    if (!standing.edited().isEmpty()) {
      warnings.add(
          "edited: the migration file was changed after it was applied: "
              + Words.ids(standing.edited())
              + "; put it back as it was and write a new revision:"
              + " mvn saascore:revision -Dsaascore.message=..., or accept it: mvn saascore:repair");
    }
    standing
        .unfinished()
        .forEach(
            (id, command) ->
                warnings.add(
                    "unfinished: left in the middle: "
                        + id
                        + "; "
                        + command
                        + " goes on with it, or says how"));
    return warnings;
  }
}
