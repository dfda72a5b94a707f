package io.github.saascore.postgres;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** Says why an object stays, from a row of the inventory, and with which SQL it would not. */
final class DropObstacles {
  private DropObstacles() {}

  /** The role owns neither the object nor its schema. */
  static Obstacle notOwner(ObjectKind kind, ResultSet row, String role) throws SQLException {
    String owner = row.getString("owner");
    if (row.getBoolean("member")) {
      return new Obstacle(
          "role " + owner + " owns it, and " + role + " does not inherit that role's rights",
          Optional.of("mvn saascore:drop-cascade -Dsaascore.role=" + owner));
    }
    if (row.getBoolean("super")) {
      return new Obstacle(
          "superuser " + owner + " owns it; a superuser must hand it over or drop it",
          Optional.of(handOver(kind, row.getString("identity"), role)));
    }
    return new Obstacle(
        "role " + owner + " owns it, and " + role + " owns neither it nor its schema",
        Optional.of("GRANT " + Quote.name(owner) + " TO " + Quote.name(role) + ";"));
  }

  /** Not every kind has an owner that could change. */
  private static String handOver(ObjectKind kind, String identity, String role) {
    return switch (kind) {
      case DEFAULT_PRIVILEGES -> "ALTER DEFAULT PRIVILEGES " + identity + ";";
      case EVENT_TRIGGER, FOREIGN_DATA_WRAPPER, TEXT_SEARCH_PARSER, TEXT_SEARCH_TEMPLATE ->
          dropByHand(kind, identity);
      default -> "ALTER " + kind.words() + " " + identity + " OWNER TO " + Quote.name(role) + ";";
    };
  }

  /** An object whose kind came with a newer PostgreSQL. */
  static Obstacle unknownKind(String type) {
    return Obstacle.kept("this version of the plugin does not know the kind \"" + type + "\"");
  }

  /** Decides on an object that lives in the database as a whole; empty if it is dropped. */
  static Optional<Obstacle> databaseWide(
      ObjectKind kind, ResultSet row, String role, List<String> elsewhere) throws SQLException {
    if (kind == ObjectKind.EXTENSION) {
      return Optional.of(Obstacle.kept("extensions are kept, with everything they brought"));
    }
    if (kind == ObjectKind.SUBSCRIPTION) {
      return Optional.of(
          new Obstacle(
              "subscriptions are only reported: each holds a replication slot on its publisher",
              Optional.of("DROP SUBSCRIPTION " + row.getString("identity") + ";")));
    }
    if (kind == ObjectKind.SCHEMA && row.getString("identity").equals("public")) {
      return Optional.of(Obstacle.kept("schema public is never dropped"));
    }
    if (!row.getBoolean("may")) {
      return Optional.of(notOwner(kind, row, role));
    }
    if (row.getBoolean("belongs") || elsewhere.isEmpty()) {
      return Optional.empty();
    }
    String others = String.join(",", elsewhere);
    return Optional.of(
        new Obstacle(
            "it may serve the other schemas in which " + role + " owns objects: " + others,
            Optional.of(dropByHand(kind, row.getString("identity")))));
  }

  private static String dropByHand(ObjectKind kind, String identity) {
    return kind == ObjectKind.LARGE_OBJECT
        ? "SELECT lo_unlink(" + identity + ");"
        : "DROP " + kind.words() + " " + identity + ";";
  }
}
