package io.github.saascore.mojo;

import io.github.saascore.engine.drift.Comparison;
import io.github.saascore.engine.drift.Diff;
import io.github.saascore.report.DiffSql;
import io.github.saascore.report.DiffText;
import java.util.List;
import org.apache.maven.plugin.logging.Log;

/** Prints what {@code diff} found: as text, as JSON, or as SQL into a file that is named so. */
final class DiffPrinter {
  private DiffPrinter() {}

  /** Prints a result; a file for SQL gets what leads to the last thing compared with. */
  static void print(Output output, Diff.Result result, String database, Log log) {
    if (!output.isSql()) {
      output.print(
          style -> DiffText.lines(result, database, style), () -> DiffText.json(result, database));
      return;
    }
    DiffText.lines(result, database, MavenStyle.INSTANCE).forEach(log::info);
    List<Comparison> all = result.comparisons();
    output.print(
        style -> List.of(),
        () -> DiffSql.text(all.get(all.size() - 1), database),
        () -> DiffText.json(result, database));
  }
}
