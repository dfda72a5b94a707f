package io.github.saascore.postgres;

import io.github.saascore.script.Statement;

/**
 * A statement that was left out because what it creates exists.
 *
 * @param what the statement's first words and the object's name, for example {@code CREATE TABLE
 *     users}
 * @param where {@code file:line:column} of the statement
 * @param reason the server's message, for example {@code relation "users" already exists}
 */
public record Skipped(String what, String where, String reason) {

  /** Makes the record of a statement. */
  public static Skipped of(Statement statement, String reason) {
    return new Skipped(statement.shape().describes(), statement.place(), reason);
  }
}
