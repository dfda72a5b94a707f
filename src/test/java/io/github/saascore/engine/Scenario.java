package io.github.saascore.engine;

import io.github.saascore.engine.care.Backup;
import io.github.saascore.engine.care.Safeguard;
import io.github.saascore.postgres.ConnectionResolver;
import io.github.saascore.postgres.ConnectionSources;
import io.github.saascore.postgres.Connections;
import io.github.saascore.postgres.DatabaseChoice;
import io.github.saascore.postgres.Existing;
import io.github.saascore.postgres.Resolve;
import io.github.saascore.postgres.RunInfo;
import io.github.saascore.postgres.Session;
import io.github.saascore.postgres.SessionOptions;
import io.github.saascore.postgres.StoreSql;
import io.github.saascore.postgres.Unit;
import io.github.saascore.revision.Problem;
import io.github.saascore.revision.Target;
import io.github.saascore.script.Placeholders;
import io.github.saascore.testing.TestDatabase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A migration directory and a database, driven through the use cases as the goals drive them. */
public final class Scenario {
  private static final String[] HEADS = {"heads"};
  private static final Pattern IN_HINT = Pattern.compile("mvn saascore:\\w+( -D[^\\s)]+)*");
  private static final Pattern COMMAND =
      Pattern.compile(
          "mvn saascore:(?<goal>\\w+)( -Dsaascore.target=(?<targets>\\S+))?"
              + "( -Dsaascore.resolve=(?<resolve>\\S+))?(?<purge> -Dsaascore.purge)?");

  private final Path directory;
  private final String url;
  private final List<Event> events = new CopyOnWriteArrayList<>();
  private Consumer<Event> listener = event -> {};
  private SessionOptions options = SessionOptions.defaults();
  private boolean far;
  private boolean keep;
  private Optional<Backup.Options> backup = Optional.empty();
  private Optional<Resolve> resolve = Optional.empty();
  private JavaBodies javaBodies = (name, where) -> connection -> {};

  /** Makes a scenario of an empty directory and a database. */
  public Scenario(Path directory, TestDatabase database) {
    this(directory, database.url());
  }

  Scenario(Path directory, String url) {
    this.directory = directory;
    this.url = url;
  }

  /** Writes a migration; the parents are separated by commas, none is a root. */
  public Scenario revision(String id, String parents, String upgrade, String downgrade) {
    return file(
        id + "_x.sql",
        """
        -- revision: %s
        -- down_revision: %s
        -- message: makes %1$s

        -- saascore:upgrade
        %s

        -- saascore:downgrade
        %s
        """
            .formatted(id, parents, upgrade, downgrade));
  }

