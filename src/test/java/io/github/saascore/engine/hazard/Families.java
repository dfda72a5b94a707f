package io.github.saascore.engine.hazard;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Which rules of ours stand for a family of findings, and for which families none does. */
final class Families {
  /** Families whose name is not the id of the one rule that stands for it. */
  private static final Map<String, List<String>> OURS =
      Map.ofEntries(
          Map.entry("add-column-serial-or-stored-generated", List.of("add-column-rewrite")),
          Map.entry(
              "add-column-volatile-default-or-stored-generated", List.of("add-column-rewrite")),
          Map.entry(
              "column-type-change", List.of("column-type-change", "column-type-change-rewrite")),
          Map.entry(
              "constraint-without-not-valid",
              List.of(
                  "check-without-not-valid",
                  "fk-without-not-valid",
                  "validate-in-same-transaction")),
          Map.entry("delete-without-where", List.of("delete-without-where")),
          Map.entry("duplicate-column-assignment", List.of("duplicate-column")),
          Map.entry("update-in-migration", List.of("update-whole-table")),
          Map.entry("pgfence:alter-enum-add-value", List.of("enum-add-value")),
          Map.entry("pgfence:drop-constraint", List.of("drop-constraint")),
          Map.entry("pgfence:drop-schema", List.of("drop-schema")),
          Map.entry("pgfence:drop-schema-cascade", List.of("drop-schema")),
          Map.entry("pgfence:lock-timeout-zero", List.of("lock-timeout-off")),
          Map.entry("pgfence:set-logged-unlogged", List.of("set-logged-or-unlogged")));

  /** Families that no server decides, or that mean nothing here. */
  static final Map<String, String> NOT_OURS =
      Map.ofEntries(
          Map.entry("missing-lock-timeout", "`lockTimeout` sets it for every revision"),
          Map.entry(
              "missing-statement-timeout", "`statementTimeout` sets it where a team wants it"),
          Map.entry("missing-timeouts", "`lockTimeout` sets it for every revision"),
          Map.entry("pgfence:lock-timeout-too-long", "a matter of taste: `lockTimeout`"),
          Map.entry(
              "pgfence:lock-timeout-after-dangerous-statement",
              "`lockTimeout` is set before the first statement"),
          Map.entry(
              "transaction-nesting", "`BEGIN` and `COMMIT` are refused when the file is read"),
          Map.entry(
              "uncommitted-transaction", "`BEGIN` and `COMMIT` are refused when the file is read"),
          Map.entry("unqualified-table", "the search path is part of the configuration"),
          Map.entry(
              "not-idempotent-outside-transaction",
              "a section that breaks off goes on where it stopped"),
          Map.entry("pgfence:add-column-constant-default", "harmless since PostgreSQL 11"),
          Map.entry("pgfence:add-column-default-pre-pg11", "no supported server is that old"),
          Map.entry("pgfence:validate-constraint", "harmless: reads and writes go on"),
          Map.entry("pgfence:refresh-matview-concurrent", "harmless: reads go on"),
          Map.entry("pgfence:detach-partition-concurrent", "harmless: reads and writes go on"));

  /** Families that are read from the words of a statement, whatever the server does. */
  static final Set<String> BY_WORDS =
      Set.of(
          "missing-if-not-exists",
          "enum-value-without-order",
          "multiple-alter-table",
          "truncate-cascade",
          "drop-database");

  private static final Set<String> REWRITES =
      Rules.all().stream()
          .filter(rule -> rule.family() == Family.REWRITES)
          .map(Rule::id)
          .collect(Collectors.toSet());

  /** The families of eugene's own names, for its comments that switch a rule off. */
  private static final Map<String, String> EUGENE =
      Map.ofEntries(
          Map.entry("E1", "check-without-not-valid"),
          Map.entry("E2", "set-not-null-without-validated-check"),
          Map.entry("E3", "json-column"),
          Map.entry("E4", "statement-while-holding-access-exclusive"),
          Map.entry("E5", "column-type-change"),
          Map.entry("E6", "index-not-concurrent"),
          Map.entry("E7", "unique-without-using-index"),
          Map.entry("E8", "exclusion-constraint"),
          Map.entry("E9", "missing-lock-timeout"),
          Map.entry("E10", "rewrite-while-holding-lock"),
          Map.entry("E11", "add-column-serial-or-stored-generated"),
          Map.entry("W12", "multiple-alter-table"),
          Map.entry("W13", "create-enum"),
          Map.entry("W14", "primary-key-using-index-nullable"),
          Map.entry("E15", "fk-without-index"));

  private Families() {}

  /** Returns the family of a tool's own name; the name itself where they are the same. */
  static String byNative(String tool, String name) {
    return tool.startsWith("eugene") ? EUGENE.getOrDefault(name, name) : name;
  }

  /** Tells whether a server decides about a family. */
  static boolean isDecided(String family) {
    return !NOT_OURS.containsKey(family) && !BY_WORDS.contains(family);
  }

  /** Returns the rules of ours that stand for a family; none where the family is unknown here. */
  static Set<String> rules(String tool, String family) {
    if (tool.equals("eugene-trace")) {
      switch (family) {
        case "rewrite-while-holding-lock" -> {
          return REWRITES;
        }
        case "column-type-change" -> {
          return Set.of("column-type-change-rewrite");
        }
        case "index-not-concurrent" -> {
          // It counts every index that is built, also by a constraint or a rewrite.
          return Stream.concat(
                  REWRITES.stream(),
                  Stream.of(
                      "index-not-concurrent",
                      "unique-without-using-index",
                      "add-primary-key-without-using-index",
                      "exclusion-constraint"))
              .collect(Collectors.toSet());
        }
        default -> {}
      }
    }
    return new TreeSet<>(
        OURS.getOrDefault(family, Rules.find(family).isPresent() ? List.of(family) : List.of()));
  }
}
