package io.github.saascore.postgres;

import io.github.saascore.revision.RevisionId;
import io.github.saascore.revision.SaascoreException;
import io.github.saascore.script.Statement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Sends several units in one message, each still in a transaction of its own together with its row.
 *
 * <p>Over a long network it spares the round trips between them. The server runs a message from
 * front to back and drops the rest of it after an error, so what is committed is always the first
 * few units; which they are is read from the rows afterwards. Where all are, the message itself
 * says how long each took, which spares one more round trip.
 */
final class SharedMessage {
  /** The driver walks the results of a message again and again, so it must not have too many. */
  private static final int STATEMENTS = 200;

  private static final int CHARACTERS = 64 * 1024;

  /** What is of the level INFO comes whatever client_min_messages is. */
  private static final String TELL =
      """
      BEGIN
        RAISE INFO 'saascore ran%%', (SELECT string_agg(' ' || revision || '=' || duration_ms, '')
                                       FROM %s WHERE revision = ANY (%s));
      END
      """;

  private static final Pattern TOLD = Pattern.compile("saascore ran((?: \\S+=\\d+)+)");
  private static final Pattern EACH = Pattern.compile(" (\\S+)=(\\d+)");

  private final Session session;
  private final Envelope envelope;
  private final StoreSql store;

  SharedMessage(Session session, Envelope envelope, StoreSql store) {
    this.session = session;
    this.envelope = envelope;
    this.store = store;
  }

  /** Returns how many of the first units one message can take. */
  static int fitting(List<Unit> units) {
    int statements = 0;
    int characters = 0;
    int count = 0;
    for (Unit unit : units) {
      if (unit.trail().isPresent() || !(unit.work() instanceof Unit.Script script)) {
        return count;
      }
      for (Statement statement : script.statements()) {
        characters += statement.end() - statement.offset();
        if (statement.data().isPresent() || characters > CHARACTERS) {
          return count;
        }
      }
      statements += script.statements().size();
      if (statements > STATEMENTS) {
        return count;
      }
      count++;
    }
    return count;
  }

  /**
   * Sends the units, all of which fit.
   *
   * @return one outcome for each unit that is committed, in order; fewer than there are units when
   *     the server refused the next one
   * @throws SaascoreException when the connection is lost
   */
  List<Outcome> run(List<Unit> units) {
    StringBuilder text = new StringBuilder();
    for (Unit unit : units) {
      text.append(envelope.begin()).append(envelope.settings()).append(envelope.guard(unit));
      ((Unit.Script) unit.work()).statements().forEach(one -> Message.append(text, one.sql()));
      text.append(envelope.watch(unit))
          .append(envelope.afterScript())
          .append(envelope.kept(unit))
          .append(unit.rows().apply(0))
          .append(envelope.commit());
    }
    List<RevisionId> ids = units.stream().map(unit -> unit.absent().orElseThrow()).toList();
    String tell = TELL.formatted(store.revisions(), Quote.array(ids));
    text.append("DO ").append(Quote.text(tell));
    Map<RevisionId, Long> durations = new HashMap<>();
    try {
      session.send(text.toString(), notice -> heard(notice, durations));
    } catch (SQLException e) {
      if (SqlProblems.connectionLost(e) || session.isLost()) {
        throw lost(units, e);
      }
      rollback();
      return committed(ids, asked(ids));
    }
    return committed(ids, durations.keySet().containsAll(ids) ? durations : asked(ids));
  }

  private static boolean heard(String notice, Map<RevisionId, Long> durations) {
    Matcher told = TOLD.matcher(notice);
    if (!told.find()) {
      return false;
    }
    Matcher each = EACH.matcher(told.group(1));
    while (each.find()) {
      durations.put(new RevisionId(each.group(1)), Long.parseLong(each.group(2)));
    }
    return true;
  }

  private static SaascoreException lost(List<Unit> units, SQLException e) {
    return new SaascoreException(
        SqlProblems.of(e)
            .at(units.get(0).place())
            .hint(
                "up to %d revisions from here on may be applied, each whole; see mvn"
                        .formatted(units.size())
                    + " saascore:current, then run the same goal again"),
        e);
  }

  private void rollback() {
    try {
      session.leaveTransaction();
    } catch (SQLException e) {
      throw new SaascoreException(SqlProblems.of(e), e);
    }
  }

  private Map<RevisionId, Long> asked(List<RevisionId> ids) {
    return session
        .query(
            "SELECT revision, duration_ms FROM %s WHERE revision = ANY (%s)"
                .formatted(store.revisions(), Quote.array(ids)),
            row -> Map.entry(new RevisionId(row.getString(1)), row.getLong(2)))
        .stream()
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  private static List<Outcome> committed(List<RevisionId> ids, Map<RevisionId, Long> durations) {
    List<Outcome> outcomes = new ArrayList<>();
    for (RevisionId id : ids) {
      if (!durations.containsKey(id)) {
        break;
      }
      outcomes.add(new Outcome.Done(durations.get(id), List.of()));
    }
    return outcomes;
  }
}
