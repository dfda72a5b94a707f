package io.github.saascore.mojo;

import io.github.saascore.engine.care.Protect;
import io.github.saascore.report.ProtectionText;
import javax.inject.Inject;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/**
 * Marks the database as protected, in the database itself: goals that destroy data refuse there
 * from then on, whatever their parameters say.
 */
@Mojo(name = "protect", threadSafe = true, requiresProject = false)
public final class ProtectMojo extends DatabaseGoal {
  /** Why the database is protected, in a few words; shown with the mark. */
  @Parameter(property = "saascore.message")
  String message;

  @Inject
  ProtectMojo(MavenContext maven) {
    super(maven);
  }

  @Override
  void work(Parameters parameters) {
    Output output = output(parameters);
    String reason = parameters.text("message").orElse("");
    try (OpenDatabase open = connect(parameters)) {
      String name = open.ran("").database();
      Protect.Result result = new Protect(open.database()).protect(reason);
      output.print(
          style -> ProtectionText.lines(result, name, style),
          () -> ProtectionText.json(result, "protect", name));
    }
  }
}
