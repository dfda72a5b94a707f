package io.github.saascore.schema;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What code that jOOQ generated from a schema knows of it, so that the rest is no difference.
 *
 * <p>It knows tables, columns with type, nullability and default, primary, unique and foreign keys,
 * checks, plain indexes, sequences, domains, views, the enums of its columns, and comments of
 * tables and columns. What it has of other things is not what the server stores: conditions are
 * read and written anew, methods, predicates and actions are gone, every identity is one BY
 * DEFAULT.
 */
public final class GeneratedLimits {
  private static final String COMMENT = "comment";

  /** Kinds of which a missing one is a difference. */
  private static final Set<Kind> KNOWN =
      EnumSet.of(Kind.TABLE, Kind.COLUMN, Kind.DEFAULT, Kind.CONSTRAINT, Kind.FOREIGN_KEY);

  private final Snapshot actual;
  private final SortedMap<Address, Fact> facts;
  private final boolean comments;

  private GeneratedLimits(Snapshot wanted, Snapshot actual) {
    this.actual = actual;
    this.facts = new TreeMap<>(wanted.facts());
    this.comments = wanted.all().stream().anyMatch(fact -> fact.has(COMMENT));
  }

  /**
   * Returns the wanted schema with what generated code cannot know taken from the actual one.
   *
   * @param wanted what the statements of the generated code make
   */
  public static Snapshot lift(Snapshot wanted, Snapshot actual) {
    GeneratedLimits limits = new GeneratedLimits(wanted, actual);
    wanted.all().forEach(limits::both);
    limits.missing(
        actual.all().stream()
            .filter(fact -> !wanted.has(fact.address()) && !limits.isKnown(fact))
            .collect(Collectors.toCollection(ArrayList::new)));
    return wanted.withFacts(limits.facts);
  }

  /** Takes what is in both: from the actual one all that generated code has no word for. */
  private void both(Fact wanted) {
    Optional<Fact> found = actual.find(wanted.address());
    if (found.isEmpty()) {
      surplus(wanted);
      return;
    }
    Fact old = found.get();
    Fact lifted =
        switch (wanted.kind()) {
          case ENUM -> wanted;
          case TABLE -> commented(old, wanted);
          case COLUMN -> column(wanted, old);
          case DEFAULT -> sameDefault(wanted, old) ? old : wanted;
          case CONSTRAINT, FOREIGN_KEY -> sameKey(wanted, old) ? old : wanted;
          default -> old;
        };
    facts.put(wanted.address(), lifted);
  }

  /** Takes what only the actual schema has, as far as all that it needs is there. */
  private void missing(List<Fact> unknown) {
    boolean more = true;
    while (more) {
      List<Fact> fitting =
          unknown.stream().filter(fact -> facts.keySet().containsAll(fact.dependencies())).toList();
      fitting.forEach(fact -> facts.put(fact.address(), fact));
      unknown.removeAll(fitting);
      more = !fitting.isEmpty();
    }
  }

  /** Returns whether generated code would know an object if it was wanted. */
  private boolean isKnown(Fact old) {
    return KNOWN.contains(old.kind()) && !isBeyond(old);
  }

  /** Generated code turns serial columns, and others with a sequence, into identities. */
  private void surplus(Fact wanted) {
    Address column =
        new Address(Kind.COLUMN, wanted.address().container(), wanted.address().name());
    if (wanted.kind() == Kind.DEFAULT
        && actual
            .find(column)
            .filter(old -> old.has("generated") || old.has("identity"))
            .isPresent()) {
      facts.remove(wanted.address());
    }
  }

  private boolean isBeyond(Fact old) {
    return switch (old.kind()) {
      case CONSTRAINT -> old.is("form", "exclude");
      case DEFAULT -> old.text("expression").startsWith("nextval(") || ofView(old);
      default -> old.has("ref:inheritance");
    };
  }

  /** Views can have defaults too. */
  private boolean ofView(Fact old) {
    return old.parent().filter(parent -> parent.kind() == Kind.VIEW).isPresent();
  }

  /** The generator can be told to leave comments out. */
  private Fact commented(Fact old, Fact wanted) {
    return comments ? old.with(COMMENT, wanted.get(COMMENT)) : old;
  }

  private Fact column(Fact wanted, Fact old) {
    Fact lifted = commented(old, wanted);
    if (!sameType(wanted.text("type"), old.text("type"))) {
      lifted = lifted.with("type", wanted.get("type"));
    }
    boolean numbered = wanted.has("identity");
    if (!numbered) {
      lifted = lifted.with("not_null", wanted.get("not_null"));
    }
    boolean serial =
        actual
            .find(new Address(Kind.DEFAULT, old.address().container(), old.address().name()))
            .isPresent();
    return numbered && !old.has("identity") && !serial
        ? lifted.with("identity", wanted.get("identity"))
        : lifted;
  }

  /** Precision of times and the names of domains are lost on the way through the generator. */
  private boolean sameType(String wanted, String old) {
    if (plain(wanted).equals(plain(old))) {
      return true;
    }
    int dot = old.indexOf('.');
    boolean own = dot > 0;
    return own
        && actual.all().stream()
            .filter(fact -> fact.kind() == Kind.DOMAIN || fact.kind() == Kind.RANGE)
            .anyMatch(fact -> fact.address().qualified().equals(old.replace("[]", "")));
  }

  private static String plain(String type) {
    String text = type.replaceAll("\\s*\\(\\d+\\)(?=( with.* time zone)?(\\[])*$)", "");
    boolean time = text.startsWith("time") || text.startsWith("interval");
    String bits = text.startsWith("bit") ? "character" + type.substring(3) : type;
    return time ? text.replaceAll("^interval.*", "interval") : bits.replace("bpchar", "character");
  }

  private static boolean sameDefault(Fact wanted, Fact old) {
    return squeezed(wanted.text("expression")).equals(squeezed(old.text("expression")));
  }

  private static String squeezed(String expression) {
    return expression.replaceAll("::[\\w. \"]+(\\(\\d+\\))?", "").replaceAll("[\\s()]", "");
  }

  /** Of a key its columns are known, of a check its name. */
  private static boolean sameKey(Fact wanted, Fact old) {
    if (wanted.is("form", "check") && old.is("form", "check")) {
      return true;
    }
    return key(wanted.text("definition")).equals(key(old.text("definition")));
  }

  private static String key(String definition) {
    return definition.replaceAll(
        "( NULLS NOT DISTINCT| INCLUDE \\([^)]*\\)| MATCH FULL| ON (UPDATE|DELETE)"
            + " (CASCADE|RESTRICT|SET (NULL|DEFAULT)( \\([^)]*\\))?)| (NOT )?DEFERRABLE| INITIALLY"
            + " DEFERRED| NOT VALID| NOT ENFORCED)",
        "");
  }
}
