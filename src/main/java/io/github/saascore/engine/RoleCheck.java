package io.github.saascore.engine;

import io.github.saascore.postgres.Quote;
import io.github.saascore.postgres.ServerFacts;
import io.github.saascore.postgres.Vitals;
import io.github.saascore.postgres.Vitals.Right;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Judges the role that does the work: what it may and may not do, as the server itself says. */
final class RoleCheck {
  /** Good to know, and not needed: what is needed has a line of its own. */
  private static final Map<Right, String> WORDS = words();

  private final ServerFacts facts;
  private final Vitals vitals;
  private final List<Finding> findings = new ArrayList<>();

  private RoleCheck(ServerFacts facts, Vitals vitals) {
    this.facts = facts;
    this.vitals = vitals;
  }

  /** Returns lines on the role, its rights, the schema and our tables. */
  static List<Finding> of(ServerFacts facts, Vitals vitals) {
    RoleCheck check = new RoleCheck(facts, vitals);
    if (check.role()) {
      check.rights();
      check.schema();
      check.store();
    }
    return check.findings;
  }

  private static Map<Right, String> words() {
    Map<Right, String> words = new LinkedHashMap<>();
    words.put(Right.CREATE_SCHEMA, "create schemas");
    words.put(Right.TEMPORARY_TABLES, "use temporary tables");
    words.put(Right.CREATE_DATABASE, "create databases");
    words.put(Right.CREATE_ROLE, "create roles");
    words.put(Right.SEE_SESSIONS, "see what other sessions do");
    words.put(Right.SIGNAL_SESSIONS, "end those of others");
    words.put(Right.REPLICATION_ROLE, "set session_replication_role");
    return words;
  }

  /** Adds the line on the role; false if there is none to say more of. */
  private boolean role() {
    Vitals.Role role = vitals.role();
    if (!role.exists()) {
      findings.add(
          Finding.bad("role", "there is no role '" + role.name() + "'")
              .mend(
                  "CREATE ROLE %1$s; GRANT %1$s TO %2$s; -- as a role that may create roles"
                      .formatted(Quote.name(role.name()), Quote.name(role.login()))));
      return false;
    }
    if (!role.usable()) {
      findings.add(
          Finding.bad("role", "'" + role.login() + "' may not work as '" + role.name() + "'")
              .mend(granted(role.name(), role.login(), "SET")));
    }
    if (role.superuser()) {
      findings.add(
          Finding.warn("role", role.name() + " is a superuser: what works here may fail elsewhere")
              .mend("log in as the owner of the database: -Dsaascore.user=..."));
    } else {
      String owns = role.ownsDatabase() ? "owner of the database" : "not owner of the database, ";
      String owner = role.ownsDatabase() ? "" : role.databaseOwner() + " is";
      findings.add(Finding.ok("role", role.name() + ", no superuser, " + owns + owner));
    }
    return true;
  }

  private void rights() {
    String granted = listed(true);
    if (!granted.isEmpty()) {
      findings.add(Finding.ok("may", granted));
    }
    String not = listed(false);
    if (!not.isEmpty()) {
      findings.add(Finding.ok("may not", not + "; migrations need none of that"));
    }
  }

  private String listed(boolean granted) {
    return WORDS.entrySet().stream()
        .filter(entry -> vitals.may(entry.getKey()) == granted)
        .map(Map.Entry::getValue)
        .collect(Collectors.joining(", "));
  }

  private void schema() {
    String name = facts.schema();
    String role = Quote.name(vitals.role().name());
    if (vitals.schema().owner().isEmpty()) {
      findings.add(
          vitals.may(Right.CREATE_SCHEMA)
              ? Finding.ok("schema", name + " does not exist; the first upgrade makes it")
              : Finding.bad("schema", name + " does not exist, and the role may not make it")
                  .mend(
                      vitals.byOwner(
                          "GRANT CREATE ON DATABASE %s TO %s;"
                              .formatted(Quote.name(facts.database()), role))));
      return;
    }
    String owner = vitals.schema().owner().get();
    String text = name + ", owner " + owner;
    boolean enough = vitals.may(Right.USE_SCHEMA) && vitals.may(Right.CREATE_IN_SCHEMA);
    findings.add(
        enough
            ? Finding.ok("schema", text)
            : Finding.bad("schema", text + "; the role may not create tables in it")
                .mend(
                    bySchemaOwner(
                        "GRANT USAGE, CREATE ON SCHEMA %s TO %s;".formatted(Quote.name(name), role),
                        owner)));
  }

  private void store() {
    vitals
        .schema()
        .storeOwner()
        .filter(owner -> !vitals.schema().storeUsable())
        .ifPresent(
            owner ->
                findings.add(
                    Finding.bad("tables", "ours belong to " + owner + ", and we may not use them")
                        .mend(granted(owner, vitals.role().name(), "INHERIT"))));
  }

  /** From PostgreSQL 16 on a member may lack it, and the plain command would change nothing. */
  private String granted(String role, String to, String option) {
    String with = facts.versionNumber() >= 160_000 ? " WITH " + option + " TRUE" : "";
    return vitals.bySuperuser(
        "GRANT %s TO %s%s;".formatted(Quote.name(role), Quote.name(to), with));
  }

  private String bySchemaOwner(String command, String owner) {
    if (owner.equals("pg_database_owner")) {
      return vitals.byOwner(command);
    }
    return owner.equals(vitals.role().name())
        ? command
        : Vitals.by(command, "role " + Quote.name(owner));
  }
}
