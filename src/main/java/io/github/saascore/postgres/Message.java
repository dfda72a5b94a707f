package io.github.saascore.postgres;

import io.github.saascore.script.Statement;
import io.github.saascore.script.StatementText;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * A piece of a transaction that travels at once.
 *
 * @param sql statements, each ended by a semicolon
 * @param copy the {@code COPY ... FROM stdin} that the text then is, if it is one
 */
record Message(String sql, Optional<Statement> copy) {
  /** The driver keeps a list of results it walks through again and again, so messages are cut. */
  private static final int STATEMENTS = 100;

  private static final int BYTES = 256 * 1024;
  private static final byte[] END = "\n;\n".getBytes(StandardCharsets.UTF_8);

  /** Returns the message that a statement with COPY data is. */
  static Message ofCopy(Statement statement) {
    return new Message(statement.sql(), Optional.of(statement));
  }

  /**
   * Returns the pieces of a transaction: as few as its COPY data and its length allow, each made
   * when it is asked for, so that a large script is never held twice.
   *
   * @param before what stands before the first statement
   * @param after what stands behind the last statement, asked for when the last piece is made
   */
  static Iterator<Message> of(String before, List<Statement> statements, Supplier<String> after) {
    return new Pieces(before, statements, after);
  }

  /**
   * Makes the pieces in one array. With a text a statement, a revision of 50 MB made four times as
   * much garbage, and the heap grew by it.
   */
  private static final class Pieces implements Iterator<Message> {
    private final List<Statement> statements;
    private final Supplier<String> after;
    private final StatementText bytes = new StatementText(2048);
    private int next;
    private boolean complete;

    Pieces(String before, List<Statement> statements, Supplier<String> after) {
      this.statements = statements;
      this.after = after;
      bytes.append(before);
    }

    @Override
    public boolean hasNext() {
      return !complete;
    }

    @Override
    public Message next() {
      int first = next;
      while (next < statements.size() && next - first < STATEMENTS && bytes.size() <= BYTES) {
        Statement statement = statements.get(next);
        if (statement.data().isPresent()) {
          return bytes.size() == 0 ? copy(statement) : text();
        }
        append(bytes, statement);
        next++;
      }
      if (next == statements.size()) {
        bytes.append(after.get());
        complete = true;
      }
      return text();
    }

    private Message copy(Statement statement) {
      next++;
      return ofCopy(statement);
    }

    private Message text() {
      String sql = bytes.toString(StandardCharsets.UTF_8);
      bytes.reset();
      return new Message(sql, Optional.empty());
    }
  }

  /** Appends a statement; the line break ends a comment that may stand behind it. */
  private static void append(StatementText bytes, Statement statement) {
    bytes.append(statement);
    bytes.writeBytes(END);
  }

  /** Appends a statement to a text. */
  static void append(StringBuilder text, String sql) {
    text.append(sql).append("\n;\n");
  }
}
