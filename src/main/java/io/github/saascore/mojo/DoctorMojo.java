package io.github.saascore.mojo;

import io.github.saascore.engine.Diagnosis;
import io.github.saascore.engine.Doctor;
import io.github.saascore.engine.Finding;
import io.github.saascore.engine.Sources;
import io.github.saascore.report.DoctorText;
import io.github.saascore.revision.Code;
import io.github.saascore.revision.Problem;
import java.nio.file.Files;
import java.util.Optional;
import javax.inject.Inject;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/**
 * Looks at server, role, revisions and schema, and names the command that mends what is wrong; also
 * outside of a project. It changes nothing.
 */
@Mojo(name = "doctor", threadSafe = true, requiresProject = false)
public final class DoctorMojo extends DatabaseGoal {
  /** Whether to fail when something is bad. */
  @Parameter(property = "saascore.check", defaultValue = "false")
  String check;

  @Inject
  DoctorMojo(MavenContext maven) {
    super(maven);
  }

  @Override
  void work(Parameters parameters) {
    Output output = output(parameters);
    boolean strict = parameters.flag("check");
    try (OpenDatabase open = connect(parameters)) {
      Diagnosis diagnosis = new Doctor(open.database(), () -> files(parameters)).examine();
      output.print(style -> DoctorText.lines(diagnosis, style), () -> DoctorText.json(diagnosis));
      if (strict && diagnosis.worst() == Finding.Level.BAD) {
        throw Problem.of(Code.UNHEALTHY, diagnosis.count(Finding.Level.BAD) + " finding(s) are bad")
            .at(open.where())
            .hint("run the commands that stand below them")
            .asException();
      }
    }
  }

  private Optional<Sources> files(Parameters parameters) {
    return Files.isDirectory(directory(parameters))
        ? Optional.of(sources(parameters))
        : Optional.empty();
  }
}
