package io.github.saascore.report;

import io.github.saascore.engine.drift.Autogenerate;
import io.github.saascore.schema.LeftOut;
import java.util.ArrayList;
import java.util.List;

/** Writes what a generated migration changes, and what was left out of it. */
public final class AutogenerateText {
  private AutogenerateText() {}

  /** Returns what was written, object by object, and what a person has to look at. */
  public static Verdict verdict(Autogenerate.Result result, String model, Style style) {
    List<String> lines = new ArrayList<>();
    if (result.written().isEmpty()) {
      lines.add(
          "nothing was written: the revisions make what model "
              + model
              + " says"
              + (result.difference().leftOut().isEmpty() ? "" : ", but for what was left out"));
    } else {
      lines.addAll(new ChangeLines(style).made(result.difference()));
      lines.add(
          style.ok("tried in a scratch database")
              + ": the upgrade leads to the model"
              + (result.reversible() ? ", and the downgrade back" : "")
              + (result.written().size() == 1 ? "; read the file" : "; read the files")
              + ", then: mvn saascore:upgrade");
    }
    return new Verdict(lines, warnings(result));
  }

  private static List<String> warnings(Autogenerate.Result result) {
    List<String> warnings = new ArrayList<>();
    List<LeftOut> left = result.difference().leftOut();
    if (!left.isEmpty()) {
      warnings.add("left out, as rows or values would be lost; -Dsaascore.drops=true writes it:");
      Words.lines(left, Words.SHOWN, each -> "  " + leftOut(each)).forEach(warnings::add);
    }
    List<String> losses =
        result.difference().script().stream().flatMap(ddl -> ddl.loss().stream()).toList();
    if (!losses.isEmpty()) {
      warnings.add("the upgrade loses what the downgrade does not bring back:");
      Words.lines(losses, Words.SHOWN, each -> "  " + each).forEach(warnings::add);
    }
    warnings.addAll(result.notes());
    return warnings;
  }

  private static String leftOut(LeftOut left) {
    return Words.oneLine(left.change().description() + " (" + left.reason() + ")");
  }
}
