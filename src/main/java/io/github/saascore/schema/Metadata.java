package io.github.saascore.schema;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/** What all kinds have alike: comment, owner and privileges, as statements. */
final class Metadata {
  private final Snapshot from;
  private final Snapshot to;

  Metadata(Snapshot from, Snapshot to) {
    this.from = from;
    this.to = to;
  }

  /** Returns whether an attribute is one of those that all kinds have alike. */
  static boolean covers(String attribute) {
    return attribute.equals("owner")
        || attribute.startsWith("comment")
        || attribute.startsWith("acl");
  }

  /** Returns the statements for an object that was just created. */
  List<String> created(Fact fact) {
    List<String> statements = new ArrayList<>();
    fact.get("owner")
        .filter(owner -> !owner.equals(to.role()))
        .ifPresent(owner -> statements.add(owner(fact)));
    SortedSet<String> names = new TreeSet<>(fact.attributes().keySet());
    names.stream()
        .filter(name -> name.startsWith("comment"))
        .forEach(name -> statements.add(comment(fact, name)));
    Optional<String> type = privilegeType(fact.kind());
    if (type.isPresent()) {
      Privileges initial = initial(fact, type.get());
      Privileges wanted =
          Privileges.parse(
              fact.get("acl").orElse(to.builtinPrivileges().getOrDefault(type.get(), "")));
      statements.addAll(grants(fact, "acl", initial, wanted));
    }
    names.stream()
        .filter(name -> name.startsWith("acl:") || (name.equals("acl") && type.isEmpty()))
        .forEach(
            name ->
                statements.addAll(
                    grants(
                        fact,
                        name,
                        Privileges.initially(fact.text(name)),
                        Privileges.granted(fact.text(name)))));
    return statements;
  }

  /** Returns the statements for an object that stays, given the names of the changed attributes. */
  List<String> altered(Fact old, Fact fact, Set<String> changed) {
    List<String> statements = new ArrayList<>();
    SortedSet<String> privileges = new TreeSet<>(changed);
    privileges.removeIf(name -> !name.startsWith("acl"));
    boolean newOwner = changed.contains("owner");
    if (newOwner) {
      if (!ownerFollowsTable(fact)) {
        statements.add(owner(fact));
      }
      // The old owner's privileges become the new owner's, whether they were compared or not.
      if (old.has("acl")) {
        privileges.add("acl");
      }
    }
    changed.stream()
        .filter(name -> name.startsWith("comment"))
        .forEach(name -> statements.add(comment(fact, name)));
    for (String name : privileges) {
      Optional<Privileges> builtin =
          privilegeType(fact.kind())
              .filter(type -> name.equals("acl"))
              .flatMap(type -> Optional.ofNullable(to.builtinPrivileges().get(type)))
              .map(Privileges::parse);
      Privileges before = granted(old, name, fact, builtin);
      Privileges reached = newOwner ? before.ownedBy(fact.text("owner")) : before;
      statements.addAll(grants(fact, name, reached, granted(fact, name, old, builtin)));
    }
    return statements;
  }

  /** Returns what is granted; where nobody ever touched it, what there is from the begin. */
  private static Privileges granted(
      Fact fact, String name, Fact other, Optional<Privileges> builtin) {
    return fact.get(name)
        .map(Privileges::granted)
        .or(() -> builtin)
        .orElseGet(() -> Privileges.initially(other.get(name).orElse("")));
  }

  private boolean ownerFollowsTable(Fact fact) {
    return fact.kind() == Kind.SEQUENCE
        && to.has(new Address(Kind.OWNED_BY, fact.address().container(), fact.address().name()));
  }

  private static String owner(Fact fact) {
    return "ALTER " + fact.target() + " OWNER TO " + fact.text("owner");
  }

  private static String comment(Fact fact, String name) {
    String target =
        name.startsWith("comment:")
            ? "COLUMN " + fact.address().qualified() + "." + name.substring(8)
            : name.equals("comment_index")
                ? "INDEX "
                    + ConstraintRule.schema(fact.address().container())
                    + fact.address().name()
                : fact.target();
    return "COMMENT ON " + target + " IS " + fact.get(name).map(Sql::literal).orElse("NULL");
  }

  private static List<String> grants(Fact fact, String name, Privileges old, Privileges wanted) {
    String object;
    String columns = "";
    if (fact.kind() == Kind.COLUMN) {
      object = "TABLE " + fact.address().container();
      columns = " (" + fact.address().name() + ")";
    } else if (fact.kind() == Kind.EXTENSION) {
      int end = name.startsWith("acl:(") ? name.indexOf(") ") + 1 : 4;
      columns = end > 4 ? " " + name.substring(4, end) : "";
      object = name.substring(end).strip();
    } else {
      columns = name.startsWith("acl:") ? " (" + name.substring(4) + ")" : "";
      object = grantTarget(fact);
    }
    return old.to(wanted, "", object, columns, fact.get("owner").orElse("CURRENT_USER"));
  }

  private static String grantTarget(Fact fact) {
    return switch (fact.kind()) {
      case TABLE, VIEW, MATERIALIZED_VIEW -> "TABLE " + fact.address().qualified();
      case ENUM, COMPOSITE, RANGE, DOMAIN -> "TYPE " + fact.address().qualified();
      case SERVER -> "FOREIGN SERVER " + fact.address().qualified();
      case AGGREGATE -> "FUNCTION " + fact.text("ref:signature");
      default -> fact.target();
    };
  }

  /** Returns the word that default privileges have for a kind, none where they do not apply. */
  private static Optional<String> privilegeType(Kind kind) {
    return Optional.ofNullable(
        switch (kind) {
          case TABLE, VIEW, MATERIALIZED_VIEW -> "TABLES";
          case SEQUENCE -> "SEQUENCES";
          case ROUTINE, AGGREGATE -> "FUNCTIONS";
          case ENUM, DOMAIN, COMPOSITE, RANGE -> "TYPES";
          case SCHEMA -> "SCHEMAS";
          case FOREIGN_DATA_WRAPPER -> "WRAPPERS";
          case SERVER -> "SERVERS";
          default -> null;
        });
  }

  /**
   * Returns what a fresh object grants under the default privileges that hold before the change.
   */
  private Privileges initial(Fact fact, String type) {
    String role = "FOR ROLE " + from.role();
    Optional<Fact> global = from.find(new Address(Kind.DEFAULT_PRIVILEGES, role, type));
    Optional<Fact> schema =
        from.find(
            new Address(
                Kind.DEFAULT_PRIVILEGES, role + " IN SCHEMA " + fact.address().container(), type));
    Privileges base =
        global
            .map(found -> Privileges.parse(found.text("grants")).ownedBy(from.role()))
            .orElse(Privileges.parse(to.builtinPrivileges().getOrDefault(type, "")));
    return schema
        .map(found -> base.and(Privileges.parse(found.text("grants")).ownedBy(from.role())))
        .orElse(base);
  }
}
