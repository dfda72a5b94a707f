package io.github.saascore.schema;

import java.util.List;
import java.util.Set;

/** The rules of publications and of what they publish. */
final class PublicationRules {
  private PublicationRules() {}

  /** The rule of publications themselves. */
  static final class Publication implements Rule {
    @Override
    public List<String> create(Fact publication, List<Fact> parts) {
      String all = publication.is("all_tables") ? " FOR ALL TABLES" : "";
      return List.of(
          "CREATE " + publication.target() + all + " WITH (" + parameters(publication) + ")");
    }

    private static String parameters(Fact publication) {
      return "publish = "
          + Sql.literal(publication.text("publish"))
          + ", publish_via_partition_root = "
          + publication.text("via_root")
          + publication
              .get("generated_columns")
              .map(form -> ", publish_generated_columns = " + form)
              .orElse("");
    }

    @Override
    public Alteration alter(Fact from, Fact to, Set<String> changed) {
      if (changed.contains("all_tables")) {
        return Alteration.again();
      }
      String generated =
          changed.contains("generated_columns") && !to.has("generated_columns")
              ? ", publish_generated_columns = none"
              : "";
      return Alteration.inPlace(
          "ALTER " + to.target() + " SET (" + parameters(to) + generated + ")");
    }
  }

  /** The rule of what a publication publishes: a table or all tables of a schema. */
  static final class Member implements Rule {
    @Override
    public List<String> create(Fact member, List<Fact> parts) {
      String columns = member.get("columns").map(names -> " (" + names + ")").orElse("");
      String filter = member.get("filter").map(text -> " WHERE (" + text + ")").orElse("");
      return List.of(alter(member) + "ADD " + object(member) + columns + filter);
    }

    @Override
    public String drop(Fact member) {
      return alter(member) + "DROP " + object(member);
    }

    private static String alter(Fact member) {
      return "ALTER PUBLICATION " + member.address().container() + " ";
    }

    private static String object(Fact member) {
      return (member.kind() == Kind.PUBLICATION_TABLE ? "TABLE ONLY " : "TABLES IN SCHEMA ")
          + member.address().name();
    }

    @Override
    public Alteration alter(Fact from, Fact to, Set<String> changed) {
      return Alteration.again();
    }
  }
}
