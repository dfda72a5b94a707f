package io.github.saascore.engine.adopt;

import io.github.saascore.engine.Choice;
import io.github.saascore.engine.Sources;
import io.github.saascore.engine.adopt.Assessed.State;
import io.github.saascore.postgres.Skipped;
import io.github.saascore.revision.Revision;
import io.github.saascore.schema.Address;
import io.github.saascore.schema.Kind;
import io.github.saascore.script.Body;
import io.github.saascore.script.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Decides, statement by statement, on a revision of which a part is in the database.
 *
 * <p>What is missing is made where that adds and nothing else. Statements of data rule that out,
 * where more is there than the place for what they fill.
 */
final class Parts {
  private final Timeline history;
  private final Found found;
  private final Sources sources;

  Parts(Timeline history, Found found, Sources sources) {
    this.history = history;
    this.found = found;
    this.sources = sources;
  }

  /**
   * Decides on a revision.
   *
   * @param steps the schema after each of its statements
   * @throws io.github.saascore.revision.SaascoreException DIFFERS or UNCLEAR
   */
  Choice.Part decide(Assessed assessed, Timeline steps) {
    Revision revision = assessed.revision();
    List<Statement> statements =
        StatementReplay.statements((Body.Sql) sources.files().get(revision.id()).upgrade());
    Timeline refined = history.refined(steps);
    Comparer comparer = new Comparer(refined, found);
    Map<Integer, Skipped> there = new LinkedHashMap<>();
    List<String> strange = new ArrayList<>();
    List<Statement> data = new ArrayList<>();
    boolean traces = false;
    for (int i = 0; i < statements.size(); i++) {
      boolean last = i == statements.size() - 1;
      long moment = last ? assessed.moment() : StatementReplay.moment(assessed.moment(), i);
      Assessed one = comparer.assess(revision, moment);
      Statement statement = statements.get(i);
      boolean silent = one.state() == State.SILENT;
      if (Role.isRows(statement) || (silent && Role.of(statement) == Role.DATA)) {
        data.add(statement);
      } else if (one.state() == State.PRESENT) {
        there.put(i, skipped(statement));
        traces |= refined.changedAt(moment).stream().anyMatch(Parts::mayHoldRows);
      } else if (!silent) {
        strange.addAll(one.strange());
        refined.wholes(one.missing(), moment).stream()
            .filter(address -> one.state() == State.PART || !adds(refined, address, moment))
            .forEach(
                address ->
                    strange.add(
                        Lines.of(address, found.find(address), refined.at(address, moment))));
      }
    }
    Refusals refusals = new Refusals(sources);
    if (!strange.isEmpty()) {
      throw refusals.differs(revision, strange).asException();
    }
    if (!data.isEmpty() && traces) {
      throw refusals
          .mixed(
              revision, there.size(), history.wholes(assessed.missing(), assessed.moment()), data)
          .asException();
    }
    return new Choice.Part(statements, there);
  }

  /** A schema or an extension that is there tells nothing of rows: a drop leaves them behind. */
  private static boolean mayHoldRows(Address address) {
    return address.kind() != Kind.SCHEMA && address.kind() != Kind.EXTENSION;
  }

  private static Skipped skipped(Statement statement) {
    return Skipped.of(statement, "it exists and is equal");
  }

  /** Only what is not there can be added; to change or drop it is another matter. */
  private boolean adds(Timeline refined, Address address, long moment) {
    return found.find(address).isEmpty() && refined.at(address, moment).isPresent();
  }
}
