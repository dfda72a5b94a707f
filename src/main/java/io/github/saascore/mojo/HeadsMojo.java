package io.github.saascore.mojo;

import io.github.saascore.engine.Listing;
import io.github.saascore.engine.RevisionLine;
import io.github.saascore.report.HeadsText;
import io.github.saascore.report.ListingJson;
import java.util.List;
import javax.inject.Inject;
import org.apache.maven.plugins.annotations.Mojo;

/** Lists the heads of the files: the revisions that nothing follows. Needs no database. */
@Mojo(name = "heads", threadSafe = true)
public final class HeadsMojo extends ReportingGoal {
  @Inject
  HeadsMojo(MavenContext maven) {
    super(maven);
  }

  @Override
  void work(Parameters parameters) {
    Output output = output(parameters);
    List<RevisionLine> heads = Listing.of(sources(parameters)).heads();
    output.print(style -> HeadsText.lines(heads, style), () -> ListingJson.heads(heads));
  }
}
