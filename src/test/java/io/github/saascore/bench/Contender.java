package io.github.saascore.bench;

import io.github.saascore.bench.RevisionSet.Migration;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A tool that is measured: how its project looks, and what is typed for a piece of work. */
interface Contender {

  /** What is measured. */
  enum Work {
    FIRST("first upgrade"),
    NOTHING("nothing to do"),
    PENDING("one pending"),
    HISTORY("history"),
    DROP("drop everything");

    private final String words;

    Work(String words) {
      this.words = words;
    }

    String words() {
      return words;
    }
  }

  /** Returns what tables call the tool. */
  String name();

  /** Writes what a project needs beside its migrations. */
  void prepare(Path project);

  /** Adds migrations to a project, replacing the script of those that the next run applies. */
  void write(Path project, List<Migration> migrations);

  /** Returns the command for a piece of work; empty where the tool has no such thing. */
  Optional<List<String>> command(Work work, Place place);

  /** Returns a Maven command that works offline and prints only what it must. */
  static List<String> maven(Work work, String goal, List<String> properties) {
    List<String> command = new ArrayList<>(List.of("mvn", "-B", "-o"));
    if (work != Work.HISTORY) {
      command.add("-q");
    }
    command.add(goal);
    properties.forEach(property -> command.add("-D" + property));
    return command;
  }

  /** Returns all tools to measure, the plugin first and the empty goal second. */
  static List<Contender> of(BenchmarkOptions options) {
    OwnPlugin own = new OwnPlugin(options.version());
    List<Contender> all = new ArrayList<>(List.of(own, new EmptyGoal(own)));
    if (options.peers().contains("psql") && Psql.isThere()) {
      all.add(new Psql());
    }
    if (options.peers().contains("flyway")) {
      all.add(new FlywayPlugin());
    }
    if (options.peers().contains("liquibase")) {
      all.add(new LiquibasePlugin());
    }
    return all;
  }
}
