package io.github.saascore.mojo;

import io.github.saascore.engine.Sources;
import io.github.saascore.engine.drift.Rehearsal;
import io.github.saascore.engine.drift.RehearsalResult;
import io.github.saascore.engine.scratch.Scratch;
import io.github.saascore.report.RehearsalText;
import io.github.saascore.revision.SaascoreException;
import io.github.saascore.script.TestData;
import java.nio.file.Path;
import java.util.Optional;
import javax.inject.Inject;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/**
 * Takes every revision up, down and up again in a scratch database, compares schema and rows, and
 * says which are reversible, lossy or irreversible; then goes the whole way down.
 */
@Mojo(name = "test", threadSafe = true)
public final class TestMojo extends ScratchGoal {
  /**
   * Directory of scripts with rows, each named after a revision: <code>&lt;revision&gt;_users.sql
   * </code> runs once that revision is applied, and its rows have to survive all later ones.
   */
  @Parameter(property = "saascore.testData")
  String testData;

  /**
   * What to do about revisions that lose rows or values: warn, or fail, which is the default where
   * there is test data.
   */
  @Parameter(property = "saascore.lossy")
  String lossy;

  /** What to do about losses. */
  enum Lossy {
    /** They are named. */
    WARN,
    /** They are findings. */
    FAIL
  }

  @Inject
  TestMojo(MavenContext maven) {
    super(maven);
  }

  @Override
  void work(Parameters parameters) {
    Output output = output(parameters);
    Sources sources = sources(parameters);
    Optional<TestData> data = data(parameters, sources);
    boolean fails =
        parameters.given("lossy").isPresent()
            ? parameters.choice("lossy", Lossy.class) == Lossy.FAIL
            : data.isPresent();
    try (ScratchBeside beside = beside(parameters, false)) {
      Scratch scratch = beside.scratch().scratch();
      RehearsalResult result =
          new Rehearsal(scratch, sources, data.orElse(TestData.none()), fails).run();
      output.print(style -> RehearsalText.lines(result, style), () -> RehearsalText.json(result));
      if (!result.isSound()) {
        throw new SaascoreException(result.findings());
      }
    }
  }

  private Optional<TestData> data(Parameters parameters, Sources sources) {
    Path base = maven().basedir();
    return parameters
        .path("testData", base)
        .map(root -> TestData.read(root, base, texts(parameters), sources.files().keySet()));
  }
}
