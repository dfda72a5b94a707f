package io.github.saascore.schema;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** The rules of foreign-data wrappers, servers and user mappings. */
final class ForeignDataRules {
  private ForeignDataRules() {}

  /** The rule of foreign-data wrappers. */
  static final class Wrapper implements Rule {
    @Override
    public List<String> create(Fact wrapper, List<Fact> parts) {
      String handler = wrapper.get("handler").map(name -> " HANDLER " + name).orElse("");
      String validator = wrapper.get("validator").map(name -> " VALIDATOR " + name).orElse("");
      return List.of("CREATE " + wrapper.target() + handler + validator + Options.foreign(wrapper));
    }

    @Override
    public Alteration alter(Fact from, Fact to, Set<String> changed) {
      StringBuilder sql = new StringBuilder("ALTER ").append(to.target());
      for (String function : List.of("handler", "validator")) {
        if (changed.contains(function)) {
          String word = function.toUpperCase(Locale.ROOT);
          sql.append(to.get(function).map(name -> " " + word + " " + name).orElse(" NO " + word));
        }
      }
      if (changed.contains("foreign_options")) {
        sql.append(' ').append(Options.foreignChanges(from, to));
      }
      return Alteration.inPlace(sql.toString());
    }
  }

  /** The rule of foreign servers. */
  static final class Server implements Rule {
    @Override
    public List<String> create(Fact server, List<Fact> parts) {
      String type = server.get("type").map(text -> " TYPE " + Sql.literal(text)).orElse("");
      String version =
          server.get("version").map(text -> " VERSION " + Sql.literal(text)).orElse("");
      return List.of(
          "CREATE "
              + server.target()
              + type
              + version
              + " FOREIGN DATA WRAPPER "
              + server.text("wrapper")
              + Options.foreign(server));
    }

    @Override
    public Alteration alter(Fact from, Fact to, Set<String> changed) {
      if (changed.contains("type")
          || changed.contains("wrapper")
          || (changed.contains("version") && !to.has("version"))) {
        return Alteration.again();
      }
      List<String> clauses = new ArrayList<>();
      if (changed.contains("version")) {
        clauses.add("VERSION " + Sql.literal(to.text("version")));
      }
      if (changed.contains("foreign_options")) {
        clauses.add(Options.foreignChanges(from, to));
      }
      return Alteration.inPlace("ALTER " + to.target() + " " + String.join(" ", clauses));
    }
  }

  /** The rule of user mappings. */
  static final class UserMapping implements Rule {
    @Override
    public List<String> create(Fact mapping, List<Fact> parts) {
      return List.of("CREATE " + mapping.target() + Options.foreign(mapping));
    }

    @Override
    public Alteration alter(Fact from, Fact to, Set<String> changed) {
      return Alteration.inPlace("ALTER " + to.target() + " " + Options.foreignChanges(from, to));
    }
  }
}
