package io.github.saascore.postgres;

import io.github.saascore.revision.SaascoreException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What was found in the catalogs of a database.
 *
 * @param signs the findings, those of one symptom together
 * @param unseen symptoms that could not be looked for, with the server's reason
 */
public record Checkup(List<Sign> signs, Map<Symptom, String> unseen) {
  /** Takes copies. */
  public Checkup {
    signs = List.copyOf(signs);
    unseen = Map.copyOf(unseen);
  }

  /**
   * One thing that was found.
   *
   * @param name the object
   * @param detail more about it
   * @param why what is wrong with it, where the symptom alone does not say it
   * @param command the SQL that mends it, if there is one, and who can run it where we cannot
   * @param amount a number whose meaning the symptom tells
   */
  public record Sign(
      Symptom symptom,
      String name,
      String detail,
      Optional<String> why,
      Optional<String> command,
      long amount) {}

  /**
   * Looks for all symptoms in one round trip; where the server refuses that, for each by itself, so
   * that one forbidden view hides nothing else.
   */
  public static Checkup read(Session session) {
    try {
      return new Checkup(session.query(all(Symptom.values()), Checkup::sign), Map.of());
    } catch (SaascoreException e) {
      return oneByOne(session);
    }
  }

  /**
   * Looks for some symptoms in some schemas alone, in one round trip.
   *
   * @param schemas plain names
   */
  public static Checkup within(Session session, Set<String> schemas, Symptom... symptoms) {
    String sql =
        "SELECT * FROM (%s) q WHERE q.schema = ANY (%s)"
            .formatted(all(symptoms), Quote.array(schemas));
    return new Checkup(session.query(sql, Checkup::sign), Map.of());
  }

  private static String all(Symptom... symptoms) {
    return Arrays.stream(symptoms)
        .map(symptom -> "(" + labelled(symptom) + ")")
        .collect(Collectors.joining("\nUNION ALL\n"));
  }

  private static Checkup oneByOne(Session session) {
    List<Sign> signs = new ArrayList<>();
    Map<Symptom, String> unseen = new EnumMap<>(Symptom.class);
    for (Symptom symptom : Symptom.values()) {
      try {
        signs.addAll(session.query(labelled(symptom), Checkup::sign));
      } catch (SaascoreException e) {
        unseen.put(symptom, e.problem().summary());
      }
    }
    return new Checkup(signs, unseen);
  }

  private static String labelled(Symptom symptom) {
    return """
    SELECT '%s' AS symptom, q.name, q.detail, q.why, q.command, q.who, q.amount, q.schema
      FROM (%s) q\
    """
        .formatted(symptom, symptom.sql());
  }

  private static Sign sign(ResultSet row) throws SQLException {
    Optional<String> who = Optional.ofNullable(row.getString("who"));
    return new Sign(
        Symptom.valueOf(row.getString("symptom")),
        row.getString("name"),
        row.getString("detail"),
        Optional.ofNullable(row.getString("why")),
        Optional.ofNullable(row.getString("command"))
            .map(command -> who.map(other -> Vitals.by(command, other)).orElse(command)),
        row.getLong("amount"));
  }

  /** Returns what was found of one symptom, in the order in which it was found. */
  public List<Sign> of(Symptom symptom) {
    return signs.stream().filter(sign -> sign.symptom() == symptom).toList();
  }
}
