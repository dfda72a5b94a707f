package io.github.saascore.schema;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** The rules of sequences and of the columns that own them. */
final class SequenceRules {
  private static final Map<String, String> MAXIMUM =
      Map.of("smallint", "32767", "integer", "2147483647", "bigint", "9223372036854775807");

  private SequenceRules() {}

  /** Returns whether a number, as text, lies in a range. */
  static boolean within(String number, String minimum, String maximum) {
    BigInteger value = new BigInteger(number);
    return value.compareTo(new BigInteger(minimum)) >= 0
        && value.compareTo(new BigInteger(maximum)) <= 0;
  }

  /** The rule of sequences. */
  static final class Sequence implements Rule {
    @Override
    public List<String> create(Fact sequence, List<Fact> parts) {
      StringBuilder sql = new StringBuilder("CREATE ");
      sql.append(sequence.is("persistence", "unlogged") ? "UNLOGGED " : "")
          .append(sequence.target());
      if (!sequence.is("type", "bigint")) {
        sql.append(" AS ").append(sequence.text("type"));
      }
      boolean usual =
          sequence.is("increment", "1")
              && sequence.is("minimum", "1")
              && sequence.is("start", "1")
              && sequence.is("maximum", MAXIMUM.get(sequence.text("type")));
      if (!usual) {
        sql.append(" INCREMENT BY ").append(sequence.text("increment"));
        sql.append(" MINVALUE ").append(sequence.text("minimum"));
        sql.append(" MAXVALUE ").append(sequence.text("maximum"));
        sql.append(" START WITH ").append(sequence.text("start"));
      }
      sql.append(sequence.is("cache", "1") ? "" : " CACHE " + sequence.text("cache"));
      sql.append(sequence.is("cycle") ? " CYCLE" : "");
      return List.of(sql.toString());
    }

    @Override
    public Alteration alter(Fact from, Fact to, Set<String> changed) {
      List<String> statements = new ArrayList<>();
      String name = to.address().qualified();
      StringBuilder sql = new StringBuilder("ALTER SEQUENCE ").append(name);
      int bare = sql.length();
      clause(sql, changed, "type", " AS " + to.text("type"));
      clause(sql, changed, "increment", " INCREMENT BY " + to.text("increment"));
      boolean range =
          changed.contains("minimum") || changed.contains("maximum") || changed.contains("type");
      if (range) {
        sql.append(" MINVALUE ")
            .append(to.text("minimum"))
            .append(" MAXVALUE ")
            .append(to.text("maximum"));
      }
      if (range || changed.contains("start")) {
        sql.append(" START WITH ").append(to.text("start"));
      }
      if (range && !within(from.text("start"), to.text("minimum"), to.text("maximum"))) {
        sql.append(" RESTART");
      }
      clause(sql, changed, "cache", " CACHE " + to.text("cache"));
      clause(sql, changed, "cycle", to.is("cycle") ? " CYCLE" : " NO CYCLE");
      if (sql.length() > bare) {
        statements.add(sql.toString());
      }
      if (changed.contains("persistence")) {
        statements.add(
            "ALTER SEQUENCE " + name + " SET " + to.text("persistence").toUpperCase(Locale.ROOT));
      }
      return Alteration.inPlace(statements);
    }

    private static void clause(
        StringBuilder sql, Set<String> changed, String attribute, String text) {
      if (changed.contains(attribute)) {
        sql.append(text);
      }
    }
  }

  /** The rule of the tie between a sequence and the column it disappears with. */
  static final class OwnedBy implements Rule {
    @Override
    public List<String> create(Fact fact, List<Fact> parts) {
      return List.of(
          "ALTER SEQUENCE " + fact.address().qualified() + " OWNED BY " + fact.text("column"));
    }

    @Override
    public String drop(Fact fact) {
      return "ALTER SEQUENCE " + fact.address().qualified() + " OWNED BY NONE";
    }

    @Override
    public Alteration alter(Fact from, Fact to, Set<String> changed) {
      return Alteration.inPlace(create(to, List.of()));
    }
  }
}
