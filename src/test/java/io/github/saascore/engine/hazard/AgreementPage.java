package io.github.saascore.engine.hazard;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The part of the manual that tells how far the rules agree with other linters, and why not where
 * they do not.
 *
 * @param file the cases; the page speaks of one version of them, and is not compared with others
 */
record AgreementPage(Path file) {
  /** Why we do not say what a tool says, by tool and case. */
  private static final Map<String, String> REASONS =
      Map.of(
          "squawk ban_concurrent_index_creation_in_transaction/assuming_in_transaction_ok",
          "squawk takes a lone statement to run without a transaction; a section without"
              + " `transaction=none` is one, however short, and the server refuses the statement",
          "squawk prefer_repack/vacuum_full_below_pg19_ok",
          "squawk names the hazard only from PostgreSQL 19 on, which has REPACK; the table is"
              + " locked and written anew on every version",
          "eugene-lint eugene/W14/good/4.sql#lint",
          "the column was made NOT NULL before, which eugene-lint cannot see and the server does;"
              + " no row is read",
          "eugene-trace eugene/E15/bad/2.sql#trace",
          "the foreign key is older than the script, which only touches its table; the advice is"
              + " given where the key is made, or loses its index",
          "pg-migration-lint pgml/enterprise/V031__drop_constrained_columns",
          "the files that made these constraints are not among the cases, so they are not there",
          "pgfence pgfence/dangerous-add-column-function.sql",
          "`now()` is the same for all rows of a transaction, so no row is written"
              + " (PostgreSQL manual, ALTER TABLE, Notes)");

  /** Compares the page with what was found, or writes it. */
  void check(Agreement agreement) throws IOException {
    List<String> lines = lines(agreement);
    if (!LintPage.read("agreement").contains(digest())
        && !"write".equals(System.getProperty("saascore.test.golden"))) {
      System.out.println("the manual's page was not compared: it speaks of other cases");
      agreement.disagreements().forEach(one -> System.out.println("disagrees: " + line(one)));
      return;
    }
    LintPage.check("agreement", lines);
    assertThat(lines)
        .as("every disagreement has its reason")
        .noneMatch(l -> l.contains("(unknown)"));
  }

  private List<String> lines(Agreement agreement) throws IOException {
    List<String> lines = new ArrayList<>();
    lines.add("<!-- of the cases with SHA-256 " + digest() + " -->");
    lines.add("");
    lines.add("| tool | findings it wants | found | findings it does not want | not found |");
    lines.add("| --- | --- | --- | --- | --- |");
    agreement.perTool().keySet().forEach(tool -> lines.add(agreement.row(tool)));
    lines.add("");
    lines.add("Where a server decides and we do not agree:");
    lines.add("");
    lines.add("| tool | its case | family | it | we | why |");
    lines.add("| --- | --- | --- | --- | --- | --- |");
    agreement.disagreements().stream().map(AgreementPage::line).forEach(lines::add);
    lines.add("");
    lines.add("Not counted, as no server can be asked:");
    lines.add("");
    lines.add("| tool | its case | family | why |");
    lines.add("| --- | --- | --- | --- |");
    agreement.undecidable().stream()
        .map(
            one ->
                "| %s | `%s` | `%s` | %s |"
                    .formatted(
                        one.one().tool(),
                        one.one().id(),
                        one.family(),
                        one.undecidable().orElseThrow()))
        .forEach(lines::add);
    lines.add("");
    lines.add("Families of theirs that have no rule here:");
    lines.add("");
    new TreeMap<>(
            Families.NOT_OURS.entrySet().stream()
                .collect(
                    Collectors.groupingBy(
                        Map.Entry::getValue,
                        Collectors.mapping(
                            entry -> "`" + entry.getKey() + "`", Collectors.toList()))))
        .forEach(
            (why, families) ->
                lines.add(
                    "- "
                        + families.stream().sorted().collect(Collectors.joining(", "))
                        + ": "
                        + why));
    return lines;
  }

  private static String line(Verdict verdict) {
    String name = verdict.one().tool() + " " + verdict.one().id();
    return "| %s | `%s` | `%s` | %s | %s | %s |"
        .formatted(
            verdict.one().tool(),
            verdict.one().id(),
            verdict.family(),
            verdict.expected() ? "finds it" : "does not",
            verdict.found() ? "find it" : "do not",
            REASONS.getOrDefault(name, "(unknown)"));
  }

  private String digest() throws IOException {
    try {
      return HexFormat.of()
          .formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
