package io.github.saascore.schema;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Writes the statements of ordered actions. */
final class ScriptWriter {
  /** What a body in quotes mentions can come later, or be gone by now; pg_dump does the same. */
  private static final String UNCHECKED = "SET LOCAL check_function_bodies = off";

  private final Snapshot from;
  private final Snapshot to;
  private final Rules rules;
  private final Decisions decisions;
  private final Metadata metadata;
  private final ActionGraph graph;
  private final Map<ActionKey, List<ActionKey>> parts;
  private final Ancestry ancestry;
  private final Attachments attachments;
  private final Set<Address> keptByChildren;

  ScriptWriter(Sides sides, Rules rules, Decisions decisions, Planner planner) {
    this.from = sides.from();
    this.to = sides.to();
    this.rules = rules;
    this.decisions = decisions;
    this.metadata = new Metadata(from, to);
    this.graph = planner.graph();
    this.parts = graph.parts();
    this.ancestry = sides.newAncestry();
    this.attachments = new Attachments(sides, decisions);
    this.keptByChildren = planner.keptByChildren();
  }

  List<Ddl> write(List<ActionKey> ordered) {
    List<Ddl> script = new ArrayList<>();
    boolean unchecked = false;
    for (ActionKey action : ordered) {
      if (!unchecked && quotesBody(action)) {
        script.add(Ddl.of(UNCHECKED));
        unchecked = true;
      }
      List<Ddl> statements =
          statements(action).stream().map(ddl -> ddl.on(action.address())).toList();
      script.addAll(statements);
      // What is set for a transaction ends with it.
      unchecked &= statements.stream().noneMatch(Ddl::alone);
    }
    return script;
  }

  private boolean quotesBody(ActionKey action) {
    return action.address().kind() == Kind.ROUTINE
        && (action.step() == ActionKey.Step.CREATE || action.step() == ActionKey.Step.ALTER)
        && RoutineRule.quotesBody(to.facts().get(action.address()));
  }

  private List<Ddl> statements(ActionKey action) {
    Address address = action.address();
    return switch (action.step()) {
      case DROP -> drop(action, from.facts().get(address));
      case CREATE -> create(action).stream().map(Ddl::of).toList();
      case ALTER -> decisions.of(address).orElseThrow().statements();
      case CLEANUP -> List.of(Ddl.of("DROP " + address.kind().noun() + " " + old(address)));
    };
  }

  private List<Ddl> drop(ActionKey action, Fact fact) {
    if (decisions.of(fact.address()).orElseThrow().retired()) {
      String rename = "ALTER " + fact.address().target() + " RENAME TO " + oldName(fact.address());
      return List.of(Ddl.of(rename));
    }
    String sql = rules.of(fact.kind()).drop(fact);
    if (keptByChildren.contains(fact.address())) {
      sql = sql.replaceFirst("^ALTER TABLE ", "ALTER TABLE ONLY ");
    }
    boolean holdsKeys =
        parts.getOrDefault(action, List.of()).stream()
            .anyMatch(part -> part.address().kind() == Kind.CONSTRAINT);
    if (fact.kind() == Kind.INDEX && holdsKeys) {
      // A partition's key that is attached to a plain index goes with it or not at all.
      sql += " CASCADE";
    }
    String statement = sql;
    return List.of(
        Loss.whenDropped(fact)
            .map(loss -> Ddl.losing(statement, loss))
            .orElseGet(() -> Ddl.of(statement)));
  }

  private static String old(Address address) {
    return address.container() + "." + oldName(address);
  }

  private static String oldName(Address address) {
    return Sql.beside(address.name(), Sql.OLD);
  }

  private List<String> create(ActionKey action) {
    Fact fact = to.facts().get(action.address());
    List<Fact> all =
        parts.getOrDefault(action, List.of()).stream()
            .filter(part -> part.step() == ActionKey.Step.CREATE)
            .map(part -> to.facts().get(part.address()))
            .toList();
    List<Fact> inline =
        all.stream().filter(part -> !graph.implied(ActionKey.create(part.address()))).toList();
    List<String> statements = new ArrayList<>(rules.of(fact.kind()).create(fact, inline));
    attachments.statementFor(fact).ifPresent(sql -> statements.add(sql));
    for (Fact part : inline) {
      if (part.kind() == Kind.COLUMN && fact.kind() == Kind.TABLE) {
        statements.addAll(rules.columns().settings(part));
      } else if (part.kind() == Kind.CONSTRAINT) {
        statements.addAll(rules.constraints().settings(part));
      }
    }
    all.stream()
        .filter(part -> !inline.contains(part))
        .forEach(part -> statements.addAll(inheritedButDifferent(part)));
    Stream.concat(Stream.of(fact), all.stream())
        .forEach(each -> statements.addAll(metadata.created(each)));
    return statements;
  }

  /** A child's copy can differ from its parent's part, for example in being not null or valid. */
  private List<String> inheritedButDifferent(Fact part) {
    List<String> statements = new ArrayList<>();
    Optional<Fact> origin = ancestry.origin(part).map(found -> to.facts().get(found.part()));
    if (origin.isEmpty()) {
      return statements;
    }
    var changed = origin.get().changed(part);
    changed.removeIf(
        name -> Metadata.covers(name) || name.equals("position") || name.startsWith("identity"));
    if (!changed.isEmpty()
        && rules.of(part.kind()).alter(origin.get(), part, changed)
            instanceof Alteration.InPlace inPlace) {
      inPlace.statements().forEach(ddl -> statements.add(ddl.sql()));
    }
    if (part.kind() == Kind.COLUMN) {
      surplusDefault(origin.get(), part).ifPresent(sql -> statements.add(sql));
    }
    return statements;
  }

  private Optional<String> surplusDefault(Fact origin, Fact column) {
    Address inherited =
        new Address(Kind.DEFAULT, origin.address().container(), origin.address().name());
    Address own = new Address(Kind.DEFAULT, column.address().container(), column.address().name());
    Fact gone = new Fact(own, Optional.of(column.address()), new TreeMap<>(), new TreeSet<>());
    return to.has(inherited) && !to.has(own)
        ? Optional.of(rules.of(Kind.DEFAULT).drop(gone))
        : Optional.empty();
  }
}
