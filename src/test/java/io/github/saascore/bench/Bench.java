package io.github.saascore.bench;

import io.github.saascore.testing.Relay;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** What the parts of the benchmark share: the server, the projects, and how one run is made. */
final class Bench implements AutoCloseable {
  private final BenchmarkOptions options;
  private final BenchmarkServer server;
  private final List<Contender> contenders;
  private final Results results = new Results();
  private final Map<String, Relay> relays = new HashMap<>();

  Bench(BenchmarkOptions options) {
    this.options = options;
    this.server = BenchmarkServer.start(options.directory());
    this.contenders = Contender.of(options);
  }

  BenchmarkOptions options() {
    return options;
  }

  BenchmarkServer server() {
    return server;
  }

  Results results() {
    return results;
  }

  List<Contender> contenders() {
    return contenders;
  }

  /** Returns the tools in turn: backwards in every second round. */
  List<Contender> contenders(int round) {
    List<Contender> all = new ArrayList<>(contenders);
    if (round % 2 == 1) {
      Collections.reverse(all);
    }
    return all;
  }

  /**
   * Returns the tools in turn, without those that are slow once they had their rounds.
   *
   * @param slow the tools to which the piece of work takes so long that fewer rounds must do
   */
  List<Contender> contenders(int round, Predicate<Contender> slow) {
    return contenders(round).stream()
        .filter(one -> round < options.longPairs() || !slow.test(one))
        .toList();
  }

  /** Makes an empty project for a tool. */
  Path project(String name, Contender contender) {
    Path project = options.directory().resolve("projects").resolve(name + "-" + contender.name());
    Trees.delete(project);
    contender.prepare(project);
    return project;
  }

  /** Returns a relay with this delay each way. */
  Relay relay(Duration oneWay) {
    return relays.computeIfAbsent(
        oneWay.toString(), key -> Relay.to(server.host(), server.port(), oneWay));
  }

  /** Runs a piece of work and notes what it cost; nothing where the tool has no such thing. */
  Optional<Figures> measure(
      String words, int set, Contender contender, Contender.Work work, Path project, Place place) {
    Optional<Figures> figures =
        contender.command(work, place).map(command -> run(contender.name(), project, command));
    figures.ifPresent(found -> results.add(words, set, contender.name(), found));
    return figures;
  }

  /** Runs a piece of work by way of a relay and notes what it cost, round trips included. */
  void measureTrips(
      String words,
      int set,
      Contender contender,
      Contender.Work work,
      Path project,
      Place place,
      Duration oneWay) {
    Relay relay = relay(oneWay);
    Optional<List<String>> command = contender.command(work, place.by(relay));
    if (command.isPresent()) {
      relay.takeTrips();
      Figures figures = run(contender.name(), project, command.get());
      results.add(words, set, contender.name(), figures.withTrips(relay.takeTrips()));
    }
  }

  /** Runs a command and says what it printed when it failed. */
  Figures run(String name, Path project, List<String> command) {
    server.settle();
    MeasuredProcess process = new MeasuredProcess(project, Map.of("LC_ALL", "C.UTF-8"));
    Figures figures = process.run(command);
    if (figures.failed()) {
      System.out.println(name + " failed: " + String.join(" ", command));
      process.output().lines().limit(12).forEach(line -> System.out.println("  | " + line));
    }
    return figures;
  }

  @Override
  public void close() {
    relays.values().forEach(Relay::close);
    server.close();
  }
}
