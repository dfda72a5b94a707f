package io.github.saascore.report;

import io.github.saascore.revision.Code;
import io.github.saascore.revision.Problem;
import io.github.saascore.revision.SaascoreException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class ProblemTextTest {
  @Test
  void oneProblemIsWhatWhereWhyAndWhatToDo() {
    SaascoreException exception =
        Problem.of(Code.SQL, "relation \"tenant\" does not exist")
            .at("migrations/4070b0fcc058_add_time_zone_to_tenants.sql:9:13")
            .because("SQLSTATE 42P01\nnothing of this run was kept")
            .hint("correct the name, then:\nmvn saascore:upgrade")
            .asException();
    Golden.check("problem.txt", ProblemText.of(exception));
  }

  @Test
  void severalProblemsAreCountedAndCapped() {
    SaascoreException exception =
        new SaascoreException(
            IntStream.rangeClosed(1, 23)
                .mapToObj(
                    i ->
                        Problem.of(Code.BAD_HEADER, "unknown header key 'k" + i + "'")
                            .at("migrations/a.sql:" + i + ":1")
                            .hint("use one of revision, down_revision, message"))
                .toList());
    Golden.check("problems.txt", ProblemText.of(exception));
  }
}
