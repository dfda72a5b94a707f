package io.github.saascore.script;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Text in UTF-8 that grows by statements, of which no text of their own is made on the way. */
public final class StatementText extends ByteArrayOutputStream implements Content.Sink {
  /**
   * Makes an empty text.
   *
   * @param bytes how much it can take before it has to grow
   */
  public StatementText(int bytes) {
    super(bytes);
  }

  /** Appends a text. */
  public void append(String text) {
    writeBytes(text.getBytes(StandardCharsets.UTF_8));
  }

  /** Appends what {@link Statement#sql()} returns. */
  public void append(Statement statement) {
    statement.source().content().parts(statement.offset(), statement.end(), this);
  }

  @Override
  public void take(byte[] bytes, int offset, int count) {
    write(bytes, offset, count);
  }
}
