package io.github.saascore.postgres;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.postgresql.util.ServerErrorMessage;

/**
 * Holds a drop to its plan: finds what {@code CASCADE} would remove besides the planned objects.
 *
 * <p>One query serves twice. Before the drop it lists the collateral; in the transaction of every
 * batch, under the locks of its tables, it runs again and fails the transaction if something came
 * up that was not in the plan.
 */
public final class DropGuard {
  /** The SQLSTATE of a guard that fails: a text that is no number. */
  public static final String SQLSTATE = "22P02";

  private static final Pattern FAILURE = Pattern.compile("saascore: (.*)\"", Pattern.DOTALL);

  /** What depends on the objects, as far as it is not known. */
  private static final String REACHED = "drop_reached.sql";

  /**
   * Leaves out most parts of tables that nothing outside can depend on without depending on the
   * table too: to know them pays where thousands of tables are looked at at once.
   */
  private static final String WITHOUT_LEAVES =
      """
      AND (d.deptype NOT IN ('a', 'i')
           OR (d.classid, d.objid) NOT IN (
                SELECT tableoid, oid FROM pg_class WHERE relkind IN ('i', 'I', 't')
                UNION ALL
                SELECT tableoid, oid FROM pg_constraint WHERE contype IN ('n', 'c')))
      """;

  private static final String LIST =
      """
      SELECT i.type, i.identity,
             coalesce((SELECT r.rolname FROM pg_shdepend s JOIN pg_roles r ON r.oid = s.refobjid
                        WHERE s.dbid = (SELECT oid FROM pg_database
                                         WHERE datname = pg_catalog.current_database())
                          AND s.classid = c.hostclass AND s.objid = c.host
                          AND s.objsubid = 0 AND s.deptype = 'o'),
                      (SELECT rolname FROM pg_roles WHERE oid = 10)) AS owner,
             coalesce((SELECT t.reltuples::bigint FROM pg_class t
                        WHERE c.hostclass = 'pg_class'::regclass AND t.oid = c.host
                          AND t.relkind IN ('r', 'm')), 0) AS rows,
             c.hostclass::bigint AS hostclass,
             c.host::bigint AS host
        FROM collateral c
       CROSS JOIN LATERAL pg_catalog.pg_identify_object(c.classid, c.objid, c.objsubid) i
       ORDER BY i.identity, i.type
      """;

  /** Nothing found is NULL, which is a number; a text is none, and the transaction fails. */
  private static final String FAIL =
      """
      SELECT ('saascore: ' || pg_catalog.string_agg(i.type || ' ' || i.identity, ', '))::integer
        FROM (SELECT * FROM collateral LIMIT 20) c
       CROSS JOIN LATERAL pg_catalog.pg_identify_object(c.classid, c.objid, c.objsubid) i
      """;

  private final String known;
  private final String walk;

  private DropGuard(String known) {
    this.known = known;
    this.walk = Resources.text(REACHED);
  }

  /** Returns a guard for a plan of these objects and this collateral that was agreed to. */
  public static DropGuard of(Collection<DroppableObject> planned, Collection<Collateral> agreed) {
    List<ObjectAddress> addresses = new ArrayList<>();
    planned.forEach(object -> addresses.add(object.address()));
    agreed.forEach(collateral -> addresses.add(collateral.host()));
    return new DropGuard(rows(addresses, ""));
  }

