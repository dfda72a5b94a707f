package io.github.saascore.script;

import java.util.Locale;
import java.util.Optional;

/**
 * Tells which statements work on what all databases of a server share, or on another server, rather
 * than on what one database holds: roles and their members, databases, tablespaces, settings of the
 * server, and subscriptions.
 *
 * <p>They make nothing that a schema is made of. A definition that is only tried somewhere must not
 * run them there: the roles and databases of that server are real.
 */
public final class ServerWork {
  private static final String[] SHARED = {"role", "database", "tablespace", "subscription"};

  private ServerWork() {}

  /** Tells whether a statement is one of these, as far as its key words say. */
  public static boolean is(Statement statement) {
    return switch (statement.firstWord()) {
      case "create", "alter", "drop" -> isDefinition(TokenCursor.of(statement));
      case "comment", "security" -> isSaidOfServer(TokenCursor.of(statement));
      case "grant", "revoke" -> isGrant(TokenCursor.of(statement));
      default -> false;
    };
  }

  /**
   * Returns the role that there is after a statement and was not before, as the catalog spells it:
   * that of CREATE ROLE, USER or GROUP, or the new name of one.
   */
  public static Optional<String> madeRole(Statement statement) {
    TokenCursor cursor = TokenCursor.of(statement);
    boolean made = cursor.accept("create");
    if (!made && !cursor.accept("alter")) {
      return Optional.empty();
    }
    if (!cursor.acceptAny("role", "user", "group") || cursor.at("mapping")) {
      return Optional.empty();
    }
    Optional<String> name = cursor.name();
    return (made ? name : cursor.accept("rename", "to") ? cursor.name() : Optional.<String>empty())
        .map(ServerWork::spelled);
  }

  /** Tells whether a statement that begins with CREATE, ALTER or DROP defines such a thing. */
  static boolean isDefinition(TokenCursor cursor) {
    if (cursor.accept("alter", "system")) {
      return true;
    }
    if (!cursor.acceptAny("create", "alter", "drop")) {
      return false;
    }
    if (cursor.accept("user")) {
      return !cursor.at("mapping");
    }
    return (cursor.accept("group") || cursor.acceptAny(SHARED)) && cursor.atName();
  }

  private static boolean isSaidOfServer(TokenCursor cursor) {
    return cursor.skipTo("on") && cursor.accept("on") && cursor.acceptAny(SHARED);
  }

  /** Without ON it is membership of a role. */
  private static boolean isGrant(TokenCursor cursor) {
    if (!cursor.skipTo("on")) {
      return true;
    }
    cursor.accept("on");
    // A table may have such a name.
    return cursor.acceptAny("database", "tablespace", "parameter")
        && cursor.atName()
        && !cursor.at("to")
        && !cursor.at("from");
  }

  private static String spelled(String name) {
    return name.startsWith("\"")
        ? name.substring(1, name.length() - 1).replace("\"\"", "\"")
        : name.toLowerCase(Locale.ROOT);
  }
}
