package io.github.saascore.script;

import java.util.List;
import java.util.Optional;

/**
 * What the key words of a statement tell about it, without parsing it.
 *
 * <p>Names are as written: with their schema where the script has one, and quoted where the script
 * quotes them, so that {@code to_regclass} understands them.
 *
 * @param describes the statement in a few words, for example {@code CREATE TABLE users}
 * @param creates the objects it would create; empty for everything but creations
 * @param actions the actions of an ALTER TABLE, ALTER FOREIGN TABLE or ALTER TYPE, at least one;
 *     empty for everything else
 * @param isCreation whether it does nothing but create: false too for CREATE OR REPLACE, and for an
 *     ALTER with one action that does not create
 * @param isTransactionControl whether it begins, ends or divides a transaction
 * @param refusesTransaction whether the server refuses it inside a transaction block
 * @param destroys what is lost for good
 */
public record StatementShape(
    String describes,
    List<Creation> creates,
    List<Action> actions,
    boolean isCreation,
    boolean isTransactionControl,
    boolean refusesTransaction,
    List<Loss> destroys) {

  /**
   * An object that a statement would create.
   *
   * @param kind the kind in lower case, for example {@code materialized view} or {@code column}
   * @param name its name; empty where the server chooses one, and the object then never exists
   *     before
   * @param on the table, type or domain that it belongs to
   * @param tolerant whether IF NOT EXISTS is written
   */
  public record Creation(
      String kind, Optional<String> name, Optional<String> on, boolean tolerant) {
    Creation(String kind, Optional<String> name, Optional<String> on) {
      this(kind, name, on, false);
    }

    Creation tolerant(boolean written) {
      return new Creation(kind, name, on, written);
    }

    /** Returns the object in words, for example {@code column email of users}. */
    public String describes() {
      String what = name.map(given -> kind + " " + given).orElse(kind);
      return on.map(owner -> what + " of " + owner).orElse(what);
    }
  }

  /**
   * One of several actions of a statement, as a statement of its own.
   *
   * @param sql the statement
   * @param headLength how many bytes of it stand before the action
   * @param offset the byte of the whole statement with which the action begins
   */
  public record Action(String sql, int headLength, int offset) {}

  /**
   * Something that a statement destroys together with its data.
   *
   * @param kind {@code table}, {@code column}, {@code attribute}, {@code schema}, {@code database},
   *     {@code owned objects}, {@code rows} (TRUNCATE, DELETE without WHERE), or any kind that is
   *     dropped with CASCADE
   * @param name the object as written; for a column, its table
   * @param column the column or attribute
   * @param cascade whether CASCADE is written, so that more goes with it
   */
  public record Loss(String kind, String name, Optional<String> column, boolean cascade) {
    /** Returns the loss in words, for example {@code column email of users}. */
    public String describes() {
      return column
          .map(part -> kind + " " + part + " of " + name)
          .orElse(kind.equals("rows") ? "all rows of " + name : kind + " " + name);
    }
  }

  /** Takes copies of the lists. */
  public StatementShape {
    creates = List.copyOf(creates);
    actions = List.copyOf(actions);
    destroys = List.copyOf(destroys);
  }

  /** Returns the shape of one statement without its semicolon. */
  public static StatementShape of(String sql) {
    return ShapeReader.read(sql);
  }

  /** Returns the shape of a statement of which nothing but a description is known. */
  static StatementShape plain(String describes) {
    return new StatementShape(describes, List.of(), List.of(), false, false, false, List.of());
  }

  /** Returns this shape for something that is created. */
  StatementShape creating(List<Creation> objects, boolean only) {
    return new StatementShape(
        describes, objects, actions, only, isTransactionControl, refusesTransaction, destroys);
  }

  /** Returns this shape with its actions. */
  StatementShape acting(List<Action> parts) {
    return new StatementShape(
        describes, creates, parts, isCreation, isTransactionControl, refusesTransaction, destroys);
  }

  /** Returns this shape with what is lost. */
  StatementShape destroying(List<Loss> losses) {
    return new StatementShape(
        describes, creates, actions, isCreation, isTransactionControl, refusesTransaction, losses);
  }

  /** Returns this shape with what it means for a transaction. */
  StatementShape transaction(boolean control, boolean refused) {
    return new StatementShape(describes, creates, actions, isCreation, control, refused, destroys);
  }
}