  /**
   * Lists what dropping these objects would remove outside of the plan.
   *
   * @throws SQLException as the driver reports it
   */
  public List<Collateral> collateral(Connection connection, Collection<DroppableObject> dropped)
      throws SQLException {
    List<Collateral> found = new ArrayList<>();
    if (dropped.isEmpty()) {
      return found;
    }
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(reached(dropped, WITHOUT_LEAVES) + LIST)) {
      while (row.next()) {
        found.add(
            new Collateral(
                row.getString("type"),
                row.getString("identity"),
                row.getString("owner"),
                row.getLong("rows"),
                new ObjectAddress(row.getLong("hostclass"), row.getLong("host"))));
      }
    }
    return found;
  }

  /**
   * Returns those relations that still exist, and every object that is no relation.
   *
   * @throws SQLException as the driver reports it
   */
  public static List<DroppableObject> present(
      Connection connection, Collection<DroppableObject> objects) throws SQLException {
    List<Long> relations =
        objects.stream()
            .filter(object -> object.address().classId() == ObjectAddress.PG_CLASS)
            .map(object -> object.address().oid())
            .toList();
    Set<Long> existing = new HashSet<>();
    try (Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "SELECT oid FROM pg_class WHERE oid = ANY (" + Quote.oids(relations) + ")")) {
      while (row.next()) {
        existing.add(row.getLong(1));
      }
    }
    return objects.stream()
        .filter(
            object ->
                object.address().classId() != ObjectAddress.PG_CLASS
                    || existing.contains(object.address().oid()))
        .toList();
  }

  /**
   * Returns the statements that fail a transaction if it would remove more than planned. What need
   * not run is not even planned, which would take as long as some of the drops.
   *
   * @param unchanged the condition under which the dependencies are known to be those of the plan
   */
  String sql(Collection<DroppableObject> dropped, Optional<String> unchanged) {
    return namesStillMeanTheSame(dropped, "to_regclass", ObjectAddress.PG_CLASS)
        + namesStillMeanTheSame(dropped, "to_regtype", ObjectAddress.PG_TYPE)
        + "DO %s;\n"
            .formatted(
                Quote.text(
                    "BEGIN\nIF NOT (%s) THEN PERFORM (\n%s%s);\nEND IF;\nEND"
                        .formatted(unchanged.orElse("false"), reached(dropped, ""), FAIL)));
  }

  /** Reads the names that a failed guard reported; empty if the failure is another one. */
  public static Optional<String> failure(SQLException error) {
    if (!SQLSTATE.equals(error.getSQLState())) {
      return Optional.empty();
    }
    return SqlProblems.server(error)
        .map(ServerErrorMessage::getMessage)
        .map(FAILURE::matcher)
        .filter(Matcher::find)
        .map(matcher -> matcher.group(1));
  }

  private String reached(Collection<DroppableObject> dropped, String leaves) {
    String start =
        rows(
            dropped.stream()
                .filter(object -> object.kind() != ObjectKind.SCHEMA) // goes only when empty
                .map(DroppableObject::address)
                .toList(),
            ", 0, 'r'::\"char\"");
    return Resources.fill(walk, Map.of("known", known, "dropped", start, "leaves", leaves));
  }

  /** The statements go by name; a name that was taken by a new object must not be dropped. */
  private static String namesStillMeanTheSame(
      Collection<DroppableObject> dropped, String function, long classId) {
    List<DroppableObject> named =
        dropped.stream().filter(object -> object.address().classId() == classId).toList();
    if (named.isEmpty()) {
      return "";
    }
    return """
    SELECT ('saascore: ' || pg_catalog.string_agg(n.name, ', '))::integer
      FROM ROWS FROM (pg_catalog.unnest(%s), pg_catalog.unnest(%s)) AS n (name, oid)
     WHERE pg_catalog.%s(n.name)::oid <> n.oid;
    """
        .formatted(
            Quote.array(named.stream().map(DroppableObject::identity).toList()),
            Quote.oids(named.stream().map(object -> object.address().oid()).toList()),
            function);
  }

  private static String rows(Collection<ObjectAddress> addresses, String more) {
    if (addresses.isEmpty()) {
      return "SELECT 0::oid, 0::oid%s WHERE false".formatted(more);
    }
    Map<Long, TreeSet<Long>> byClass = new TreeMap<>();
    for (ObjectAddress address : addresses) {
      byClass.computeIfAbsent(address.classId(), id -> new TreeSet<>()).add(address.oid());
    }
    return byClass.entrySet().stream()
        .map(
            entry ->
                "SELECT %d::oid, pg_catalog.unnest(%s)%s"
                    .formatted(entry.getKey(), Quote.oids(entry.getValue()), more))
        .collect(Collectors.joining("\n  UNION ALL "));
  }
}
