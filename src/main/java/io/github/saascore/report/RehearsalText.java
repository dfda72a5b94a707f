package io.github.saascore.report;

import io.github.saascore.engine.drift.RehearsalResult;
import java.util.ArrayList;
import java.util.List;

/** Writes a rehearsal: each revision with what its trip showed. */
public final class RehearsalText {
  private RehearsalText() {}

  /** Returns one line for each revision, and the sum; findings are the caller's to raise. */
  public static List<String> lines(RehearsalResult result, Style style) {
    List<String> lines = new ArrayList<>();
    lines.add("up, down and up again on " + result.server());
    lines.addAll(WaysText.all(result.trips(), style));
    if (result.scripts() > 0) {
      lines.add(
          "%s of test data; rows in %s: %s"
              .formatted(
                  Words.count(result.scripts(), "script"),
                  Words.count(result.filled().size(), "table"),
                  Words.listed(result.filled(), Words.SHOWN)));
    }
    String sum =
        "%s: %s"
            .formatted(
                Words.count(result.trips().size(), "revision"), WaysText.counts(result.trips()));
    lines.add(
        result.isSound()
            ? style.ok(sum)
            : style.fail(Words.count(result.findings().size(), "finding") + " in " + sum));
    return lines;
  }

  /**
   * Returns {@code goal}, {@code sound}, {@code server}, {@code scripts}, {@code filled} (tables
   * with rows), {@code findings} and {@code revisions}, as those of {@code check}.
   */
  public static String json(RehearsalResult result) {
    return new JsonObject()
        .put("goal", "test")
        .put("sound", result.isSound())
        .put("server", result.server())
        .put("scripts", result.scripts())
        .put("filled", result.filled())
        .put("findings", result.findings().stream().map(WaysJson::problem).toList())
        .put("revisions", WaysJson.of(result.trips()))
        .toString();
  }
}
