package io.github.saascore.report;

import io.github.saascore.engine.drift.CheckResult;
import io.github.saascore.engine.drift.RehearsalResult;
import io.github.saascore.engine.drift.Replaced;
import io.github.saascore.engine.drift.RoundTrip;
import io.github.saascore.engine.drift.Trail;
import io.github.saascore.engine.drift.WayBack;
import io.github.saascore.revision.Code;
import io.github.saascore.revision.Problem;
import io.github.saascore.script.MigrationFile;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a check prints beside its findings. */
final class CheckTextTest {
  private static final String SERVER = "PostgreSQL 18.6 at 127.0.0.1:5432";

  private static final Problem LEFT =
      Problem.of(
              Code.NOT_RESTORED,
              "the downgrade of revision 4070b0fcc058 does not restore the schema")
          .at("migrations/4070b0fcc058_add_time_zone_to_tenants.sql:11:1")
          .because("left behind: column public.tenants.zone")
          .hint("let it also run:\nALTER TABLE public.tenants DROP COLUMN zone;");

  private static RoundTrip trip(MigrationFile file, WayBack way) {
    return new RoundTrip(file.revision(), file.path().toString(), way);
  }

  private static RoundTrip known(MigrationFile file, WayBack way) {
    return new RoundTrip(
        file.revision(), file.path().toString(), way, new Trail(Optional.empty()), true);
  }

  private static final CheckResult SOUND =
      new CheckResult(
          SERVER,
          List.of(
              known(Samples.TENANTS, new WayBack.Reversible()),
              known(Samples.BILLING, new WayBack.Lossy(List.of("column phone of public.users"))),
              trip(Samples.ZONES, new WayBack.Irreversible("the zones are gone")),
              trip(Samples.MERGE, new WayBack.Unwritten())),
          List.of(
              new Replaced(
                  Samples.TENANTS.revision(),
                  List.of(trip(Samples.ZONES, new WayBack.Reversible())),
                  List.of(),
                  List.of("rows of public.plan: 0 instead of 2")),
              new Replaced(Samples.BILLING.revision(), List.of(), List.of(), List.of()),
              new Replaced(
                  Samples.ZONES.revision(),
                  List.of(trip(Samples.MERGE, new WayBack.Reversible())),
                  List.of(LEFT),
                  List.of())),
          2,
          Optional.of("com.acme.Model"),
          Optional.of("db.example.com:5432/app"),
          Optional.empty(),
          List.of(),
          List.of());

  private static final CheckResult UNSOUND =
      new CheckResult(
          SERVER,
          List.of(
              trip(Samples.TENANTS, new WayBack.Reversible()),
              trip(
                  Samples.BILLING,
                  new WayBack.Refused(Problem.of(Code.SQL, "syntax error at or near \"tabl\""))),
              trip(Samples.ZONES, new WayBack.Broken(LEFT)),
              trip(Samples.MERGE, new WayBack.Unreached(Samples.BILLING.revision().id()))),
          List.of(),
          0,
          Optional.empty(),
          Optional.empty(),
          Optional.of(LintTextTest.FOUND),
          List.of(LEFT),
          List.of("the records of the configured database: no server listens (SC-X)"));

  @Test
  void saysWhatWasLookedAt() {
    Golden.check("check.txt", CheckText.lines(SOUND, Style.plain()));
    Golden.check("check-colour.txt", CheckText.lines(UNSOUND, new Tagged()));
    Golden.check("check.json", CheckText.json(UNSOUND));
  }

  @Test
  void aRehearsalNamesEachRevision() {
    RehearsalResult sound =
        new RehearsalResult(
            SERVER, SOUND.trips(), 3, List.of("public.tenants", "public.users"), List.of());
    RehearsalResult unsound =
        new RehearsalResult(SERVER, UNSOUND.trips(), 0, List.of(), List.of(LEFT));
    Golden.check("test.txt", RehearsalText.lines(sound, Style.plain()));
    Golden.check("test-colour.txt", RehearsalText.lines(unsound, new Tagged()));
    Golden.check("test.json", RehearsalText.json(sound));
  }
}
