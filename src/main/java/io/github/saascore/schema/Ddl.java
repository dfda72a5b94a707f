package io.github.saascore.schema;

/**
 * One statement of a script, without its semicolon.
 *
 * @param sql the text
 * @param destructive whether it can lose rows or values that no definition brings back
 * @param alone whether what it does must be committed before the next statement can use it, as with
 *     a new value of an enum
 */
public record Ddl(String sql, boolean destructive, boolean alone) {

  /** Returns a statement that loses nothing. */
  static Ddl of(String sql) {
    return new Ddl(sql, false, false);
  }

  /** Returns a statement that can lose data. */
  static Ddl losing(String sql) {
    return new Ddl(sql, true, false);
  }

  /** Returns a statement that must be committed before the next. */
  static Ddl alone(String sql) {
    return new Ddl(sql, false, true);
  }
}