  /** Writes any file below the directory. */
  public Scenario file(String name, String text) {
    try {
      Path path = directory.resolve(name);
      Files.createDirectories(path.getParent());
      Files.writeString(path, text);
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Deletes the file of a revision. */
  public Scenario delete(String id) {
    try {
      Files.deleteIfExists(directory.resolve(id + "_x.sql"));
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Says what to do with a revision that was left in the middle; an empty text says nothing. */
  Scenario resolve(String text) {
    resolve = text.isEmpty() ? Optional.empty() : Optional.of(Resolve.parse(text));
    return this;
  }

  /** Lets several revisions share a message; elsewhere a busy machine must not decide that. */
  Scenario overASlowNetwork() {
    far = true;
    return this;
  }

  Scenario with(SessionOptions newOptions) {
    options = newOptions;
    return this;
  }

  Scenario with(JavaBodies bodies) {
    javaBodies = bodies;
    return this;
  }

  /** Reads the files. */
  public Sources sources() {
    return Sources.open(directory, directory, Placeholders.none());
  }

  /** Returns what was told so far. */
  public List<Event> events() {
    return events;
  }

  /** Upgrades, skipping what exists. */
  public Upgrade.Result upgrade(String... targets) {
    return upgrade(Existing.SKIP, TransactionMode.REVISION, targets);
  }

  Upgrade.Result upgrade(Existing existing, TransactionMode mode, String... targets) {
    List<Target> where =
        List.of(targets.length == 0 ? new String[] {"heads"} : targets).stream()
            .map(Target::parse)
            .toList();
    return in(
        db -> {
          Guard guard = guard(db, new Confirmation(Optional.of(db.session().facts().database())));
          Upgrade.Options how = new Upgrade.Options(where, existing, mode, resolve, guard);
          return new Upgrade(db, sources(), how).run();
        });
  }

  /** Upgrades with a word for losing data, or with none. */
  public Upgrade.Result upgrade(Confirmation word) {
    return in(
        db -> {
          Upgrade.Options how =
              new Upgrade.Options(
                  List.of(Target.parse("heads")),
                  Existing.SKIP,
                  TransactionMode.REVISION,
                  resolve,
                  guard(db, word));
          return new Upgrade(db, sources(), how).run();
        });
  }

  /** Keeps in the trash what is dropped from now on. */
  public Scenario keepingTrash() {
    keep = true;
    return this;
  }

  /** Makes backups from now on. */
  public Scenario backingUp(Backup.Options how) {
    backup = Optional.of(how);
    return this;
  }

  /** Returns what stands between plans and their run. */
  public Safeguard guard(Database db, Confirmation word) {
    return new Safeguard(
        db,
        new Safeguard.Options(
            word, "the test server", false, keep, backup.map(how -> new Backup(db, how))));
  }

  /** Downgrades, with the word that data may be lost. */
  public Downgrade.Result downgrade(String target) {
    return downgrade(target, Optional.of(in(db -> db.session().facts().database())));
  }

  Downgrade.Result downgrade(String target, Optional<String> confirm) {
    return downgrade(target, new Confirmation(confirm));
  }

  /** Downgrades with a word for losing data, or with none. */
  public Downgrade.Result downgrade(String target, Confirmation word) {
    return in(
        db -> {
          Downgrade.Options how =
              new Downgrade.Options(
                  Target.parse(target), TransactionMode.REVISION, guard(db, word), resolve);
          return new Downgrade(db, sources(), how).run();
        });
  }

  Stamp.Result stamp(boolean purge, String... targets) {
    List<Target> where = List.of(targets).stream().map(Target::parse).toList();
    return in(db -> new Stamp(db, sources(), where, purge).run());
  }

  /**
   * Runs what a hint offers as a command, as the goal would, with the word that data may be lost.
   */
  void paste(String command) {
    Matcher typed = COMMAND.matcher(command);
    if (!typed.matches()) {
      throw new IllegalArgumentException("no command: " + command);
    }
    Optional<Resolve> before = resolve;
    resolve = Optional.ofNullable(typed.group("resolve")).map(Resolve::parse);
    String[] targets =
        Optional.ofNullable(typed.group("targets")).map(text -> text.split(",")).orElse(HEADS);
    switch (typed.group("goal")) {
      case "upgrade" -> upgrade(targets);
      case "downgrade" -> downgrade(String.join(",", targets));
      case "stamp" -> stamp(typed.group("purge") != null, targets);
      case "repair" -> repair();
      default -> throw new IllegalArgumentException("cannot run " + command);
    }
    resolve = before;
  }

  /** Returns the commands of ours in a hint, in order. */
  static List<String> commands(Problem problem) {
    return IN_HINT.matcher(problem.hint().orElse("")).results().map(MatchResult::group).toList();
  }

  Repair.Result repair() {
    Sources sources = sources();
    return in(
        db -> {
          Repair repair = new Repair(db, sources);
          return repair.run(repair.plan());
        });
  }

  Listing listing() {
    Sources sources = sources();
    return in(db -> Listing.of(sources, db.state(sources)));
  }

  /** Refuses where the database is not at all heads. */
  void requireAtHeads() {
    Sources sources = sources();
    in(
        db -> {
          Listing.of(sources, db.state(sources)).requireAtHeads(db);
          return true;
        });
  }

  /** Returns the applied revisions as the table has them. */
  public List<String> applied() {
    Sources sources = sources();
    return in(db -> db.state(sources).rows().keySet().stream().map(Object::toString).toList());
  }

  /** Runs something on a connection of its own. */
  public <T> T in(Function<Database, T> work) {
    DatabaseChoice.Server server =
        (DatabaseChoice.Server)
            ConnectionResolver.resolve(
                    new ConnectionSources(
                        Optional.of(url),
                        Optional.empty(),
                        List.of(),
                        Map.of(),
                        directory,
                        "nobody",
                        false))
                .choice();
    try (Session session =
        Session.over(
            Connections.open(server.settings(), "saascore:test"),
            far ? options : options.withLongTrip(Duration.ofDays(1)),
            () -> Connections.open(server.settings(), "saascore:test"))) {
      StoreSql store =
          new StoreSql(Optional.of(session.facts().schema()), RunInfo.of("tester@here", "0-test"));
      return work.apply(new Database(session, store, javaBodies, this::tell));
    }
  }

  private void tell(Event event) {
    events.add(event);
    listener.accept(event);
  }

  /** Does something when an event is told, in the middle of the run. */
  public Scenario when(Consumer<Event> newListener) {
    listener = newListener;
    return this;
  }

  /** Returns Java bodies that all run this code. */
  static JavaBodies running(Unit.Code code) {
    return (name, where) -> code;
  }
}
