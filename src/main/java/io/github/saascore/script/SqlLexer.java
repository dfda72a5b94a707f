package io.github.saascore.script;

import io.github.saascore.revision.Code;
import io.github.saascore.revision.Problem;
import io.github.saascore.revision.Problems;
import io.github.saascore.script.SqlScanner.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Splits a PostgreSQL script into its statements.
 *
 * <p>It knows what hides a semicolon (quotes, dollar quotes, comments, parentheses, {@code BEGIN
 * ATOMIC} bodies), takes the data lines of {@code COPY ... FROM stdin}, and skips the {@code
 * \restrict} lines of pg_dump. Time and memory grow linearly with the text.
 */
public final class SqlLexer {
  private static final byte BACKSLASH = '\\';

  /** Takes what the lexer finds, in the order of the text. */
  interface Sink {
    /** Takes a statement. */
    void statement(Statement statement);

    /** Takes a marker comment, at which every statement ends. */
    void marker(int start, int end);

    /** Takes a comment that is spelled as a marker; false where it is to end the statement. */
    default boolean hint(int start, int end) {
      return false;
    }
  }

  private final Source source;
  private final Content text;
  private final int limit;
  private final Problems problems;
  private final Sink sink;
  private final SqlScanner scanner;
  private final List<Allowance> allowances = new ArrayList<>();
  private final StatementTracker current = new StatementTracker();

  private SqlLexer(Source source, Problems problems, Sink sink) {
    this.source = source;
    this.text = source.content();
    this.limit = text.length();
    this.problems = problems;
    this.sink = sink;
    this.scanner = new SqlScanner(text, 0, limit);
  }

  /**
   * Returns the statements of a script in order; empty ones are left out.
   *
   * @throws io.github.saascore.revision.SaascoreException with every problem: UNTERMINATED,
   *     COPY_UNTERMINATED, PSQL_COMMAND, or BAD_MARKER for a line that is a marker of migration
   *     files
   */
  public static List<Statement> split(Source source) {
    Problems problems = new Problems();
    List<Statement> statements = split(source, problems);
    problems.throwIfAny();
    return statements;
  }

  /** Returns the statements of a script that may have no markers, and collects its problems. */
  static List<Statement> split(Source source, Problems problems) {
    StatementList.Builder statements = new StatementList.Builder();
    run(
        source,
        problems,
        new Sink() {
          @Override
          public void statement(Statement statement) {
            statements.add(statement);
          }

          @Override
          public void marker(int start, int end) {
            problems.add(
                Problem.of(
                        Code.BAD_MARKER,
                        "'" + source.text(start, end).strip() + "' has no meaning here")
                    .at(source.place(start))
                    .hint("markers divide revision files; repeatable scripts have none"));
          }
        });
    return statements.build();
  }

  /** Reads a whole source and hands over what it finds. */
  static void run(Source source, Problems problems, Sink sink) {
    new SqlLexer(source, problems, sink).run();
  }

  private void run() {
    while (!problems.isFull() && step()) {}
  }

  /** Takes one token; false at the end, or where going on would only add follow-up errors. */
  private boolean step() {
    Kind kind = scanner.nextOrComment();
    switch (kind) {
      case END -> {
        return finish();
      }
      case UNTERMINATED -> {
        report(Code.UNTERMINATED, scanner.unterminated() + " is never closed", scanner.start());
        return false;
      }
      case BLOCK_COMMENT -> {
        return true;
      }
      case LINE_COMMENT -> {
        return !Marker.isMarker(text, scanner.start(), scanner.end())
            || sink.hint(scanner.start(), scanner.end())
            || marker();
      }
      default -> {
        return token();
      }
    }
  }

  private boolean token() {
    if (scanner.isSymbol('\\')) {
      psqlCommand();
      return true;
    }
    if (scanner.isSymbol(';') && current.open().isEmpty()) {
      return current.isEmpty() || (current.readsData() ? copy() : end(Optional.empty()));
    }
    current.accept(scanner);
    return true;
  }

  private boolean marker() {
    int start = scanner.start();
    if (!isFirstOnLine(start)) {
      problems.add(
          Problem.of(Code.BAD_MARKER, "a marker must stand on a line of its own")
              .at(source.place(start)));
      return true;
    }
    Marker marker = new Marker(start, scanner.end());
    if (marker.name(text).equals(Allowance.NAME)) {
      allow(marker);
      return true;
    }
    if (!finish()) {
      return false;
    }
    sink.marker(start, scanner.end());
    return true;
  }

