package io.github.saascore.report;

import io.github.saascore.engine.PlanScript;
import io.github.saascore.engine.PlanScript.Script;
import io.github.saascore.engine.care.Loss;
import io.github.saascore.engine.care.Safeguard;
import io.github.saascore.engine.care.Safeguard.Outlook;
import io.github.saascore.postgres.Quote;
import io.github.saascore.postgres.SecretText;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Writes what an upgrade, a downgrade or a stamp would do. */
public final class PlanText {
  private PlanText() {}

  /** Returns how much would be done, and a line for each step. */
  public static List<String> steps(Script script, Style style) {
    String goal = script.plan().verb().goal();
    if (script.isNothing()) {
      return List.of("nothing to do: the " + goal + " has no steps; nothing was changed");
    }
    List<String> parts = new ArrayList<>();
    int steps = script.plan().steps().size();
    if (steps > 0) {
      parts.add(Words.count(steps, "step"));
    }
    if (!script.repeatables().isEmpty()) {
      parts.add(Words.count(script.repeatables().size(), "repeatable script"));
    }
    List<String> lines = new ArrayList<>();
    lines.add("plan: " + goal + " with " + String.join(" and ", parts) + "; nothing was changed");
    for (int i = 0; i < steps; i++) {
      String title = PlanScript.title(script.plan().steps().get(i));
      lines.add(ProgressText.numbered(i + 1, steps) + style.strong(title));
    }
    script.repeatables().forEach(name -> lines.add("repeatable script " + style.strong(name)));
    return lines;
  }

  /**
   * Returns what the plan would destroy, and how to agree to it; no line where there is nothing to
   * say.
   *
   * @param confirm what has to be typed; empty where no word is needed
   */
  public static List<String> losses(Outlook outlook, Optional<String> confirm, Style style) {
    List<String> lines = new ArrayList<>();
    outlook.notes().forEach(note -> lines.add(style.warn(note)));
    losses("it destroys:", outlook.lost(), style, lines);
    losses("it moves into the trash:", outlook.kept(), style, lines);
    confirm.ifPresent(
        word -> lines.add("it runs with -Dsaascore.confirm=" + Quote.shell(word) + " only"));
    return lines;
  }

  private static void losses(String head, List<Loss> losses, Style style, List<String> lines) {
    if (!losses.isEmpty()) {
      lines.add(style.warn(head));
      Safeguard.lines(losses).forEach(line -> lines.add(style.warn("  " + line)));
    }
  }

  /** Returns the steps and, behind a blank line, the SQL for psql. */
  public static List<String> lines(Script script, Style style) {
    return lines(script, List.of(), style);
  }

  /** Returns the steps, further lines and, behind a blank line, the SQL for psql. */
  public static List<String> lines(Script script, List<String> more, Style style) {
    List<String> lines = new ArrayList<>(steps(script, style));
    lines.addAll(more);
    if (!script.sql().isBlank()) {
      lines.add("");
      SecretText.hidden(script.sql()).strip().lines().forEach(lines::add);
    }
    return lines;
  }
}
