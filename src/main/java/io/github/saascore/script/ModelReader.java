package io.github.saascore.script;

import io.github.saascore.revision.Code;
import io.github.saascore.revision.Problem;
import io.github.saascore.revision.Problems;
import io.github.saascore.script.StatementShape.Creation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads the statements of a model, one source after the other, and refuses what has no place there.
 *
 * <p>A comment {@code -- saascore:renamed_from old} speaks of what follows it: of the object that
 * the next statement creates, or of the column that it stands above, or behind on the same line, in
 * a {@code CREATE TABLE}. The form {@code -- saascore:renamed_from old:new} names both and may
 * stand anywhere.
 */
public final class ModelReader {
  private static final String RENAMED = "renamed_from";
  private static final String FORMS =
      "put '-- saascore:renamed_from old' above the CREATE or the column, or name both:"
          + " -- saascore:renamed_from table.old:new";

  private final Problems problems = new Problems();
  private final List<Statement> statements = new ArrayList<>();
  private final List<RenameHint> renames = new ArrayList<>();

  /** What was said and belongs to the next statement. */
  private Optional<Said> open = Optional.empty();

  private record Said(Source source, int start, int end, String name) {
    String place() {
      return source.place(start);
    }

    /** Returns where its line begins. */
    int line() {
      return source.content().findBefore((byte) '\n', start) + 1;
    }

    /** Returns where the column begins that it speaks of: below it, or before it on its line. */
    int column() {
      String before = source.text(line(), start);
      int comma = before.stripLeading().startsWith(",") ? before.indexOf(',') + 1 : 0;
      return before.isBlank() ? end : line() + comma;
    }
  }

  /** Makes a reader that has read nothing. */
  public ModelReader() {}

  /** Reads one source; its statements come after those that were read before. */
  public void read(Source source) {
    List<Said> said = new ArrayList<>();
    SqlLexer.run(
        source,
        problems,
        new SqlLexer.Sink() {
          @Override
          public void statement(Statement statement) {
            take(statement, said);
            said.clear();
          }

          @Override
          public void marker(int start, int end) {
            problems.add(
                Problem.of(
                        Code.BAD_MARKER,
                        "'" + source.text(start, end).strip() + "' has no meaning here")
                    .at(source.place(start))
                    .hint(FORMS));
          }

          @Override
          public boolean hint(int start, int end) {
            Marker marker = new Marker(start, end);
            Content text = source.content();
            if (!marker.name(text).equals(RENAMED) || !marker.isWellSpelled(text)) {
              return false;
            }
            String line = text.text(start, end);
            String name = line.substring(line.indexOf(RENAMED) + RENAMED.length()).strip();
            said.add(new Said(source, start, end, name));
            return true;
          }
        });
    said.forEach(this::sayBefore);
  }

  /** Says that what was read ends here: a hint at its end speaks of nothing. */
  public void end() {
    open.ifPresent(this::dangling);
    open = Optional.empty();
  }

  /** Reports a problem that was found while the model was made. */
  public void report(Problem problem) {
    problems.add(problem);
  }

  /**
   * Returns all that was read.
   *
   * @throws io.github.saascore.revision.SaascoreException with every problem of all sources
   */
  public ModelScript finish() {
    end();
    problems.throwIfAny();
    return new ModelScript(statements, renames);
  }

  private void take(Statement statement, List<Said> said) {
    ModelRules.check(statement).ifPresent(problems::add);
    statements.add(statement);
    for (Said each : said) {
      if (each.start() < statement.offset()) {
        sayBefore(each);
      }
    }
    open.ifPresent(each -> rename(each, object(statement, each)));
    open = Optional.empty();
    for (Said each : said) {
      if (each.start() > statement.offset()) {
        rename(
            each,
            each.line() <= statement.offset() ? object(statement, each) : column(statement, each));
      }
    }
  }

  /** Two objects cannot become one, so that an earlier word without a statement is a mistake. */
  private void sayBefore(Said said) {
    if (pair(said).isPresent()) {
      rename(said, pair(said));
    } else {
      open.ifPresent(this::dangling);
      open = Optional.of(said);
    }
  }

  private void dangling(Said said) {
    problems.add(
        Problem.of(Code.BAD_MARKER, "nothing follows that '" + said.name() + "' could be now")
            .at(said.place())
            .hint(FORMS));
  }

  private void rename(Said said, Optional<RenameHint> hint) {
    hint.ifPresentOrElse(renames::add, () -> dangling(said));
  }

  /** Returns what a hint says that names both. */
  private static Optional<RenameHint> pair(Said said) {
    TokenCursor cursor = TokenCursor.of(said.name(), Integer.MAX_VALUE);
    Optional<String> from = cursor.name();
    if (from.isEmpty() || !cursor.acceptSymbol(':')) {
      return Optional.empty();
    }
    return cursor
        .name()
        .filter(to -> cursor.atEnd())
        .map(to -> new RenameHint(from.get(), to, said.place()));
  }

  private static Optional<RenameHint> object(Statement statement, Said said) {
    String old = said.name();
    List<Creation> creates = statement.shape().creates();
    if (creates.size() != 1 || creates.get(0).name().isEmpty() || !isName(old)) {
      return Optional.empty();
    }
    Creation created = creates.get(0);
    String name = created.name().get();
    boolean ofTable = created.on().isPresent() && !created.kind().equals("index");
    String owner = ofTable ? created.on().get() + "." : "";
    return Optional.of(
        new RenameHint(owner + beside(name, old), name.substring(lastDot(name) + 1), said.place()));
  }

  private static Optional<RenameHint> column(Statement statement, Said said) {
    Optional<RenameHint> pair = pair(said);
    Optional<String> table =
        statement.shape().creates().stream()
            .filter(created -> created.kind().equals("table"))
            .findFirst()
            .flatMap(Creation::name);
    if (pair.isPresent() || table.isEmpty() || !isName(said.name())) {
      return pair;
    }
    String rest = statement.source().text(said.column(), statement.end());
    return TokenCursor.of(rest, 1)
        .name()
        .map(column -> new RenameHint(table.get() + "." + said.name(), column, said.place()));
  }

  /** Returns an old name in the schema of the new one, unless it names its own. */
  private static String beside(String name, String old) {
    int dot = lastDot(name);
    return dot < 0 || lastDot(old) >= 0 ? old : name.substring(0, dot + 1) + old;
  }

  private static int lastDot(String name) {
    boolean quoted = false;
    int found = -1;
    for (int i = 0; i < name.length(); i++) {
      quoted ^= name.charAt(i) == '"';
      if (!quoted && name.charAt(i) == '.') {
        found = i;
      }
    }
    return found;
  }

  private static boolean isName(String text) {
    TokenCursor cursor = TokenCursor.of(text, Integer.MAX_VALUE);
    return cursor.name().isPresent() && cursor.atEnd();
  }
}
