package io.github.saascore.engine.care;

import io.github.saascore.engine.Confirmation;
import io.github.saascore.engine.Database;
import io.github.saascore.engine.Event;
import io.github.saascore.engine.Guard;
import io.github.saascore.engine.Protection;
import io.github.saascore.engine.care.LossPreview.Preview;
import io.github.saascore.postgres.Unit;
import io.github.saascore.revision.Verb;
import io.github.saascore.script.Checksum;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Shows what work would destroy before it runs, and lets it pass only when that is agreed to.
 *
 * <p>A downgrade needs a word for whatever it drops, and always when it goes to base. An upgrade
 * needs one when it drops or shrinks something that holds data: what is empty, and what the same
 * run has made, is dropped without a question, so that a first upgrade never asks. An upgrade that
 * takes back a revision that was begun is as careful as a downgrade.
 */
public final class Safeguard implements Guard {
  private static final int SHOWN = 20;

  private final Database database;
  private final Options options;
  private boolean destroys;
  private boolean backedUp;

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
   * @param keep whether dropped tables and columns go into the trash
   * @param backup makes a backup before; empty where none is asked for
   */
  public record Options(
      Confirmation confirmation,
      String where,
      boolean ours,
      boolean keep,
      Optional<Backup> backup) {}

  /**
   * What stands before a run.
   *
   * @param lost what it would destroy
   * @param kept what it would move into the trash
   * @param notes what could not be looked into
   * @param question what the user has to agree to; empty where nothing has to be
   */
  public record Outlook(
      List<Loss> lost,
      List<Loss> kept,
      List<String> notes,
      Optional<Confirmation.Question> question) {
    /** Nothing is known to be in the way. */
    public static final Outlook CLEAR =
        new Outlook(List.of(), List.of(), List.of(), Optional.empty());
  }

  /** Looks at work without refusing anything. */
  public Outlook outlook(Work work) {
    Preview preview = LossPreview.of(database, work);
    List<Loss> lost =
        preview.losses().stream()
            .filter(loss -> !options.keep() || loss.subject().isEmpty())
            .toList();
    List<Loss> kept = new ArrayList<>(preview.losses());
    kept.removeAll(lost);
    boolean asks =
        work.undoes()
            ? work.isToBase() || lost.stream().anyMatch(loss -> loss.kind() != Loss.Kind.DEPENDENT)
            : !options.ours() && lost.stream().anyMatch(Loss::isStructureWithData);
    Outlook outlook = new Outlook(lost, kept, preview.notes(), Optional.empty());
    return asks
        ? new Outlook(lost, kept, preview.notes(), Optional.of(question(work, outlook)))
        : outlook;
  }

  @Override
  public Agreement agree(Work work) {
    Outlook outlook = outlook(work);
    boolean drops = outlook.question().isPresent() || !outlook.kept().isEmpty();
    if (work.undoes() && drops) {
      Protection.requireUnprotected(database, work.title());
    }
    if (outlook.question().isPresent()) {
      options.confirmation().require(outlook.question().get());
    }
    destroys = outlook.question().isPresent();
    Keeping keeping = new Keeping(outlook.kept());
    keeping.requireTransactions(work.units());
    outlook.notes().forEach(this::warn);
    tell("this run destroys:", outlook.lost());
    tell("this run moves into the trash:", outlook.kept());
    return keeping::unit;
  }

  /** Once, before an upgrade that was asked to, and before a downgrade that destroys something. */
  @Override
  public void prepare(Work work) {
    boolean worthIt = work.verb() == Verb.UPGRADE || destroys;
    if (worthIt && !work.units().isEmpty() && !backedUp) {
      options.backup().ifPresent(backup -> backup.make(work.verb().goal()));
      backedUp = true;
    }
  }

  private void tell(String head, List<Loss> losses) {
    if (!losses.isEmpty()) {
      warn(head);
      lines(losses).forEach(line -> warn("  " + line));
    }
  }

  private void warn(String text) {
    database.listener().accept(new Event.Warning(text));
  }

  private Confirmation.Question question(Work work, Outlook outlook) {
    List<String> stake = new ArrayList<>();
    if (outlook.lost().isEmpty()) {
      stake.add(
          outlook.kept().isEmpty()
              ? "no table or column would be dropped, but every revision would be undone"
              : "what is dropped would be kept in the trash, but every revision would be undone");
    } else {
      stake.add("would be lost:");
      lines(outlook.lost()).forEach(line -> stake.add("  " + line));
    }
    stake.addAll(outlook.notes());
    return new Confirmation.Question(
        work.title() + " destroys data and was not confirmed",
        options.where(),
        database.session().facts().database(),
        String.join("\n", stake),
        work.title() + scripts(work) + outlook.lost() + outlook.kept(),
        work.command() + (options.keep() ? " -Dsaascore.keep=trash" : ""));
  }

  /** A script that was edited is another plan, though it may destroy the same. */
  private static List<String> scripts(Work work) {
    List<String> scripts = new ArrayList<>();
    work.units()
        .forEach((revision, unit) -> scripts.add(revision.id() + " " + script(unit.work())));
    return scripts;
  }

  private static String script(Unit.Work work) {
    return work instanceof Unit.Script sql
        ? Checksum.of(sql.statements()).hex()
        : ((Unit.Java) work).className();
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
