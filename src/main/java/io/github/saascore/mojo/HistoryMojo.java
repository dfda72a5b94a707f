package io.github.saascore.mojo;

import io.github.saascore.engine.RevisionLine;
import io.github.saascore.report.HistoryText;
import io.github.saascore.report.ListingJson;
import io.github.saascore.revision.Range;
import io.github.saascore.revision.Target;
import java.util.List;
import java.util.Optional;
import javax.inject.Inject;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/** Lists the revisions, newest first, and what the database has of them. */
@Mojo(name = "history", threadSafe = true)
public final class HistoryMojo extends LookingGoal {
  /** Part of the history, as a:b; each end may be missing, or be base, heads, current, or -3. */
  @Parameter(property = "saascore.range")
  String range;

  @Inject
  HistoryMojo(MavenContext maven) {
    super(maven);
  }

  @Override
  void work(Parameters parameters) {
    Output output = output(parameters);
    boolean all = parameters.flag("verbose");
    Optional<String> typed = parameters.text("range");
    Optional<Range> part = typed.map(Target::parseRange);
    List<Target> named = part.map(Range::ends).orElse(List.of());
    Found found =
        look(parameters, typed.filter(text -> text.contains("current")).isPresent(), named);
    List<RevisionLine> lines = found.listing().history(part);
    output.print(
        style ->
            all
                ? HistoryText.verbose(lines, style)
                : HistoryText.table(lines, found.asked(), style),
        () -> ListingJson.history(lines));
  }
}
