package io.github.saascore.mojo;

import io.github.saascore.engine.Listing;
import io.github.saascore.engine.RevisionLine;
import io.github.saascore.engine.Sources;
import io.github.saascore.report.CurrentText;
import io.github.saascore.report.ListingJson;
import io.github.saascore.report.Style;
import io.github.saascore.report.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.inject.Inject;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/** Shows where the database stands. */
@Mojo(name = "current", threadSafe = true)
public final class CurrentMojo extends DatabaseGoal {
  /** Whether to show all that is known about each revision. */
  @Parameter(property = "saascore.verbose", defaultValue = "false")
  String verbose;

  /** Whether to fail unless the database is at all heads. */
  @Parameter(property = "saascore.check", defaultValue = "false")
  String check;

  @Inject
  CurrentMojo(MavenContext maven) {
    super(maven);
  }

  @Override
  void work(Parameters parameters) {
    Output output = output(parameters);
    boolean all = parameters.flag("verbose");
    boolean strict = parameters.flag("check");
    Sources sources = sources(parameters);
    try (OpenDatabase open = connect(parameters)) {
      Listing listing = Listing.of(sources, open.state(sources));
      List<RevisionLine> current = listing.current();
      String name = open.ran("").database();
      output.verdict(
          style -> text(listing, current, open, all, style),
          () -> ListingJson.current(current, listing.standing(), name));
      if (strict) {
        listing.requireAtHeads();
      }
    }
  }

  private static Verdict text(
      Listing listing, List<RevisionLine> current, OpenDatabase open, boolean all, Style style) {
    List<String> lines =
        new ArrayList<>(
            all ? CurrentText.verbose(current, style) : CurrentText.lines(current, style));
    Optional<String> otherTool =
        current.isEmpty() ? open.database().session().facts().otherTool() : Optional.empty();
    Verdict summary =
        CurrentText.summary(listing.standing(), open.ran("").database(), otherTool, style);
    lines.addAll(summary.lines());
    return new Verdict(lines, summary.warnings());
  }
}
