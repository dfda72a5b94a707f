package io.github.saascore.postgres;

import io.github.saascore.script.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A piece of a transaction that travels at once.
 *
 * @param sql statements, each ended by a semicolon
 * @param copyData the data of the {@code COPY ... FROM stdin} that the text then is, if it is one
 */
record Message(String sql, Optional<String> copyData) {
  /** The driver keeps a list of results it walks through again and again, so messages are cut. */
  private static final int STATEMENTS = 100;

  private static final int CHARACTERS = 256 * 1024;

  /** Returns the pieces of a transaction: as few as its COPY data and its length allow. */
  static List<Message> of(String before, List<Statement> statements, String after) {
    List<Message> messages = new ArrayList<>();
    StringBuilder text = new StringBuilder(before);
    int count = 0;
    for (Statement statement : statements) {
      boolean copy = statement.copyData().isPresent();
      if (count > 0 && (copy || count >= STATEMENTS || text.length() > CHARACTERS)) {
        flush(messages, text);
        count = 0;
      }
      if (copy) {
        flush(messages, text);
        messages.add(new Message(statement.sql(), statement.copyData()));
      } else {
        append(text, statement.sql());
        count++;
      }
    }
    flush(messages, text.append(after));
    return messages;
  }

  private static void flush(List<Message> messages, StringBuilder text) {
    if (!text.isEmpty()) {
      messages.add(new Message(text.toString(), Optional.empty()));
      text.setLength(0);
    }
  }

  /** Appends a statement; the line break ends a comment that may stand behind it. */
  static void append(StringBuilder text, String sql) {
    text.append(sql).append("\n;\n");
  }
}
