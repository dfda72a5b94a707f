package io.github.saascore.mojo;

import io.github.saascore.report.Style;
import org.apache.maven.shared.utils.logging.MessageUtils;

/** The colours of Maven's own output; none where Maven prints none. */
enum MavenStyle implements Style {
  /** The only one. */
  INSTANCE;

  @Override
  public String strong(String text) {
    return MessageUtils.buffer().strong(text).build();
  }

  @Override
  public String ok(String text) {
    return MessageUtils.buffer().success(text).build();
  }

  @Override
  public String warn(String text) {
    return MessageUtils.buffer().warning(text).build();
  }

  @Override
  public String fail(String text) {
    return MessageUtils.buffer().failure(text).build();
  }

  @Override
  public String faint(String text) {
    return text;
  }
}
