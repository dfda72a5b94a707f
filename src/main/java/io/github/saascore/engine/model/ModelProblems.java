package io.github.saascore.engine.model;

import io.github.saascore.revision.Code;
import io.github.saascore.revision.Problem;
import io.github.saascore.revision.SaascoreException;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Says of what the server refused how a model, not a migration, is to be mended. */
final class ModelProblems {
  /** What the server says of a statement; everything else is no fault of the model. */
  private static final Set<Code> OF_STATEMENTS =
      EnumSet.of(
          Code.EXISTS, Code.MISSING_OBJECT, Code.SQL, Code.PRIVILEGE, Code.NOT_TRANSACTIONAL);

  private static final int LONGEST = 1000;

  private final Model model;

  ModelProblems(Model model) {
    this.model = model;
  }

  /** Returns the error for what was refused. */
  SaascoreException explained(SaascoreException e) {
    return explained(List.of(e));
  }

  /** Returns the error for several things that were refused. */
  SaascoreException explained(List<SaascoreException> all) {
    SaascoreException first = all.get(0);
    if (!OF_STATEMENTS.contains(first.problem().code())) {
      return first;
    }
    List<Problem> problems = all.stream().map(e -> explained(e.problem())).toList();
    return problems.size() == 1
        ? new SaascoreException(problems.get(0), first)
        : new SaascoreException(problems);
  }

  private Problem explained(Problem problem) {
    return new Problem(
        Code.MODEL,
        "the model cannot be made: " + problem.summary(),
        problem.where(),
        Optional.of(problem.reason().orElse("") + text(problem)),
        Optional.of(hint(problem.code())));
  }

  /** Returns the statement, which stands in no file where a class made it. */
  private String text(Problem problem) {
    if (model.form() == Model.Form.DIRECTORY) {
      return "";
    }
    String place = problem.where().orElse("");
    return model.statements().stream()
        .filter(statement -> place.startsWith(statement.source().name() + ":"))
        .findFirst()
        .map(statement -> "\n" + shortened(statement.sql()))
        .orElse("");
  }

  private static String shortened(String sql) {
    return sql.length() <= LONGEST ? sql : sql.substring(0, LONGEST) + " ...";
  }

  private String hint(Code code) {
    return switch (code) {
      case MISSING_OBJECT ->
          switch (model.form()) {
            case CLASS ->
                "check the name, and have "
                    + model.name()
                    + " return what is needed before what needs it";
            case DIRECTORY -> "check the name: no file of " + model.name() + " makes such a thing";
            case GENERATED -> generated();
          };
      case EXISTS ->
          model.form() == Model.Form.GENERATED
              ? generated()
              : "the model makes it twice: the scratch database was empty";
      default ->
          model.form() == Model.Form.GENERATED
              ? generated()
              : "mend " + model.name() + "; the statement ran in an empty scratch database";
    };
  }

  private static String generated() {
    return "generated code holds only a part of a schema; a model class holds all of it:"
        + " public class Model implements java.util.function.Supplier<org.jooq.Queries>";
  }
}
