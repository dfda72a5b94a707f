package io.github.saascore.report;

/**
 * How parts of a text are set off, by colour or not at all; the length that a reader sees stays.
 */
public interface Style {

  /** Returns a style that changes nothing. */
  static Style plain() {
    return Plain.INSTANCE;
  }

  /** Sets off names that a reader looks for first, such as revision ids. */
  String strong(String text);

  /** Sets off what is well. */
  String ok(String text);

  /** Sets off what needs a look. */
  String warn(String text);

  /** Sets off what is broken or would be lost. */
  String fail(String text);

  /** Sets back what most readers skip. */
  String faint(String text);

  /** The style without any colour. */
  enum Plain implements Style {
    /** The only one. */
    INSTANCE;

    @Override
    public String strong(String text) {
      return text;
    }

    @Override
    public String ok(String text) {
      return text;
    }

    @Override
    public String warn(String text) {
      return text;
    }

    @Override
    public String fail(String text) {
      return text;
    }

    @Override
    public String faint(String text) {
      return text;
    }
  }
}
