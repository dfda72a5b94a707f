package io.github.saascore.schema;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The rules of views and materialized views. */
final class ViewRules {
  private ViewRules() {}

  private static String with(Fact view) {
    return view.has("options") ? " WITH (" + Options.with(view.list("options")) + ")" : "";
  }

  private static List<String> optionChanges(Fact from, Fact to) {
    return Options.changes(from.list("options"), to.list("options")).stream()
        .map(clause -> "ALTER " + to.target() + " " + clause)
        .toList();
  }

  /** The rule of views: replaced where the columns so far stay, else made again. */
  static final class View implements Rule {
    @Override
    public List<String> create(Fact view, List<Fact> parts) {
      return List.of(create("CREATE ", view));
    }

    private static String create(String verb, Fact view) {
      return verb + view.target() + with(view) + " AS\n" + view.text("definition");
    }

    @Override
    public Alteration alter(Fact from, Fact to, Set<String> changed) {
      if (!changed.contains("definition")) {
        return Alteration.inPlace(optionChanges(from, to));
      }
      List<String> old = from.list("ref:columns");
      List<String> wanted = to.list("ref:columns");
      boolean replaceable =
          wanted.size() >= old.size() && wanted.subList(0, old.size()).equals(old);
      return replaceable
          ? Alteration.inPlace(create("CREATE OR REPLACE ", to))
          : Alteration.again();
    }
  }

  /** The rule of materialized views. */
  static final class MaterializedView implements Rule {
    @Override
    public List<String> create(Fact view, List<Fact> parts) {
      String method = view.get("access_method").map(name -> " USING " + name).orElse("");
      String space = view.get("tablespace").map(name -> " TABLESPACE " + name).orElse("");
      String populated = view.is("ref:populated", "false") ? "\nWITH NO DATA" : "";
      return List.of(
          "CREATE "
              + view.target()
              + method
              + with(view)
              + space
              + " AS\n"
              + view.text("definition")
              + populated);
    }

    @Override
    public Alteration alter(Fact from, Fact to, Set<String> changed) {
      if (changed.contains("definition")) {
        return Alteration.again();
      }
      List<String> statements = new ArrayList<>(optionChanges(from, to));
      if (changed.contains("access_method")) {
        statements.add(
            "ALTER "
                + to.target()
                + " SET ACCESS METHOD "
                + to.get("access_method").orElse("heap"));
      }
      if (changed.contains("tablespace")) {
        statements.add(
            "ALTER "
                + to.target()
                + " SET TABLESPACE "
                + to.get("tablespace").orElse("pg_default"));
      }
      return Alteration.inPlace(statements);
    }
  }
}
