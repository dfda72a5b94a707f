package io.github.saascore.postgres;

import io.github.saascore.revision.Code;
import io.github.saascore.revision.Problem;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Reads what some schemas hold, who owns it and whether the role of the connection may drop it.
 *
 * <p>PostgreSQL lets the owner of an object and the owner of its schema drop it. What lives in the
 * database as a whole is taken in when it serves these schemas alone, or when the role owns it and
 * owns nothing in any other schema; otherwise it stays, for another schema may need it.
 */
public final class DropInventoryReader {
  private final Connection connection;
  private final List<String> schemas;
  private final Set<String> going;

  /**
   * Makes a reader.
   *
   * @param connection any connection to the database
   * @param schemas the plain names of the schemas, without quotes
   * @param going which of the schemas shall go themselves too; {@code public} never does
   */
  public DropInventoryReader(Connection connection, List<String> schemas, Set<String> going) {
    this.connection = connection;
    this.schemas = List.copyOf(schemas);
    this.going = Set.copyOf(going);
  }

  /**
   * Reads the inventory with five queries, whatever the number of objects.
   *
   * @throws SQLException as the driver reports it
   * @throws io.github.saascore.revision.SaascoreException if a schema does not exist or is one of
   *     the system's
   */
  public DropInventory read() throws SQLException {
    refuseSystemSchemas();
    String database;
    String role;
    long capacity;
    try (PreparedStatement query = prepare(DropQueries.CONTEXT);
        ResultSet row = query.executeQuery()) {
      row.next();
      database = row.getString(1);
      role = row.getString(2);
      capacity = row.getLong(3);
      refuseMissingSchemas(row.getArray(5), row.getString(4));
    }
    List<DroppableObject> objects = new ArrayList<>();
    objects.addAll(inSchemas(DropQueries.RELATIONS, role));
    objects.addAll(inSchemas(DropQueries.OTHERS, role));
    objects.addAll(databaseWide(role));
    objects.sort(
        Comparator.comparing(DropInventoryReader::lastOfAll)
            .thenComparing(DroppableObject::kind)); // stable: keeps partitions before parents
    return new DropInventory(server(), database, role, capacity, objects);
  }

  /**
   * Returns those of the schemas that exist, in the given order.
   *
   * @throws SQLException as the driver reports it
   */
  public static List<String> existing(Connection connection, List<String> schemas)
      throws SQLException {
    List<String> found = new ArrayList<>();
    try (PreparedStatement query =
        connection.prepareStatement("SELECT nspname FROM pg_namespace WHERE nspname = ANY (?)")) {
      query.setArray(1, connection.createArrayOf("text", schemas.toArray()));
      try (ResultSet row = query.executeQuery()) {
        while (row.next()) {
          found.add(row.getString(1));
        }
      }
    }
    return schemas.stream().filter(found::contains).toList();
  }

  /** Our own tables go last, so that an interrupted drop is still known as ours; then schemas. */
  private static int lastOfAll(DroppableObject object) {
    if (object.kind() == ObjectKind.SCHEMA) {
      return 2;
    }
    return object.ownRecord() ? 1 : 0;
  }

  private List<DroppableObject> inSchemas(String sql, String role) throws SQLException {
    List<DroppableObject> found = new ArrayList<>();
    try (PreparedStatement query = prepare(sql);
        ResultSet row = query.executeQuery()) {
      while (row.next()) {
        ObjectKind kind = kind(row.getString("kind"));
        Optional<Obstacle> obstacle =
            row.getBoolean("may")
                ? Optional.empty()
                : Optional.of(DropObstacles.notOwner(kind, row, role));
        if (kind == ObjectKind.UNKNOWN) {
          obstacle = Optional.of(DropObstacles.unknownKind(row.getString("kind")));
        }
        found.add(object(kind, row, obstacle));
      }
    }
    return found;
  }

  private List<DroppableObject> databaseWide(String role) throws SQLException {
    List<String> elsewhere = elsewhere();
    List<DroppableObject> found = new ArrayList<>();
    try (PreparedStatement query = prepare(DropQueries.DATABASE_WIDE);
        ResultSet row = query.executeQuery()) {
      while (row.next()) {
        ObjectKind kind = kind(row.getString("kind"));
        if (kind == ObjectKind.SCHEMA && !going.contains(Quote.plain(row.getString("identity")))) {
          continue;
        }
        found.add(object(kind, row, DropObstacles.databaseWide(kind, row, role, elsewhere)));
      }
    }
    return found;
  }

  private List<String> elsewhere() throws SQLException {
    List<String> names = new ArrayList<>();
    try (PreparedStatement query = prepare(DropQueries.ELSEWHERE);
        ResultSet row = query.executeQuery()) {
      while (row.next()) {
        names.add(row.getString(1));
      }
    }
    return names;
  }

  private static ObjectKind kind(String text) {
    for (ObjectKind kind : ObjectKind.values()) {
      if (kind.name().equals(text)) {
        return kind;
      }
    }
    return ObjectKind.ofIdentified(text);
  }

  private static DroppableObject object(ObjectKind kind, ResultSet row, Optional<Obstacle> obstacle)
      throws SQLException {
    return new DroppableObject(
        kind,
        new ObjectAddress(row.getLong("classid"), row.getLong("oid")),
        Optional.ofNullable(row.getString("schema")),
        row.getString("identity"),
        row.getString("owner"),
        new DroppableObject.Size(row.getLong("rows"), row.getLong("bytes")),
        row.getInt("locks"),
        row.getBoolean("lockable"),
        row.getBoolean("own"),
        obstacle);
  }

  private PreparedStatement prepare(String sql) throws SQLException {
    PreparedStatement statement = connection.prepareStatement(sql);
    statement.setArray(1, connection.createArrayOf("text", schemas.toArray()));
    return statement;
  }

  private void refuseSystemSchemas() {
    for (String schema : schemas) {
      if (schema.startsWith("pg_") || schema.equals("information_schema")) {
        throw Problem.of(Code.BAD_PARAMETER, "schema \"" + schema + "\" belongs to PostgreSQL")
            .because("a drop works on your own schemas only")
            .hint("name them: -Dsaascore.schema=<schema>")
            .asException();
      }
    }
  }

  private void refuseMissingSchemas(Array missing, String existing) throws SQLException {
    if (missing != null) {
      String names = String.join("\", \"", (String[]) missing.getArray());
      throw Problem.of(Code.BAD_PARAMETER, "schema \"" + names + "\" does not exist")
          .at(server())
          .because("the database has " + existing)
          .hint("name another one: -Dsaascore.schema=<schema>")
          .asException();
    }
  }

  /** Host and port of the JDBC URL; the rest of it may hold credentials. */
  private String server() throws SQLException {
    String url = connection.getMetaData().getURL();
    return url.replaceFirst("^jdbc:postgresql:(//)?", "")
        .replaceFirst("[/?].*$", "")
        .replaceFirst("^.*@", "");
  }
}
