package io.github.saascore.schema;

import java.util.List;
import java.util.Set;

/** The rules of schemas and extensions. */
final class NamespaceRules {
  private NamespaceRules() {}

  /** The rule of schemas, which have nothing but a name. */
  static final class Schema implements Rule {
    @Override
    public List<String> create(Fact schema, List<Fact> parts) {
      return List.of("CREATE " + schema.target());
    }

    @Override
    public Alteration alter(Fact from, Fact to, Set<String> changed) {
      return Alteration.inPlace(List.of());
    }
  }

  /** The rule of extensions. */
  static final class Extension implements Rule {
    @Override
    public List<String> create(Fact extension, List<Fact> parts) {
      return List.of("CREATE " + extension.target() + " WITH SCHEMA " + extension.text("schema"));
    }

    @Override
    public Alteration alter(Fact from, Fact to, Set<String> changed) {
      return from.is("relocatable")
          ? Alteration.inPlace("ALTER " + to.target() + " SET SCHEMA " + to.text("schema"))
          : Alteration.again();
    }
  }
}
