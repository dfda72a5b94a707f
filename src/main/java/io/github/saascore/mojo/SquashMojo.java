package io.github.saascore.mojo;

import io.github.saascore.engine.Sources;
import io.github.saascore.engine.squash.SquashResult;
import io.github.saascore.engine.squash.Squashing;
import io.github.saascore.report.SquashText;
import io.github.saascore.report.Verdict;
import io.github.saascore.revision.Code;
import io.github.saascore.revision.Problem;
import io.github.saascore.revision.Range;
import io.github.saascore.revision.Target;
import io.github.saascore.revision.Verb;
import javax.inject.Inject;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/**
 * Writes one revision that makes in new databases what all revisions from base up to one of them
 * make, after both were compared in scratch databases; the old files stay, and no database is
 * changed.
 */
@Mojo(name = "squash", threadSafe = true)
public final class SquashMojo extends ScratchGoal {
  /** What to replace, from base to the newest revision of it, for example base:head. */
  @Parameter(property = "saascore.range")
  String range;

  /** What the new revision does, in a few words; also a part of the file's name. */
  @Parameter(property = "saascore.message")
  String message;

  /** What becomes of rows that the replaced revisions leave: write, or leave them out. */
  @Parameter(property = "saascore.rows", defaultValue = "write")
  String rows;

  /** What to do where something cannot be written: fail, or warn and write the rest. */
  @Parameter(property = "saascore.leftOut", defaultValue = "fail")
  String leftOut;

  /** Whether to print the file only, and write nothing. */
  @Parameter(property = "saascore.dryRun", defaultValue = "false")
  String dryRun;

  /** What becomes of rows. */
  enum Rows {
    /** They are written. */
    WRITE,
    /** They are named. */
    LEAVE
  }

  /** What to do where something cannot be written. */
  enum LeftOut {
    /** Nothing is written. */
    FAIL,
    /** It is named. */
    WARN
  }

  @Inject
  SquashMojo(MavenContext maven) {
    super(maven);
  }

  @Override
  void work(Parameters parameters) {
    Output output = output(parameters);
    boolean dry = parameters.flag("dryRun");
    Range typed = parameters.text("range").map(Target::parseRange).orElseThrow(SquashMojo::noRange);
    Squashing.Options options =
        new Squashing.Options(
            parameters.choice("rows", Rows.class) == Rows.WRITE,
            parameters.choice("leftOut", LeftOut.class) == LeftOut.WARN,
            !dry,
            texts(parameters));
    Sources sources = sources(parameters);
    NewFiles files = new NewFiles(directory(parameters), maven().basedir(), parameters);
    SquashResult result;
    try (ScratchBeside beside = beside(parameters, false)) {
      beside.database().notes().forEach(note -> getLog().warn("not asked: " + note));
      result =
          new Squashing(beside.scratch().scratch(), sources, files.scaffold(), options)
              .run(typed, parameters.text("message"));
    }
    Verdict verdict = SquashText.verdict(result, files.shown(result.path()), MavenStyle.INSTANCE);
    output.print(
        style -> dry ? result.text().lines().toList() : verdict.lines(),
        () -> dry ? result.text() : String.join("\n", verdict.lines()),
        () -> SquashText.json(result, files.shown(result.path())));
    verdict.warnings().forEach(getLog()::warn);
  }

  private static RuntimeException noRange() {
    return Problem.of(Code.RANGE_REQUIRED, "a squash needs a range")
        .hint(
            "from base to the newest revision that it replaces: "
                + Verb.SQUASH.command("base:head"))
        .asException();
  }
}
