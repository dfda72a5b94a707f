package io.github.saascore.schema;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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

  ScriptWriter(Snapshot from, Snapshot to, Rules rules, Decisions decisions, ActionGraph graph) {
    this.from = from;
    this.to = to;
    this.rules = rules;
    this.decisions = decisions;
    this.metadata = new Metadata(from, to);
    this.graph = graph;
    this.parts = graph.parts();
    this.ancestry = new Ancestry(to);
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
    attach(fact).ifPresent(statements::add);
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

  /** Joins a new index of an old partition to the one of its parent. */
  private Optional<String> attach(Fact fact) {
    if (!fact.has("attached_index")) {
      return Optional.empty();
    }
    String table = fact.get("on_table").orElse(fact.address().container());
    boolean attachedLater =
        to.all().stream()
            .anyMatch(
                tie ->
                    tie.kind() == Kind.INHERITANCE
                        && tie.address().container().equals(table)
                        && decisions.creates(tie.address()));
    return attachedLater
        ? Optional.empty()
        : Optional.of(
            fact.kind() == Kind.INDEX ? IndexRule.attach(fact) : ConstraintRule.attach(fact));
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
    return alteration instanceof Alteration.InPlace inPlace
        ? inPlace.statements().stream().map(Ddl::sql).toList()
        : List.of();
  }
}
