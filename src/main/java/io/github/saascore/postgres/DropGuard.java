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

  /**
   * Walks {@code pg_depend} as the server does, down to what depends on the objects and from a
   * view's rule up to the view. Only dependencies of type {@code n} lead out of an object: what
   * depends automatically or internally is a part of it. Parts that may be things of their own are
   * partitions, extended statistics, operator classes and the tables of a publication.
   */
  private static final String REACHED =
      """
      WITH RECURSIVE known (classid, objid) AS MATERIALIZED (
        %s
      ), hit (classid, objid, objsubid, deptype) AS (
        %s
        UNION
        SELECT s.* FROM hit h CROSS JOIN LATERAL (
          SELECT d.classid, d.objid, d.objsubid, d.deptype FROM pg_depend d
           WHERE d.refclassid = h.classid AND d.refobjid = h.objid
             AND (h.objsubid = 0 OR d.refobjsubid = h.objsubid)
             AND (d.deptype = 'n' -- parts that nothing outside can depend on
                  OR d.classid NOT IN ('pg_trigger'::regclass, 'pg_attrdef'::regclass))
          UNION ALL
          SELECT d.refclassid, d.refobjid, d.refobjsubid, 'i' FROM pg_depend d
           WHERE h.classid = 'pg_rewrite'::regclass AND d.classid = h.classid
             AND d.objid = h.objid AND d.deptype = 'i'
        ) s
      ), suspect AS (
        SELECT h.classid, h.objid, h.objsubid, o.hostclass, o.host, o.view
          FROM hit h
         CROSS JOIN LATERAL (
           SELECT CASE x.conrelid WHEN 0 THEN 'pg_type'::regclass ELSE 'pg_class'::regclass END
                    ::oid AS hostclass,
                  CASE x.conrelid WHEN 0 THEN x.contypid ELSE x.conrelid END AS host,
                  false AS view
             FROM pg_constraint x WHERE h.classid = 'pg_constraint'::regclass AND x.oid = h.objid
           UNION ALL
           SELECT 'pg_class'::regclass, x.adrelid, false
             FROM pg_attrdef x WHERE h.classid = 'pg_attrdef'::regclass AND x.oid = h.objid
           UNION ALL
           SELECT 'pg_class'::regclass, x.tgrelid, false
             FROM pg_trigger x WHERE h.classid = 'pg_trigger'::regclass AND x.oid = h.objid
           UNION ALL
           SELECT 'pg_class'::regclass, x.ev_class, x.rulename = '_RETURN'
             FROM pg_rewrite x WHERE h.classid = 'pg_rewrite'::regclass AND x.oid = h.objid
           UNION ALL
           SELECT 'pg_class'::regclass, x.polrelid, false
             FROM pg_policy x WHERE h.classid = 'pg_policy'::regclass AND x.oid = h.objid
           UNION ALL
           SELECT CASE x.relkind WHEN 'c' THEN 'pg_type'::regclass ELSE 'pg_class'::regclass END,
                  CASE WHEN x.relkind = 'c' THEN x.reltype
                       WHEN x.relkind IN ('i', 'I')
                       THEN (SELECT i.indrelid FROM pg_index i WHERE i.indexrelid = x.oid)
                       ELSE x.oid END, false
             FROM pg_class x WHERE h.classid = 'pg_class'::regclass AND x.oid = h.objid
              AND (h.deptype = 'n' OR x.relkind IN ('r', 'p', 'f'))
           UNION ALL
           SELECT 'pg_opfamily'::regclass, x.amopfamily, false
             FROM pg_amop x WHERE h.classid = 'pg_amop'::regclass AND x.oid = h.objid
           UNION ALL
           SELECT 'pg_opfamily'::regclass, x.amprocfamily, false
             FROM pg_amproc x WHERE h.classid = 'pg_amproc'::regclass AND x.oid = h.objid
           UNION ALL
           SELECT 'pg_publication'::regclass, x.prpubid, false FROM pg_publication_rel x
            WHERE h.classid = 'pg_publication_rel'::regclass AND x.oid = h.objid
           UNION ALL
           SELECT 'pg_foreign_server'::regclass, x.srvid, false FROM pg_user_mappings x
            WHERE h.classid = 'pg_user_mapping'::regclass AND x.umid = h.objid
           UNION ALL
           SELECT h.classid, h.objid, false
            WHERE h.classid NOT IN (
                    'pg_constraint'::regclass, 'pg_attrdef'::regclass, 'pg_trigger'::regclass,
                    'pg_rewrite'::regclass, 'pg_policy'::regclass, 'pg_class'::regclass,
                    'pg_amop'::regclass, 'pg_amproc'::regclass, 'pg_publication_rel'::regclass,
                    'pg_user_mapping'::regclass)
         ) o
         WHERE h.deptype = 'n'
               AND (h.classid = 'pg_rewrite'::regclass -- a view's rule is a part of the view
                    OR (h.classid, h.objid) NOT IN ( -- such as a range type's own functions
                      SELECT i.classid, i.objid FROM hit i
                       WHERE i.deptype = 'i' AND i.objsubid = 0))
            OR h.deptype = 'a'
               AND h.classid IN ('pg_class'::regclass, 'pg_publication_rel'::regclass,
                                 'pg_statistic_ext'::regclass, 'pg_opclass'::regclass)
      ), collateral AS (
        SELECT DISTINCT CASE WHEN s.view THEN s.hostclass ELSE s.classid END AS classid,
               CASE WHEN s.view THEN s.host ELSE s.objid END AS objid,
               CASE WHEN s.view THEN 0 ELSE s.objsubid END AS objsubid,
               s.hostclass, s.host
          FROM suspect s
         WHERE (s.hostclass, s.host) NOT IN (SELECT k.classid, k.objid FROM known k)
           AND (s.classid, s.objid) NOT IN (SELECT k.classid, k.objid FROM known k)
           AND (s.classid <> 'pg_cast'::regclass OR NOT EXISTS (
                 SELECT FROM pg_cast c JOIN known k ON k.classid = 'pg_type'::regclass
                    AND k.objid IN (c.castsource, c.casttarget) WHERE c.oid = s.objid))
           AND (s.classid <> 'pg_transform'::regclass OR NOT EXISTS (
                 SELECT FROM pg_transform t JOIN known k ON k.classid = 'pg_type'::regclass
                    AND k.objid = t.trftype WHERE t.oid = s.objid))
      )
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

  private DropGuard(String known) {
    this.known = known;
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
        ResultSet row = statement.executeQuery(reached(dropped) + LIST)) {
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
   * Returns the statements that fail a transaction if it would remove more than planned.
   *
   * @param unchanged the condition under which the dependencies are known to be those of the plan
   */
  String sql(Collection<DroppableObject> dropped, Optional<String> unchanged) {
    return namesStillMeanTheSame(dropped, "to_regclass", ObjectAddress.PG_CLASS)
        + namesStillMeanTheSame(dropped, "to_regtype", ObjectAddress.PG_TYPE)
        + "SELECT CASE WHEN %s THEN NULL ELSE (\n%s%s) END;\n"
            .formatted(unchanged.orElse("false"), reached(dropped), FAIL);
  }

  /** Reads the names that a failed guard reported; empty if the failure is another one. */
  public static Optional<String> failure(SQLException error) {
    if (!SQLSTATE.equals(error.getSQLState())) {
      return Optional.empty();
    }
    Matcher matcher = FAILURE.matcher(String.valueOf(error.getMessage()));
    return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
  }

  private String reached(Collection<DroppableObject> dropped) {
    return REACHED.formatted(
        known,
        rows(
            dropped.stream()
                .filter(object -> object.kind() != ObjectKind.SCHEMA) // goes only when empty
                .map(DroppableObject::address)
                .toList(),
            ", 0, 'r'::\"char\""));
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
