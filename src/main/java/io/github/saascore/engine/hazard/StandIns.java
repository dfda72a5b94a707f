package io.github.saascore.engine.hazard;

import io.github.saascore.postgres.SqlProblems;
import io.github.saascore.script.Statement;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Makes what a statement needs and no earlier revision has made, so that the server can be asked
 * all the same: a history may begin with a database that was there before it.
 *
 * <p>A stand-in has the name that the server missed, and a guess of everything else. Where a guess
 * of a column's type does not fit, the next one is tried. A scratch server speaks English where we
 * may set that; where not, states, routines and quoted names are read, and only types that stand in
 * the midst of a message are not.
 */
final class StandIns implements Tracer.Helper {
  private static final int MOST = 300;

  private static final Pattern NO_OPERATORS =
      Pattern.compile("data type (.+) has no default operator class");
  private static final Pattern ENUM =
      Pattern.compile("^\\s*alter\\s+type\\s+(\\S+)", Pattern.CASE_INSENSITIVE);
  private static final Pattern OF_DOMAIN = Pattern.compile("(?:of|for) domain \"?([^\" ]+)\"?");
  private static final Pattern KEY_COLUMNS = Pattern.compile("\"([^\"]+)\"[^\"]*\"([^\"]+)\"");
  private static final Pattern FUNCTION =
      Pattern.compile("^(?:function|procedure) ([^(]+)\\(([^)]*)\\) does not exist");
  private static final Pattern SIGNATURE = Pattern.compile("([^\\s(]+)\\(([^)]*)\\)");
  private static final Pattern DEFAULT_TYPE =
      Pattern.compile("is of type (.+) but default expression is of type");
  private static final Pattern KEY_TYPES =
      Pattern.compile("incompatible types: (.+) and (.+?)\\.?$");

  private final StandInSql sql;
  private final boolean skipped;
  private final Map<String, Set<String>> tables = new HashMap<>();
  private final Map<String, String> functions = new HashMap<>();
  private final Set<String> assumed = new LinkedHashSet<>();
  private final Set<Long> oids = new LinkedHashSet<>();
  private final Connection connection;
  private int rounds;

  /**
   * Makes a helper.
   *
   * @param skipped whether also what DROP ... IF EXISTS does not find is made
   */
  StandIns(Connection connection, boolean skipped) {
    this.connection = connection;
    this.sql = new StandInSql(connection);
    this.skipped = skipped;
  }

  /** Returns what was made, in words, for example {@code table orders}. */
  List<String> assumed() {
    return List.copyOf(assumed);
  }

  /** Returns the oids of all that was made. */
  Set<Long> oids() {
    return Set.copyOf(oids);
  }

  @Override
  public boolean helpsSkipped() {
    return skipped;
  }

  @Override
  public boolean help(Statement statement, Refusal refusal) throws SQLException {
    if (++rounds > MOST) {
      return false;
    }
    Set<Long> before = MomentReader.oids(connection);
    boolean helped;
    try {
      helped = make(statement, refusal);
    } catch (SQLException e) {
      if (SqlProblems.connectionLost(e)) {
        throw e;
      }
      // What the server does not let us make stays missing, and the refusal is told.
      helped = false;
    }
    Set<Long> made = MomentReader.oids(connection);
    made.removeAll(before);
    oids.addAll(made);
    return helped;
  }

  private boolean make(Statement statement, Refusal refusal) throws SQLException {
    String text = statement.sql();
    return switch (refusal.state()) {
      case "42P01" -> !refusal.routine().equals("errorMissingRTE") && relation(text, name(refusal));
      case "3F000" -> schema(text, name(refusal));
      case "42703" -> column(text, refusal.answer().names());
      case "42704" -> object(text, refusal);
      case "42883" ->
          refusal.routine().equals("op_error") ? retype(text, "") : function(text, refusal);
      case "42830" -> unique(text, name(refusal));
      case "42601" -> refusal.routine().equals("transformInsertRow") && wider(text);
      case "42804" -> mismatch(text, refusal);
      case "42846", "22P02" -> retype(text, "");
      case "22023" -> label(text, name(refusal));
      default -> false;
    };
  }

  private boolean relation(String text, Optional<String> name) throws SQLException {
    if (name.isEmpty()) {
      return false;
    }
    String kind = sql.relation(text, name.get());
    if (kind.equals("table")) {
      tables.putIfAbsent(name.get(), new LinkedHashSet<>());
    }
    assumed.add(kind + " " + name.get());
    return true;
  }

  private boolean schema(String text, Optional<String> name) throws SQLException {
    if (name.isEmpty()) {
      return false;
    }
    sql.schema(name.get(), text);
    assumed.add("schema " + name.get());
    return true;
  }

  /** The server names the column, and behind it the table where it has looked in just one. */
  private boolean column(String text, List<String> names) throws SQLException {
    if (names.isEmpty()) {
      return false;
    }
    List<String> owners =
        names.size() > 1
            ? known(names.get(1)).stream().toList()
            : StandInSql.mentioned(text, tables.keySet());
    boolean added = false;
    for (String owner : owners) {
      String bare = names.get(0).replaceFirst(".*\\.", "");
      if (tables.get(owner).add(bare)) {
        sql.column(owner, bare, text);
        added = true;
      }
    }
    return added;
  }

