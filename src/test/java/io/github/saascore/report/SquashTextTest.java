package io.github.saascore.report;

import io.github.saascore.engine.squash.SquashResult;
import io.github.saascore.revision.Revision;
import io.github.saascore.revision.RevisionId;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What squash prints. */
final class SquashTextTest {
  private static final String FILE = "src/main/migrations/0123456789ab_one.sql";

  @Test
  void saysWhatIsReplacedAndWhenTheOldFilesMayGo() {
    SquashResult result = result(true, List.of(), List.of(), Optional.empty());

    Golden.check("squash.txt", SquashText.verdict(result, FILE, Style.plain()).lines());
    Golden.check("squash-colour.txt", SquashText.verdict(result, FILE, new Tagged()).lines());
    Golden.check("squash.json", SquashText.json(result, FILE));
  }

  @Test
  void saysWhatIsLeftOut() {
    SquashResult result =
        result(
            false,
            List.of(
                "large objects: 0 instead of 1", "CREATE ROLE app (a.sql:7:1): not of a schema"),
            List.of("rows not written: public.feature (2)"),
            Optional.of("cannot drop\nthat"));

    Golden.check("squash-less.txt", SquashText.verdict(result, FILE, Style.plain()).lines());
    Golden.check("squash-warnings.txt", SquashText.verdict(result, FILE, Style.plain()).warnings());
  }

  private static SquashResult result(
      boolean written, List<String> leftOut, List<String> notes, Optional<String> noWayBack) {
    return new SquashResult(
        new Revision(
            RevisionId.of("0123456789ab"),
            List.of(),
            List.of(),
            List.of(),
            "one",
            List.of(RevisionId.of("aaaa1111"), RevisionId.of("bbbb2222"))),
        Path.of(FILE),
        "-- revision: 0123456789ab\n",
        written,
        List.of(
            Path.of("src/main/migrations/aaaa1111_a.sql"),
            Path.of("src/main/migrations/bbbb2222_b.sql")),
        new TreeMap<>(Map.of("public.plan", 2L, "public.country", 1249L)),
        List.of("public.plan.made"),
        leftOut,
        notes,
        noWayBack,
        "PostgreSQL 18.6, embedded");
  }
}
