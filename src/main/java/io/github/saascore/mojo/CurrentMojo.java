package io.github.saascore.mojo;

import io.github.saascore.engine.Listing;
import io.github.saascore.engine.Sources;
import io.github.saascore.report.ListingJson;
import io.github.saascore.script.RepeatableScript;
import java.util.List;
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
    try (Connecting connecting = connecting(parameters)) {
      Sources sources = headers(parameters);
      try (OpenDatabase open = connecting.open()) {
        Listing listing = Listing.of(sources, open.state(sources));
        List<String> scripts =
            open.database().changed(sources).stream().map(RepeatableScript::name).toList();
        print(output, listing, scripts, open, all);
        if (strict) {
          listing.requireAtHeads(open.database());
        }
      }
    }
  }

  private static void print(
      Output output, Listing listing, List<String> scripts, OpenDatabase open, boolean all) {
    output.verdict(
        style -> CurrentVerdict.of(listing, scripts, open, all, style),
        () ->
            ListingJson.current(
                listing.current(),
                listing.standing(),
                scripts,
                open.ran("").database(),
                open.database().session().facts().protection()));
  }
}
