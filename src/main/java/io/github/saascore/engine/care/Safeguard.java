package io.github.saascore.engine.care;

import io.github.saascore.engine.Confirmation;
import io.github.saascore.engine.Database;
import io.github.saascore.engine.Event;
import io.github.saascore.engine.Guard;
import io.github.saascore.engine.Protection;
import io.github.saascore.engine.care.LossPreview.Preview;
import io.github.saascore.postgres.Unit;
import io.github.saascore.revision.Revision;
import io.github.saascore.revision.Verb;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Shows what work would destroy before it runs, and lets it pass only when that is agreed to.
 *
 * <p>A downgrade needs a word for whatever it drops, and always when it goes to base. An upgrade
 * needs one when it drops or shrinks something that holds data: what is empty, and what the same
 * run has made, is dropped without a question, so that a first upgrade never asks.
 */
public final class Safeguard implements Guard {
  private static final int SHOWN = 20;

  private final Database database;
  private final Options options;

  /** Makes a guard for one run on a database. */
  public Safeguard(Database database, Options options) {
    this.database = database;
    this.options = options;
  }

  /**
   * How careful to be.
   *
   * @param confirmation the user's word for losing data
   * @param where the database as printed, for refusals
   * @param ours whether the database is one that the build itself runs, so that it cannot be the
   *     wrong one: an upgrade then says what goes, and does not ask
   */
  public record Options(Confirmation confirmation, String where, boolean ours) {}

  /**
   * What stands before a run.
   *
   * @param preview what it would destroy
   * @param question what the user has to agree to; empty where nothing has to be
   */
  public record Outlook(Preview preview, Optional<Confirmation.Question> question) {}

  /** Looks at work without refusing anything. */
  public Outlook outlook(Work work) {
    Preview preview = LossPreview.of(database, work);
    boolean asks =
        work.verb() == Verb.DOWNGRADE
            ? work.isToBase()
                || preview.losses().stream().anyMatch(loss -> loss.kind() != Loss.Kind.DEPENDENT)
            : !options.ours() && preview.losses().stream().anyMatch(Loss::isStructureWithData);
    return new Outlook(preview, asks ? Optional.of(question(work, preview)) : Optional.empty());
  }

  @Override
  public Map<Revision, Unit> agree(Work work) {
    Outlook outlook = outlook(work);
    if (outlook.question().isPresent()) {
      if (work.verb() == Verb.DOWNGRADE) {
        Protection.requireUnprotected(database, work.title());
      }
      options.confirmation().require(outlook.question().get());
    }
    tell(outlook.preview());
    return work.units();
  }

  private void tell(Preview preview) {
    preview.notes().forEach(this::warn);
    if (!preview.losses().isEmpty()) {
      warn("this run destroys:");
      lines(preview.losses()).forEach(line -> warn("  " + line));
    }
  }

  private void warn(String text) {
    database.listener().accept(new Event.Warning(text));
  }

  private Confirmation.Question question(Work work, Preview preview) {
    List<String> stake = new ArrayList<>();
    if (preview.losses().isEmpty()) {
      stake.add("no table or column would be dropped, but every revision would be undone");
    } else {
      stake.add("would be lost:");
      lines(preview.losses()).forEach(line -> stake.add("  " + line));
    }
    stake.addAll(preview.notes());
    return new Confirmation.Question(
        work.title() + " destroys data and was not confirmed",
        options.where(),
        database.session().facts().database(),
        String.join("\n", stake),
        work.title() + work.units().keySet() + preview.losses(),
        work.command());
  }

  /** Returns one line a loss, and one that says how many more there are. */
  public static List<String> lines(List<Loss> losses) {
    List<String> lines = new ArrayList<>(losses.stream().limit(SHOWN).map(Loss::text).toList());
    if (losses.size() > SHOWN) {
      lines.add("and " + (losses.size() - SHOWN) + " more");
    }
    return lines;
  }
}
