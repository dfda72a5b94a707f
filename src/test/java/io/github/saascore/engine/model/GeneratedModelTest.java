package io.github.saascore.engine.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.saascore.engine.scratch.ScratchDatabase;
import io.github.saascore.schema.Change;
import io.github.saascore.schema.Difference;
import io.github.saascore.schema.DifferenceOptions;
import io.github.saascore.schema.Snapshot;
import io.github.saascore.schema.bridge.Library;
import io.github.saascore.schema.bridge.ModelBridge;
import io.github.saascore.script.ModelReader;
import io.github.saascore.script.Source;
import io.github.saascore.script.SqlLexer;
import io.github.saascore.testing.Older;
import io.github.saascore.testing.PostgresExtension;
import io.github.saascore.testing.Scratches;
import io.github.saascore.testing.TestDatabase;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(PostgresExtension.class)
final class GeneratedModelTest {

  @Test
  void whatGeneratedCodeCannotHoldIsNoDifference(TestDatabase database, @Older TestDatabase old) {
    for (TestDatabase each : List.of(database, old)) {
      try (Scratches scratches = Scratches.beside(each)) {
        ModelSchema wanted = make(scratches, library());
        Snapshot actual = make(scratches, Library.SQL);

        assertThat(wanted.model().notes())
            .containsExactly(
                "materialized view \"library\".\"counted\": generated code does not hold its"
                    + " query");
        assertThat(changes(actual, wanted.snapshot())).isNotEmpty();
        assertThat(changes(actual, wanted.beside(actual))).isEmpty();
        assertThat(changes(wanted.beside(actual), actual)).isEmpty();
      }
    }
  }

  @Test
  void whatItKnowsIsCompared(TestDatabase database) {
    String changed =
        Library.SQL
            .replace("price numeric(10, 2)", "price numeric(12, 2), surplus text")
            .replace("name text NOT NULL UNIQUE DEFERRABLE", "name text")
            .replace("'calm', 'very loud'", "'calm', 'loud', 'very loud'")
            .replace("DEFAULT '{}'", "")
            .replace("'all of them'", "'some'")
            .replace("CREATE VIEW", "CREATE TABLE library.more (a int); CREATE VIEW");
    try (Scratches scratches = Scratches.beside(database)) {
      ModelSchema wanted = make(scratches, library());
      Snapshot actual = make(scratches, changed);

      assertThat(changes(actual, wanted.beside(actual)))
          .containsExactlyInAnyOrder(
              "enum library.mood [labels]",
              "table library.books [comment]",
              "table library.more surplus",
              "column library.more.a surplus",
              "column library.books.price [type]",
              "column library.books.surplus surplus",
              "column library.authors.name [not_null]",
              "constraint library.authors.authors_name_key missing",
              "default library.books.tags missing");
    }
  }

  private static List<String> changes(Snapshot from, Snapshot to) {
    return Difference.between(from, to, DifferenceOptions.definitions()).changes().stream()
        .map(GeneratedModelTest::line)
        .toList();
  }

  private static String line(Change change) {
    return change.address()
        + (change.adds() ? " missing" : change.removes() ? " surplus" : " " + change.attributes());
  }

  private static Model library() {
    ModelReader reader = new ModelReader();
    List<String> notes = new ArrayList<>();
    int number = 0;
    for (String[] result : new ModelBridge().apply(Library.LIBRARY)) {
      if (result[0].equals(ModelBridge.SQL)) {
        reader.read(Source.of("Library, statement " + ++number, result[1]));
      } else if (result[0].equals(ModelBridge.NOTE)) {
        notes.add(result[1]);
      }
    }
    return new Model("Library", Model.Form.GENERATED, reader.finish(), notes);
  }

  private static ModelSchema make(Scratches scratches, Model model) {
    try (ScratchDatabase scratch = scratches.scratch().open()) {
      return ModelSchema.make(model, scratch);
    }
  }

  private static Snapshot make(Scratches scratches, String sql) {
    try (ScratchDatabase scratch = scratches.scratch().open()) {
      scratch.run("sql", SqlLexer.split(Source.of("library.sql", sql)));
      return scratch.snapshot();
    }
  }
}
