package io.github.saascore.schema;

import io.github.saascore.postgres.SecretText;
import java.util.Optional;

/**
 * One statement of a script, without its semicolon.
 *
 * @param sql the text
 * @param object what it works on, absent for a setting of the transaction
 * @param loss the rows or values that it can lose and that no definition brings back, for people
 * @param place where in a transaction it may stand
 */
public record Ddl(String sql, Optional<Address> object, Optional<String> loss, Place place) {

  /** Where a statement may stand. */
  public enum Place {
    /** In any transaction. */
    ANYWHERE,
    /** What it does must be committed before it is used, as with a new value of an enum. */
    COMMIT_AFTER,
    /** In no transaction, as {@code CREATE INDEX CONCURRENTLY}. */
    OUTSIDE
  }

  /** Returns a statement that loses nothing. */
  static Ddl of(String sql) {
    return new Ddl(sql, Optional.empty(), Optional.empty(), Place.ANYWHERE);
  }

  /** Returns a statement that can lose data. */
  static Ddl losing(String sql, String loss) {
    return new Ddl(sql, Optional.empty(), Optional.of(loss), Place.ANYWHERE);
  }

  /** Returns a statement that must be committed before the next. */
  static Ddl alone(String sql) {
    return new Ddl(sql, Optional.empty(), Optional.empty(), Place.COMMIT_AFTER);
  }

  /** Returns this statement with the object it works on. */
  Ddl on(Address address) {
    return new Ddl(sql, Optional.of(address), loss, place);
  }

  /** Returns the text for people: what it tells another server to keep secret is hidden. */
  public String shown() {
    return SecretText.hidden(sql);
  }

  /** Returns whether it can lose rows or values that no definition brings back. */
  public boolean destructive() {
    return loss.isPresent();
  }

  /** Returns whether it must be committed before the next statement can use what it does. */
  public boolean alone() {
    return place == Place.COMMIT_AFTER;
  }

  /** Returns whether it must run outside of a transaction. */
  public boolean outside() {
    return place == Place.OUTSIDE;
  }
}
