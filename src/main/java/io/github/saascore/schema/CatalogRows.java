package io.github.saascore.schema;

import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** Collects the rows of the catalog queries and joins them to a snapshot. */
final class CatalogRows {
  private static final Set<String> TEXTS =
      Set.of("definition", "expression", "using", "check", "filter", "default");

  private record Dependency(CatalogKey from, CatalogKey to) {}

  private final CatalogObjects objects = new CatalogObjects();
  private final List<Dependency> dependencies = new ArrayList<>();
  private final Map<String, String> builtin = new HashMap<>();
  private final List<String> unmodelled = new ArrayList<>();

  /**
   * Takes objects: the first five columns are key and identity, the next three, where the sixth is
   * named so, the parent's key, and every other one is an attribute.
   */
  void objects(Kind kind, ResultSet rows) throws SQLException {
    ResultSetMetaData columns = rows.getMetaData();
    boolean parts = columns.getColumnCount() > 5 && columns.getColumnLabel(6).equals("p_class");
    int first = parts ? 9 : 6;
    List<String> names = new ArrayList<>();
    for (int i = first; i <= columns.getColumnCount(); i++) {
      names.add(columns.getColumnLabel(i));
    }
    while (rows.next()) {
      object(kind, rows, parts, names);
    }
  }

  private void object(Kind kind, ResultSet row, boolean part, List<String> names)
      throws SQLException {
    int first = part ? 9 : 6;
    SortedMap<String, String> attributes = new TreeMap<>();
    for (int i = 0; i < names.size(); i++) {
      String text = row.getString(first + i);
      if (text != null) {
        String name = names.get(i);
        attributes.put(name, TEXTS.contains(name) ? ExpressionText.stable(text) : text);
      }
    }
    boolean foreignKey = kind == Kind.CONSTRAINT && "foreign key".equals(attributes.get("form"));
    Address address =
        new Address(foreignKey ? Kind.FOREIGN_KEY : kind, row.getString(4), row.getString(5));
    Optional<CatalogKey> parent =
        part && row.getLong(7) != 0 ? Optional.of(key(row, 6)) : Optional.empty();
    objects.add(new CatalogObject(key(row, 1), address, parent, target(attributes), attributes));
  }

  /** Takes the numbers of a sequence's owning column out of the attributes. */
  private static Optional<CatalogKey> target(SortedMap<String, String> attributes) {
    String table = attributes.remove("target_oid");
    String column = attributes.remove("target_sub");
    return table == null
        ? Optional.empty()
        : Optional.of(new CatalogKey(1259, Long.parseLong(table), Integer.parseInt(column)));
  }

  private static CatalogKey key(ResultSet row, int first) throws SQLException {
    return new CatalogKey(row.getInt(first), row.getLong(first + 1), row.getInt(first + 2));
  }

  void alias(ResultSet row) throws SQLException {
    objects.alias(key(row, 1), key(row, 4));
  }

  void dependency(ResultSet row) throws SQLException {
    CatalogKey from = key(row, 1);
    CatalogKey to = key(row, 4);
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
      object
          .target
          .flatMap(objects::resolve)
          .ifPresent(found -> object.dependencies.add(found.address));
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
    if (Objects.equals(grants, initial)) {
      return;
    }
    String granted = grants == null ? "" : grants;
    String member = row.getString("member");
    if (member == null) {
      attribute(row, "acl", granted);
    } else {
      String column = row.getString("attribute");
      String name = "acl:" + (column == null ? "" : "(" + column + ") ") + member;
      String text = granted + Privileges.INITIALLY + (initial == null ? "" : initial);
      objects
          .resolve(key(row, 1).whole())
          .filter(object -> object.address.kind() == Kind.EXTENSION)
          .ifPresent(extension -> extension.attributes.put(name, text));
    }
  }

  /** Puts an attribute on an object, or on the relation where its columns are no objects. */
  private void attribute(ResultSet row, String name, String text) throws SQLException {
    CatalogKey key = key(row, 1);
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
