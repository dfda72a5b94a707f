package io.github.saascore.mojo;

import org.apache.maven.plugin.logging.Log;

/** Maven's log, with what may be shown in it. */
final class DiscreetLog implements Log {
  private final Log log;

  DiscreetLog(Log log) {
    this.log = log;
  }

  private static String hidden(CharSequence content) {
    return Shown.text(String.valueOf(content));
  }

  @Override
  public boolean isDebugEnabled() {
    return log.isDebugEnabled();
  }

  @Override
  public void debug(CharSequence content) {
    log.debug(hidden(content));
  }

  @Override
  public void debug(CharSequence content, Throwable error) {
    log.debug(hidden(content), error);
  }

  @Override
  public void debug(Throwable error) {
    log.debug(error);
  }

  @Override
  public boolean isInfoEnabled() {
    return log.isInfoEnabled();
  }

  @Override
  public void info(CharSequence content) {
    log.info(hidden(content));
  }

  @Override
  public void info(CharSequence content, Throwable error) {
    log.info(hidden(content), error);
  }

  @Override
  public void info(Throwable error) {
    log.info(error);
  }

  @Override
  public boolean isWarnEnabled() {
    return log.isWarnEnabled();
  }

  @Override
  public void warn(CharSequence content) {
    log.warn(hidden(content));
  }

  @Override
  public void warn(CharSequence content, Throwable error) {
    log.warn(hidden(content), error);
  }

  @Override
  public void warn(Throwable error) {
    log.warn(error);
  }

  @Override
  public boolean isErrorEnabled() {
    return log.isErrorEnabled();
  }

  @Override
  public void error(CharSequence content) {
    log.error(hidden(content));
  }

  @Override
  public void error(CharSequence content, Throwable error) {
    log.error(hidden(content), error);
  }

  @Override
  public void error(Throwable error) {
    log.error(error);
  }
}
