package io.github.saascore.schema;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** Writes the statements of ordered actions. */
final class ScriptWriter {
  private static final String OLD = "__old";

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
    ordered.forEach(action -> script.addAll(statements(action)));
    return script;
  }

  private List<Ddl> statements(ActionKey action) {
    Address address = action.address();
    return switch (action.step()) {
      case DROP -> drop(from.facts().get(address));
      case CREATE -> create(action).stream().map(Ddl::of).toList();
      case ALTER -> decisions.of(address).orElseThrow().statements();
      case CLEANUP -> List.of(Ddl.of("DROP " + address.kind().noun() + " " + old(address)));
    };
  }

  private List<Ddl> drop(Fact fact) {
    if (decisions.of(fact.address()).orElseThrow().retired()) {
      String rename = "ALTER " + fact.address().target() + " RENAME TO " + oldName(fact.address());
      return List.of(Ddl.of(rename));
    }
    boolean loses =
        fact.kind().holdsData() && !fact.has("generated") && !fact.is("form", "foreign");
    String sql = rules.of(fact.kind()).drop(fact);
    if (keptByChildren.contains(fact.address())) {
      sql = sql.replaceFirst("^ALTER TABLE ", "ALTER TABLE ONLY ");
    }
    return List.of(loses ? Ddl.losing(sql) : Ddl.of(sql));
  }

  private static String old(Address address) {
    return address.container() + "." + oldName(address);
  }

  private static String oldName(Address address) {
    return Sql.quoted(Sql.plain(address.name()) + OLD);
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

  /** A child's column can differ from the parent's, for example in being not null. */
  private List<String> inheritedButDifferent(Fact part) {
    if (part.kind() != Kind.COLUMN) {
      return List.of();
    }
    Fact origin = ancestry.origin(part).map(found -> to.facts().get(found.part())).orElse(part);
    var changed = origin.changed(part);
    changed.removeIf(name -> Metadata.covers(name) || name.equals("position"));
    Alteration alteration =
        changed.isEmpty()
            ? Alteration.inPlace(List.of())
            : rules.columns().alter(origin, part, changed);
    List<String> statements = new ArrayList<>();
    if (alteration instanceof Alteration.InPlace inPlace) {
      inPlace.statements().forEach(ddl -> statements.add(ddl.sql()));
    }
    Address parentDefault =
        new Address(Kind.DEFAULT, origin.address().container(), origin.address().name());
    Address ownDefault =
        new Address(Kind.DEFAULT, part.address().container(), part.address().name());
    if (to.has(parentDefault) && !to.has(ownDefault)) {
      statements.add(
          rules
              .of(Kind.DEFAULT)
              .drop(to.facts().get(parentDefault))
              .replace(origin.address().container(), part.address().container()));
    }
    return statements;
  }
}
