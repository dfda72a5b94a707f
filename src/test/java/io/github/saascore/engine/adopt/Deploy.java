package io.github.saascore.engine.adopt;

import io.github.saascore.engine.Database;
import io.github.saascore.engine.Event;
import io.github.saascore.engine.Sources;
import io.github.saascore.engine.TransactionMode;
import io.github.saascore.engine.Upgrade;
import io.github.saascore.engine.scratch.Scratch;
import io.github.saascore.engine.scratch.ScratchSource;
import io.github.saascore.postgres.Connections;
import io.github.saascore.postgres.Existing;
import io.github.saascore.postgres.RunInfo;
import io.github.saascore.postgres.Session;
import io.github.saascore.postgres.SessionOptions;
import io.github.saascore.postgres.StoreSql;
import io.github.saascore.revision.Target;
import io.github.saascore.script.Placeholders;
import io.github.saascore.testing.Scratches;
import io.github.saascore.testing.TestDatabase;
import io.github.saascore.testing.WholeState;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Upgrades of a database that somebody made by hand, with a scratch server at their side. */
final class Deploy {
  private final Path directory;
  private final TestDatabase target;
  private final List<Event> events = new ArrayList<>();
  private int scratches;
  private String schema = "public";
  private boolean far;

  Deploy(Path directory, TestDatabase target) {
    this.directory = directory;
    this.target = target;
  }

  /** Has everything happen in another schema. */
  Deploy in(String newSchema) {
    schema = newSchema;
    return this;
  }

  /** Has several revisions travel in one message. */
  Deploy overASlowNetwork() {
    far = true;
    return this;
  }

  /** Writes a migration on top of another one; an empty parent makes a root. */
  Deploy revision(String id, String parents, String upgrade) {
    return file(id, "-- down_revision: " + parents, "", upgrade);
  }

  /** Writes a migration whose statements run without a transaction. */
  Deploy stepwise(String id, String parents, String upgrade) {
    return file(id, "-- down_revision: " + parents, " transaction=none", upgrade);
  }

  private Deploy file(String id, String header, String options, String upgrade) {
    String text =
        "-- revision: %s\n%s\n-- message: makes %1$s\n\n-- saascore:upgrade%s\n%s\n"
            .formatted(id, header, options, upgrade);
    try {
      Files.writeString(directory.resolve(id + "_x.sql"), text);
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Sources sources() {
    return Sources.read(directory, directory, Placeholders.none());
  }

  /** Upgrades with {@code existing=match}. */
  Upgrade.Result upgrade(String... targets) {
    return upgrade(Existing.MATCH, TransactionMode.REVISION, targets);
  }

  Upgrade.Result upgrade(Existing existing, TransactionMode mode, String... targets) {
    List<Target> where =
        List.of(targets.length == 0 ? new String[] {"heads"} : targets).stream()
            .map(Target::parse)
            .toList();
    Upgrade.Options options =
        new Upgrade.Options(where, existing, mode).with(new ScratchMatcher(this::lend));
    try (Session session = session()) {
      return new Upgrade(database(session), sources(), options).run();
    }
  }

  private <T> T lend(Function<Scratch, T> work) {
    scratches++;
    try (Scratches beside = Scratches.beside(target)) {
      return work.apply(beside.scratch(schema));
    }
  }

  /** Returns how often a scratch server was asked for. */
  int scratches() {
    return scratches;
  }

  ScratchSource source() {
    return this::lend;
  }

  Session session() {
    SessionOptions waits =
        SessionOptions.defaults().withLongTrip(far ? Duration.ZERO : Duration.ofDays(1));
    return Session.over(
        Connections.open(Scratches.ownerSettings(target), "saascore:test"),
        schema.equals("public") ? waits : waits.withSchema(schema));
  }

  Database database(Session session) {
    return new Database(
        session,
        new StoreSql(Optional.of(schema), RunInfo.of("tester@here", "test")),
        (name, where) -> connection -> {},
        events::add);
  }

  /** Returns what the events told of what was found. */
  List<String> remarks() {
    return events.stream()
        .filter(Event.Matched.class::isInstance)
        .map(event -> ((Event.Matched) event).text())
        .toList();
  }

  /** Returns the statements of data that adopted revisions left out, with their places. */
  List<String> notRun() {
    return events.stream()
        .filter(Event.Adopted.class::isInstance)
        .flatMap(event -> ((Event.Adopted) event).data().stream())
        .map(data -> data.what() + " (" + data.where() + ")")
        .toList();
  }

  /** Returns the revisions with how they came to count as applied, in the order of the rows. */
  List<String> how() {
    return target.list(
        "SELECT revision || ' ' || how FROM %s.saascore_revision ORDER BY applied_at"
            .formatted(schema));
  }

  /** Returns the database without our own tables. */
  String state() {
    List<String> lines = new ArrayList<>();
    boolean ours = false;
    for (String line : WholeState.of(target).lines().toList()) {
      boolean begin = line.startsWith("rows of ");
      ours = begin ? line.contains("saascore_") : ours;
      if (!ours && !line.contains("saascore_")) {
        lines.add(line);
      }
    }
    return String.join("\n", lines);
  }
}
