package io.github.saascore.mojo;

import io.github.saascore.engine.Scaffold;
import io.github.saascore.engine.Sources;
import io.github.saascore.engine.drift.Autogenerate;
import io.github.saascore.engine.model.Model;
import io.github.saascore.report.AutogenerateText;
import io.github.saascore.report.Verdict;
import io.github.saascore.schema.Renames;
import io.github.saascore.script.Placeholders;
import org.apache.maven.plugins.annotations.Parameter;

/** A goal that can write a revision from the difference between the history and the model. */
abstract class GeneratingGoal extends ModelGoal {
  /** What the new revision does, in a few words; also a part of the file's name. */
  @Parameter(property = "saascore.message")
  String message;

  /**
   * Whether to write what leads from all revisions to the model, with both directions, after it was
   * tried in a scratch database; no database is changed.
   */
  @Parameter(property = "saascore.autogenerate", defaultValue = "false")
  String autogenerate;

  /** Whether changes that lose rows or values are written too. */
  @Parameter(property = "saascore.drops", defaultValue = "false")
  String drops;

  /**
   * Whether to write steps beside which others can work: constraints that are validated afterwards,
   * indexes that are built concurrently, each step a revision of its own.
   */
  @Parameter(property = "saascore.online", defaultValue = "false")
  String online;

  /**
   * What was renamed, with commas between: <code>users.mail:email</code>; <code>users.mail:-</code>
   * was not, and is dropped on purpose.
   */
  @Parameter(property = "saascore.rename")
  String rename;

  GeneratingGoal(MavenContext maven) {
    super(maven);
  }

  /** Writes the revision that the model asks for. */
  final void generate(Parameters parameters, NewFiles files, Scaffold.Request request) {
    Sources sources = sources(parameters);
    Autogenerate.Options options =
        new Autogenerate.Options(
            parameters.flag("drops"),
            parameters.flag("online"),
            parameters.text("rename").map(Renames::parse).orElse(Renames.none()),
            new Placeholders(parameters.map("placeholders")));
    Model model = new ProjectModel(maven(), parameters).require();
    Autogenerate.Result result;
    // A configured database decides on the version of the server.
    try (AskedDatabase database =
            AskedDatabase.open(maven(), parameters, options(parameters), false, getLog());
        OpenScratch scratch = scratch(parameters, database.open())) {
      database.notes().forEach(note -> getLog().warn("not asked: " + note));
      result =
          new Autogenerate(scratch.scratch(), sources, files.scaffold(), options)
              .run(model, request);
    }
    result.written().forEach(written -> files.print(written, getLog()));
    Verdict verdict = AutogenerateText.verdict(result, model.name(), MavenStyle.INSTANCE);
    verdict.lines().forEach(getLog()::info);
    verdict.warnings().forEach(getLog()::warn);
  }
}
