package io.github.saascore.report;

import io.github.saascore.engine.Downgrade;
import io.github.saascore.engine.Stamp;
import io.github.saascore.engine.Standing;
import io.github.saascore.engine.Upgrade;
import io.github.saascore.postgres.Skipped;
import io.github.saascore.revision.Revision;
import io.github.saascore.revision.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Says at the end of a run what was done and where the database stands now. */
public final class VerdictText {
  /** Each skipped statement was named during the run already. */
  private static final int SKIPPED_SHOWN = 3;

  private static final Set<String> WORDS =
      Set.of(Target.HEAD, Target.HEADS, Target.BASE, Target.CURRENT);

  private final String database;
  private final Style style;

  VerdictText(String database, Style style) {
    this.database = database;
    this.style = style;
  }

  /** Returns the verdict of an upgrade. */
  public static Verdict of(Upgrade.Result result, Ran ran, Style style) {
    return new VerdictText(ran.database(), style).upgrade(result, ran);
  }

  /** Returns the verdict of a downgrade. */
  public static Verdict of(Downgrade.Result result, Ran ran, Style style) {
    return new VerdictText(ran.database(), style).downgrade(result, ran);
  }

  /** Returns the verdict of a stamp. */
  public static Verdict of(Stamp.Result result, Ran ran, Style style) {
    return new VerdictText(ran.database(), style).stamp(result, ran);
  }

  /** Returns what is to be said when nothing was done but looking. */
  Verdict current(Standing standing, List<String> scripts, Optional<String> otherTool) {
    List<String> lines = new ArrayList<>();
    lines.add(at(standing).sentence());
    at(standing).pending(scripts).ifPresent(lines::add);
    return verdict(lines, standing, otherTool.map(this::stampHint));
  }

  private Verdict upgrade(Upgrade.Result result, Ran ran) {
    Standing standing = result.standing();
    List<String> lines = new ArrayList<>();
    if (result.isNothing()) {
      lines.add(nothingToUpgrade(standing, ran.target()));
    } else {
      lines.add(
          done(
              ran,
              standing,
              List.of(
                  part(result.applied().size(), "revision", "applied"),
                  part(result.adopted().size(), "revision", "adopted"),
                  part(result.implied().size(), "revision", "recorded"),
                  part(result.repeated().size(), "repeatable script", "run"))));
    }
    if (!result.tables().isEmpty()) {
      lines.add(
          Words.count(result.tables().size(), "table")
              + " made: "
              + Words.listed(result.tables(), Words.SHOWN));
    }
    lines.addAll(skipped(result.skipped()));
    if (!result.differences().isEmpty()) {
      lines.add(style.warn("what exists is not what the skipped statements would make:"));
      Words.lines(result.differences(), Words.SHOWN, line -> "  " + line)
          .forEach(line -> lines.add(style.warn(line)));
      lines.add("-Dsaascore.existing=match stops there instead, before anything runs");
    }
    at(standing).pending().ifPresent(lines::add);
    return verdict(
        lines,
        standing,
        result.otherTool().map(isFirst(result) ? this::twoTools : this::stampHint));
  }

  private static boolean isFirst(Upgrade.Result result) {
    return !result.applied().isEmpty() || !result.adopted().isEmpty();
  }

  private String nothingToUpgrade(Standing standing, String target) {
    if (standing.heads().isEmpty()) {
      return "nothing to do: there are no migration files yet, write the first:"
          + " mvn saascore:revision -Dsaascore.message=...";
    }
    List<String> below =
        Stream.of(target.split(","))
            .map(String::strip)
            .filter(one -> isBelow(standing, one))
            .toList();
    return below.isEmpty()
        ? "nothing to do: " + at(standing).sentence()
        : "already applied: %s %s below %s, where database '%s' stands; nothing to do"
            .formatted(
                String.join(", ", below),
                below.size() == 1 ? "is" : "are",
                at(standing).tips(),
                database);
  }

  /** An absolute target with nothing to do is applied; it is below unless it names a tip. */
  private static boolean isBelow(Standing standing, String target) {
    return Target.parse(target) instanceof Target.Absolute absolute
        && !WORDS.contains(absolute.symbol())
        && standing.tips().stream().noneMatch(tip -> names(absolute.symbol(), tip));
  }

  private static boolean names(String symbol, Revision tip) {
    return tip.id().value().startsWith(symbol) || tip.labels().contains(symbol);
  }

  private List<String> skipped(List<Skipped> skipped) {
    if (skipped.isEmpty()) {
      return List.of();
    }
    List<String> names = skipped.stream().map(Skipped::what).toList();
    return List.of(
        style.warn(
            Words.count(skipped.size(), "statement")
                + " skipped because what %s exists already: "
                    .formatted(skipped.size() == 1 ? "it creates" : "they create")
                + Words.listed(names, SKIPPED_SHOWN)));
  }

  private Verdict downgrade(Downgrade.Result result, Ran ran) {
    Standing standing = result.standing();
    String line =
        result.isNothing()
            ? "nothing to do: " + at(standing).sentence()
            : done(ran, standing, List.of(part(result.undone().size(), "revision", "undone")));
    return verdict(List.of(line), standing, Optional.empty());
  }

  private Verdict stamp(Stamp.Result result, Ran ran) {
    Standing standing = result.standing();
    List<String> lines = new ArrayList<>();
    if (result.isNothing()) {
      lines.add("nothing to do: " + at(standing).sentence());
    } else {
      lines.add(
          done(
              ran,
              standing,
              List.of(
                  part(result.marked().size(), "revision", "marked as applied"),
                  part(result.unmarked().size(), "revision", "no longer marked"))));
      lines.add("only the record was changed; no migration was run");
    }
    at(standing).pending().ifPresent(lines::add);
    return verdict(lines, standing, Optional.empty());
  }

  private static Optional<String> part(int count, String noun, String done) {
    return count == 0 ? Optional.empty() : Optional.of(Words.count(count, noun) + " " + done);
  }

  private String done(Ran ran, Standing standing, List<Optional<String>> parts) {
    List<String> said = parts.stream().flatMap(Optional::stream).toList();
    String last = said.get(said.size() - 1);
    String what =
        said.size() == 1
            ? last
            : String.join(", ", said.subList(0, said.size() - 1)) + " and " + last;
    return style.ok(what)
        + " in "
        + DurationText.of(ran.took().toMillis())
        + "; "
        + at(standing).sentence();
  }

  private StandingText at(Standing standing) {
    return new StandingText(standing, database, style);
  }

  private Verdict verdict(List<String> lines, Standing standing, Optional<String> more) {
    List<String> warnings = new ArrayList<>(at(standing).warnings());
    more.ifPresent(warnings::add);
    return new Verdict(lines, warnings);
  }

  private String stampHint(String table) {
    return ("table %s of another tool is here, and we have no record yet; if that tool made these"
            + " tables, say which revision they match:"
            + " mvn saascore:stamp -Dsaascore.target=<revision>")
        .formatted(table);
  }

  private String twoTools(String table) {
    return "table " + table + " of another tool is here too; let only one tool change this schema";
  }
}
