package io.github.saascore.schema;

import java.util.EnumMap;
import java.util.Map;

/** The rule of every kind, for one server version and one wanted schema. */
final class Rules {
  private final Map<Kind, Rule> rules = new EnumMap<>(Kind.class);
  private final ColumnRule columns;
  private final ConstraintRule constraints;

  Rules(Snapshot wanted) {
    ColumnText texts = new ColumnText(wanted.major());
    columns = new ColumnRule(texts, wanted.major());
    constraints = new ConstraintRule(wanted);
    for (Kind kind : Kind.values()) {
      rules.put(kind, rule(kind, texts));
    }
  }

  private Rule rule(Kind kind, ColumnText texts) {
    return switch (kind) {
      case SCHEMA -> new NamespaceRules.Schema();
      case EXTENSION -> new NamespaceRules.Extension();
      case FOREIGN_DATA_WRAPPER -> new ForeignDataRules.Wrapper();
      case SERVER -> new ForeignDataRules.Server();
      case USER_MAPPING -> new ForeignDataRules.UserMapping();
      case ENUM -> new TypeRules.EnumType();
      case DOMAIN -> new TypeRules.DomainType();
      case COMPOSITE -> new TypeRules.CompositeType();
      case SEQUENCE -> new SequenceRules.Sequence();
      case OWNED_BY -> new SequenceRules.OwnedBy();
      case TABLE -> new TableRule(texts);
      case COLUMN -> columns;
      case DEFAULT -> new TablePartRules.Default();
      case INHERITANCE -> new TablePartRules.Inheritance();
      case CONSTRAINT, FOREIGN_KEY, DOMAIN_CONSTRAINT -> constraints;
      case INDEX -> new IndexRule();
      case VIEW -> new ViewRules.View();
      case MATERIALIZED_VIEW -> new ViewRules.MaterializedView();
      case ROUTINE -> new RoutineRule();
      case POLICY -> new PolicyRule();
      case PUBLICATION -> new PublicationRules.Publication();
      case PUBLICATION_TABLE, PUBLICATION_SCHEMA -> new PublicationRules.Member();
      case SUBSCRIPTION -> new SubscriptionRule();
      case DEFAULT_PRIVILEGES -> new DefaultPrivilegesRule();
      case ACCESS_METHOD,
          COLLATION,
          RANGE,
          TEXT_SEARCH,
          STATISTICS,
          AGGREGATE,
          OPERATOR,
          CAST,
          RULE,
          TRIGGER,
          EVENT_TRIGGER ->
          new DefinedRule();
    };
  }

  Rule of(Kind kind) {
    return rules.get(kind);
  }

  ColumnRule columns() {
    return columns;
  }

  ConstraintRule constraints() {
    return constraints;
  }
}