  private boolean object(String text, Refusal refusal) throws SQLException {
    String routine = refusal.routine();
    if (routine.equals("ResolveOpClass")) {
      Matcher operators = NO_OPERATORS.matcher(refusal.message());
      return retype(text, operators.find() ? operators.group(1) : "");
    }
    Optional<String> name = name(refusal);
    if (name.isEmpty()) {
      return false;
    }
    if (Misses.index(refusal, text)) {
      assumed.add("index " + name.get());
      return sql.index(name.get(), StandInSql.mentioned(text, tables.keySet()));
    }
    if (Misses.constraint(refusal)) {
      return constraint(refusal, name.get());
    }
    if (Misses.type(refusal)) {
      assumed.add("type " + name.get());
      return sql.type(name.get(), text);
    }
    return routine.equals("transformFkeyGetPrimaryKey")
        && known(name.get()).isPresent()
        && sql.primaryKey(known(name.get()).get(), tables.get(known(name.get()).get()));
  }

  private boolean constraint(Refusal refusal, String name) throws SQLException {
    List<String> names = refusal.answer().names();
    if (Misses.domain(refusal)) {
      Matcher domain = OF_DOMAIN.matcher(refusal.message());
      return names.size() > 1
          ? sql.domainConstraint(names.get(1), name)
          : domain.find() && sql.domainConstraint(domain.group(1), name);
    }
    Optional<String> table = names.size() > 1 ? known(names.get(1)) : Optional.empty();
    return table.isPresent() && sql.constraint(table.get(), name);
  }

  private boolean function(String text, Refusal refusal) throws SQLException {
    Matcher english = FUNCTION.matcher(refusal.message());
    Matcher function = english.find() ? english : SIGNATURE.matcher(refusal.message());
    if (function != english && !function.find()) {
      return false;
    }
    String signature = function.group(1) + "(" + function.group(2) + ")";
    boolean trigger = text.toLowerCase(Locale.ROOT).contains("trigger");
    sql.function(signature, trigger ? "trigger" : "text");
    functions.put(signature, text);
    assumed.add("function " + signature);
    return true;
  }

  /** A default or a key has another type than the guess. */
  private boolean mismatch(String text, Refusal refusal) throws SQLException {
    Matcher wanted = DEFAULT_TYPE.matcher(refusal.message());
    if (wanted.find()) {
      for (String signature : functions.keySet()) {
        if (functions.get(signature).equals(text)) {
          functions.put(signature, "");
          sql.function(signature, wanted.group(1));
          return true;
        }
      }
      return false;
    }
    Matcher types = KEY_TYPES.matcher(refusal.detail());
    return types.find()
        ? keyTypes(text, refusal.detail(), types.group(1), types.group(2))
        : retype(text, "");
  }

  /** Gives the column of a stand-in, whichever side it stands on, the type of the other one. */
  private boolean keyTypes(String text, String detail, String from, String to) throws SQLException {
    Matcher columns = KEY_COLUMNS.matcher(detail);
    if (!columns.find()) {
      return false;
    }
    for (String table : StandInSql.referenced(text)) {
      Optional<String> key = known(table);
      if (key.isPresent() && tables.get(key.get()).contains(columns.group(2))) {
        return sql.referencedType(key.get(), columns.group(2), from);
      }
    }
    Optional<String> owner = known(StandInSql.altered(text));
    return owner.isPresent() && sql.referencedType(owner.get(), columns.group(1), to);
  }

  private boolean unique(String text, Optional<String> table) throws SQLException {
    Optional<String> key = table.flatMap(this::known);
    return key.isPresent() && sql.unique(key.get(), text);
  }

  /** Adds a column for an INSERT that names none. */
  private boolean wider(String text) throws SQLException {
    boolean added = false;
    for (String table : StandInSql.mentioned(text, tables.keySet())) {
      String column = "column" + (tables.get(table).size() + 1);
      if (tables.get(table).add(column)) {
        sql.column(table, column, text);
        added = true;
      }
    }
    return added;
  }

  /** Returns the stand-in of a name; the server leaves out the schema in some messages. */
  private Optional<String> known(String name) {
    return tables.keySet().stream()
        .filter(table -> table.equals(name) || StandInSql.bare(table).equals(name))
        .findFirst();
  }

  /** Adds the neighbour that a new value of a stand-in's enum is placed by. */
  private boolean label(String text, Optional<String> label) throws SQLException {
    Matcher type = ENUM.matcher(text);
    return label.isPresent()
        && type.find()
        && assumed.contains("type " + type.group(1).replace("\"", ""))
        && sql.enumLabel(type.group(1), label.get());
  }

  private boolean retype(String text, String wrong) throws SQLException {
    boolean changed = false;
    for (String table : StandInSql.mentioned(text, tables.keySet())) {
      for (String column : StandInSql.mentioned(text, tables.get(table))) {
        changed |= sql.nextType(table, column, wrong);
      }
    }
    return changed;
  }

  /** Returns the first name in a message. */
  private static Optional<String> name(Refusal refusal) {
    return refusal.answer().name();
  }
}
