package io.github.saascore.postgres;

/**
 * An object outside of the plan that a cascade would remove with what it depends on.
 *
 * @param type what it is, in PostgreSQL's words, for example {@code table constraint}
 * @param identity its full name, for example {@code orders_user_fk on billing.orders}
 * @param owner the role that owns it, or the table it belongs to
 * @param rows the estimated rows of the table it is or belongs to; -1 if unknown, 0 if none
 * @param host the object it belongs to as a whole
 */
public record Collateral(
    String type, String identity, String owner, long rows, ObjectAddress host) {

  /** Returns kind, name and owner for a reader. */
  public String text() {
    return type + " " + identity + " (owner " + owner + ")";
  }
}
