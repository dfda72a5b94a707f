package io.github.saascore.schema;

import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** Collects the rows of the catalog queries and joins them to a snapshot. */
final class CatalogRows {
  private static final Set<String> KEYS =
      Set.of("class", "oid", "sub", "container", "name", "p_class", "p_oid", "p_sub");
  private static final Set<String> TEXTS =
      Set.of("definition", "expression", "using", "check", "filter", "default");

  private record Dependency(CatalogKey from, CatalogKey to) {}

  private final CatalogObjects objects = new CatalogObjects();
  private final List<Dependency> dependencies = new ArrayList<>();
  private final Map<String, String> builtin = new HashMap<>();
  private final List<String> unmodelled = new ArrayList<>();

  /** Takes an object: its key, its identity, its parent, and every other column as an attribute. */
  void object(Kind kind, ResultSet row) throws SQLException {
    SortedMap<String, String> attributes = new TreeMap<>();
    ResultSetMetaData columns = row.getMetaData();
    for (int i = 1; i <= columns.getColumnCount(); i++) {
      String name = columns.getColumnLabel(i);
      String text = KEYS.contains(name) ? null : row.getString(i);
      if (text != null) {
        attributes.put(name, TEXTS.contains(name) ? ExpressionText.stable(text) : text);
      }
    }
    boolean foreignKey = kind == Kind.CONSTRAINT && "foreign key".equals(attributes.get("form"));
    Address address =
        new Address(
            foreignKey ? Kind.FOREIGN_KEY : kind,
            row.getString("container"),
            row.getString("name"));
    objects.add(new CatalogObject(key(row, ""), address, parent(row, columns), attributes));
  }

  private static Optional<CatalogKey> parent(ResultSet row, ResultSetMetaData columns)
      throws SQLException {
    // The parent's columns, where there are any, follow the five of the object itself.
    boolean possible = columns.getColumnCount() > 5 && columns.getColumnLabel(6).equals("p_class");
    return possible && row.getString("p_class") != null
        ? Optional.of(key(row, "p_"))
        : Optional.empty();
  }

  private static CatalogKey key(ResultSet row, String prefix) throws SQLException {
    return new CatalogKey(
        row.getInt(prefix + "class"), row.getLong(prefix + "oid"), row.getInt(prefix + "sub"));
  }

  void alias(ResultSet row) throws SQLException {
    objects.alias(key(row, ""), key(row, "ref_"));
  }

  void dependency(ResultSet row) throws SQLException {
    CatalogKey from = new CatalogKey(row.getInt(1), row.getLong(2), row.getInt(3));
    CatalogKey to = new CatalogKey(row.getInt(4), row.getLong(5), row.getInt(6));
    if (row.getString(7).equals("e")) {
      objects.member(from, to);
    } else {
      dependencies.add(new Dependency(from, to));
    }
  }

  /** Turns the dependencies between keys into those between objects. */
  void connect(SnapshotScope scope) {
    objects.prune(scope.ignoredTables());
    for (CatalogObject object : objects.all()) {
      if (object.address.kind() == Kind.OWNED_BY) {
        CatalogKey column =
            new CatalogKey(
                1259,
                Long.parseLong(object.attributes.get("ref:oid")),
                Integer.parseInt(object.attributes.get("ref:sub")));
        objects.resolve(column).ifPresent(found -> object.dependencies.add(found.address));
      }
    }
    for (Dependency dependency : dependencies) {
      Optional<CatalogObject> from = objects.resolve(dependency.from());
      Optional<CatalogObject> to = objects.resolve(dependency.to());
      if (from.isPresent() && to.isPresent() && from.get() != to.get()) {
        depend(from.get(), to.get());
      }
    }
  }

  private void depend(CatalogObject from, CatalogObject to) {
    Kind kind = from.address.kind();
    boolean ownChild = to.parent.filter(from.key::equals).isPresent();
    boolean ownedBy = kind == Kind.SEQUENCE && to.address.kind() == Kind.COLUMN;
    if ((kind == Kind.EXTENSION && to.address.kind() != Kind.SCHEMA) || ownChild || ownedBy) {
      return;
    }
    if (kind == Kind.TABLE && to.address.kind() == Kind.TABLE) {
      objects
          .find(new Address(Kind.INHERITANCE, from.address.qualified(), to.address.qualified()))
          .ifPresent(inheritance -> inheritance.dependencies.add(to.address));
      return;
    }
    from.dependencies.add(to.address);
  }

  void comment(ResultSet row) throws SQLException {
    attribute(row, "comment", row.getString("description"));
  }

  void privileges(ResultSet row) throws SQLException {
    String grants = row.getString("grants");
    String initial = row.getString("initial");
    if (!java.util.Objects.equals(grants, initial)) {
      attribute(row, "acl", grants == null ? "" : grants);
    }
  }

  /** Puts an attribute on an object, or on the relation where its columns are no objects. */
  private void attribute(ResultSet row, String name, String text) throws SQLException {
    CatalogKey key = key(row, "");
    Optional<CatalogObject> exact = objects.exactly(key);
    if (exact.isPresent()) {
      exact.get().attributes.put(name, text);
    } else if (key.part() > 0) {
      String column = row.getString("attribute");
      objects
          .resolve(key.whole())
          .filter(object -> object.address.kind() != Kind.EXTENSION)
          .ifPresent(object -> object.attributes.put(name + ":" + column, text));
    } else {
      objects
          .resolve(key)
          .filter(object -> object.address.kind() == Kind.CONSTRAINT)
          .ifPresent(object -> object.attributes.put(name + "_index", text));
    }
  }

  void owner(ResultSet row) throws SQLException {
    CatalogKey key = new CatalogKey(row.getInt("class"), row.getLong("oid"), 0);
    String owner = row.getString("owner");
    objects.exactly(key).ifPresent(object -> object.attributes.put("owner", owner));
  }

  void builtin(ResultSet row) throws SQLException {
    String grants = row.getString("grants");
    builtin.put(row.getString("kind"), grants == null ? "" : grants);
  }

  void unmodelled(ResultSet row) throws SQLException {
    unmodelled.add(row.getString("what"));
  }

  Snapshot snapshot(int major, String role) {
    return new Snapshot(major, role, objects.facts(), builtin, unmodelled);
  }
}
