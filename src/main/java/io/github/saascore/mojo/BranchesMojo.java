package io.github.saascore.mojo;

import io.github.saascore.engine.Listing;
import io.github.saascore.report.BranchesText;
import io.github.saascore.report.ListingJson;
import java.util.List;
import javax.inject.Inject;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/** Lists the branch points of the files, each with the revisions that follow it. */
@Mojo(name = "branches", threadSafe = true)
public final class BranchesMojo extends ReportingGoal {
  /** Whether to show all that is known about each branch point. */
  @Parameter(property = "saascore.verbose", defaultValue = "false")
  String verbose;

  @Inject
  BranchesMojo(MavenContext maven) {
    super(maven);
  }

  @Override
  void work(Parameters parameters) {
    Output output = output(parameters);
    boolean all = parameters.flag("verbose");
    List<Listing.Branch> branches = Listing.of(sources(parameters)).branches();
    output.print(
        style -> BranchesText.lines(branches, all, style), () -> ListingJson.branches(branches));
  }
}
