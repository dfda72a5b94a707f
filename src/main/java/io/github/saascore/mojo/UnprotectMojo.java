package io.github.saascore.mojo;

import io.github.saascore.engine.Confirmation;
import io.github.saascore.engine.care.Protect;
import io.github.saascore.report.ProtectionText;
import javax.inject.Inject;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/** Takes the mark of a protected database away; its name has to be confirmed. */
@Mojo(name = "unprotect", threadSafe = true, requiresProject = false)
public final class UnprotectMojo extends DatabaseGoal {
  /** Name of the database, typed as the word that its data may be lost. */
  @Parameter(property = "saascore.confirm")
  String confirm;

  @Inject
  UnprotectMojo(MavenContext maven) {
    super(maven);
  }

  @Override
  void work(Parameters parameters) {
    Output output = output(parameters);
    Confirmation confirmation = new Confirmation(parameters.text("confirm"));
    try (OpenDatabase open = connect(parameters)) {
      String name = open.ran("").database();
      Protect.Result result = new Protect(open.database()).unprotect(confirmation, open.where());
      output.print(
          style -> ProtectionText.lines(result, name, style),
          () -> ProtectionText.json(result, "unprotect", name));
    }
  }
}