  /** Takes what the next statement may do; inside of one, it would speak of the one after it. */
  private void allow(Marker marker) {
    if (!current.isEmpty()) {
      problems.add(
          Problem.of(Code.BAD_MARKER, "saascore:allow stands inside of a statement")
              .at(source.place(marker.start()))
              .hint("put it on the line above the statement"));
      return;
    }
    Allowance.read(source, marker)
        .ifPresentOrElse(allowances::add, () -> problems.add(Allowance.incomplete(source, marker)));
  }

  /** Ends a statement that has no semicolon; false if it is not complete. */
  private boolean finish() {
    if (current.isEmpty()) {
      for (Allowance allowance : takeAllowances()) {
        problems.add(allowance.stray());
      }
      return scanner.kind() != Kind.END;
    }
    Optional<StatementTracker.Open> open = current.open();
    if (open.isPresent()) {
      report(Code.UNTERMINATED, open.get().what() + " is never closed", open.get().start());
      return false;
    }
    if (current.readsData()) {
      copyUnterminated();
      return false;
    }
    end(Optional.empty());
    return scanner.kind() != Kind.END;
  }

  private boolean end(Optional<Statement.Span> copyData) {
    sink.statement(
        new Statement(source, current.first(), current.end(), copyData, takeAllowances()));
    current.reset();
    return true;
  }

  /** Asks first: next to no statement has any, and copies are made anew for each. */
  private List<Allowance> takeAllowances() {
    if (allowances.isEmpty()) {
      return List.of();
    }
    List<Allowance> taken = List.copyOf(allowances);
    allowances.clear();
    return taken;
  }

  /** Takes the lines below a COPY statement up to {@code \.}. */
  private boolean copy() {
    int from = lineEnd(scanner.end());
    if (!isBlankOrComment(scanner.end(), from)) {
      problems.add(
          Problem.of(Code.COPY_UNTERMINATED, "the data of COPY must begin on the line below it")
              .at(source.place(scanner.end()))
              .hint("put what stands behind the semicolon below the closing \\."));
      current.reset();
      scanner.moveTo(from);
    }
    int begin = text.find(BACKSLASH, from, limit);
    while (begin < limit) {
      if (text.at(begin - 1) == '\n') {
        int line = lineEnd(begin);
        if (isEndOfData(begin, line)) {
          if (!current.isEmpty()) {
            end(Optional.of(new Statement.Span(from + 1, begin)));
          }
          scanner.moveTo(line);
          return true;
        }
      }
      begin = text.find(BACKSLASH, begin + 1, limit);
    }
    if (!current.isEmpty()) {
      copyUnterminated();
    }
    return false;
  }

  private void copyUnterminated() {
    problems.add(
        Problem.of(Code.COPY_UNTERMINATED, "the data of COPY ... FROM stdin have no end")
            .at(source.place(current.first()))
            .hint("close the data with a line that has only \\. on it"));
  }

  private void psqlCommand() {
    int start = scanner.start();
    int end = lineEnd(start);
    String line = text.text(start, Math.min(end, start + 200)).strip();
    String command = line.split("\\s", 2)[0];
    boolean harmless = command.equals("\\restrict") || command.equals("\\unrestrict");
    if (!harmless || !current.isEmpty() || !isFirstOnLine(start)) {
      problems.add(
          Problem.of(Code.PSQL_COMMAND, "'" + command + "' is a command of psql, not SQL")
              .at(source.place(start))
              .because("the script is sent to the server, which knows no backslash commands")
              .hint("write it in SQL, or take it out of the file"));
    }
    scanner.moveTo(end);
  }

  private void report(Code code, String summary, int offset) {
    problems.add(
        Problem.of(code, summary)
            .at(source.place(offset))
            .because("the place is where it begins; the rest of the file was not read"));
  }

  private boolean isEndOfData(int begin, int end) {
    int length = end - begin;
    return (length == 2 || (length == 3 && text.at(begin + 2) == '\r'))
        && text.at(begin) == BACKSLASH
        && text.at(begin + 1) == '.';
  }

  private boolean isBlankOrComment(int from, int to) {
    SqlScanner rest = new SqlScanner(text, from, to);
    Kind kind = rest.nextOrComment();
    return kind == Kind.END || kind == Kind.LINE_COMMENT;
  }

  private boolean isFirstOnLine(int offset) {
    int at = offset - 1;
    while (at >= 0 && (text.at(at) == ' ' || text.at(at) == '\t')) {
      at--;
    }
    return at < 0 || text.at(at) == '\n' || text.at(at) == '\r';
  }

  private int lineEnd(int from) {
    return text.find((byte) '\n', from, limit);
  }
}
