package io.github.saascore.mojo;

import io.github.saascore.engine.RevisionLine;
import io.github.saascore.report.ListingJson;
import io.github.saascore.report.ShowText;
import io.github.saascore.revision.Target;
import java.util.List;
import javax.inject.Inject;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/** Shows all that is known about single revisions. */
@Mojo(name = "show", threadSafe = true)
public final class ShowMojo extends LookingGoal {
  /** Which: heads, current, or ids, their beginnings and labels with commas between them. */
  @Parameter(property = "saascore.target", defaultValue = "heads")
  String target;

  @Inject
  ShowMojo(MavenContext maven) {
    super(maven);
  }

  @Override
  void work(Parameters parameters) {
    Output output = output(parameters);
    String typed = parameters.text("target").orElse("");
    List<Target> targets = Target.parseList(typed);
    List<RevisionLine> lines =
        look(parameters, typed.contains("current"), targets).listing().show(targets);
    output.print(style -> ShowText.lines(lines, style), () -> ListingJson.show(lines));
  }
}
