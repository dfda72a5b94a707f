package io.github.saascore.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.github.saascore.engine.hazard.Hazard;
import io.github.saascore.engine.hazard.LintResult;
import io.github.saascore.engine.hazard.LockMode;
import io.github.saascore.engine.hazard.Rule;
import io.github.saascore.engine.hazard.Rules;
import io.github.saascore.engine.hazard.Severity;
import io.github.saascore.engine.hazard.TableSize;
import io.github.saascore.revision.RevisionId;
import java.net.URI;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** What lint prints. */
final class LintTextTest {
  private static final String FILE = "src/main/migrations/27c6a30d7c24_add invoices.sql";

  private static final Hazard NOTE =
      hazard(
          "cached-plan",
          7,
          "ALTER TABLE users ADD COLUMN note",
          "prepared statements on users get other columns or types",
          Optional.of(
              new Hazard.Table("users", Optional.of(LockMode.ACCESS_EXCLUSIVE), Optional.empty())));

  private static final Hazard ERROR =
      hazard(
          "index-not-concurrent",
          9,
          "CREATE INDEX users_mail ON users",
          "index users_mail is built on users under a lock",
          Optional.of(
              new Hazard.Table(
                  "users",
                  Optional.of(LockMode.SHARE),
                  Optional.of(new TableSize(OptionalLong.of(1_200_000), 356_515_840)))));

  private static final Hazard WARNING =
      hazard(
          "no-primary-key",
          12,
          "CREATE TABLE log",
          "table log has no primary key",
          Optional.empty());

  static final LintResult FOUND =
      new LintResult(
          List.of(NOTE, ERROR, WARNING),
          2,
          1,
          14,
          1,
          List.of("table legacy"),
          List.of("src/main/migrations/a.sql: the upgrade is Java code and was seen from outside"),
          "18.6");

  private static Hazard hazard(
      String id, int line, String statement, String what, Optional<Hazard.Table> table) {
    Rule rule = Rules.find(id).orElseThrow();
    return new Hazard(
        rule,
        rule.severity(),
        Optional.of(RevisionId.of("27c6a30d7c24")),
        false,
        new Hazard.Place(FILE, line, 1),
        statement,
        what,
        table,
        rule.safeWay().replace("{table}", "users"));
  }

  @Test
  void writesTheWorstFirst() {
    Golden.check("lint.txt", LintText.lines(FOUND, Style.plain()));
    Golden.check("lint-colour.txt", LintText.lines(FOUND, new Tagged()));
  }

  @Test
  void writesJson() {
    Golden.check("lint.json", LintJson.of(FOUND));
  }

  @Test
  void longListsAreCapped() {
    LintResult many =
        new LintResult(Collections.nCopies(23, ERROR), 1, 0, 23, 0, List.of(), List.of(), "18.6");
    assertThat(LintText.lines(many, Style.plain()))
        .contains("and 3 more: -Dsaascore.format=json or sarif has all")
        .last()
        .isEqualTo(
            "23 errors in 1 revision (23 statements on PostgreSQL 18.6); nothing was changed");
  }

  @Test
  void saysThatNothingIsPending() {
    LintResult nothing = new LintResult(List.of(), 0, 0, 0, 0, List.of(), List.of(), "");
    assertThat(LintText.lines(nothing, Style.plain()))
        .containsExactly(
            "nothing to lint: no revision is pending; a part of the history:"
                + " mvn saascore:lint -Dsaascore.range=base:heads");
  }

  @Test
  void saysThatAllIsWell() {
    LintResult well = new LintResult(List.of(), 1, 0, 2, 0, List.of(), List.of(), "18.6");
    assertThat(LintText.lines(well, Style.plain()))
        .containsExactly(
            "no hazards in 1 revision (2 statements on PostgreSQL 18.6); nothing was changed");
  }

  /** Holds the text against what the standard requires of each object. */
  @Test
  void writesSarif() {
    String text = LintSarif.of(FOUND, "1.2.3");
    JsonObject log = JsonParser.parseString(text).getAsJsonObject();
    assertThat(log.get("version").getAsString()).isEqualTo("2.1.0");
    assertThat(URI.create(log.get("$schema").getAsString())).hasScheme("https");
    JsonArray runs = log.getAsJsonArray("runs");
    assertThat(runs).hasSize(1);
    JsonObject run = runs.get(0).getAsJsonObject();
    JsonObject driver = run.getAsJsonObject("tool").getAsJsonObject("driver");
    assertThat(driver.get("name").getAsString()).isEqualTo("saascore");
    assertThat(run.get("columnKind").getAsString()).isIn("utf16CodeUnits", "unicodeCodePoints");
    JsonArray rules = driver.getAsJsonArray("rules");
    assertThat(rules).hasSameSizeAs(Rules.all()).allSatisfy(LintTextTest::isRule);
    JsonArray results = run.getAsJsonArray("results");
    assertThat(results).hasSize(3);
    results.forEach(result -> isResult(result.getAsJsonObject(), rules));
    run.getAsJsonObject("tool").getAsJsonObject("driver").remove("rules");
    Golden.check("lint.sarif", log.toString().replace("},", "},\n"));
  }

  private static void isRule(JsonElement element) {
    JsonObject rule = element.getAsJsonObject();
    assertThat(rule.get("id").getAsString()).isNotBlank();
    assertThat(text(rule, "shortDescription")).isNotBlank();
    assertThat(text(rule, "help")).isNotBlank();
    assertThat(URI.create(rule.get("helpUri").getAsString())).hasScheme("https");
    assertThat(rule.getAsJsonObject("defaultConfiguration").get("level").getAsString())
        .isIn("none", "note", "warning", "error");
  }

  private static void isResult(JsonObject result, JsonArray rules) {
    JsonObject rule = rules.get(result.get("ruleIndex").getAsInt()).getAsJsonObject();
    assertThat(result.get("ruleId").getAsString()).isEqualTo(rule.get("id").getAsString());
    assertThat(text(result, "message")).isNotBlank();
    assertThat(result.get("level").getAsString()).isIn("none", "note", "warning", "error");
    JsonObject place =
        result
            .getAsJsonArray("locations")
            .get(0)
            .getAsJsonObject()
            .getAsJsonObject("physicalLocation");
    URI uri = URI.create(place.getAsJsonObject("artifactLocation").get("uri").getAsString());
    assertThat(uri.isAbsolute()).isFalse();
    assertThat(uri.getPath()).isEqualTo(FILE);
    assertThat(place.getAsJsonObject("region").get("startLine").getAsInt()).isPositive();
    assertThat(place.getAsJsonObject("region").get("startColumn").getAsInt()).isPositive();
  }

  private static String text(JsonObject object, String key) {
    return object.getAsJsonObject(key).get("text").getAsString();
  }

  @Test
  void countsBySeverity() {
    assertThat(FOUND.atLeast(Severity.WARN)).isEqualTo(2);
    assertThat(FOUND.worst()).contains(Severity.ERROR);
  }
}
