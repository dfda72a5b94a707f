package io.github.saascore.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.saascore.testing.FaultProxy;
import io.github.saascore.testing.FaultProxy.Fault;
import io.github.saascore.testing.FaultProxy.Trigger;
import io.github.saascore.testing.PostgresExtension;
import io.github.saascore.testing.ProtocolMessage;
import io.github.saascore.testing.ProtocolMessage.Side;
import io.github.saascore.testing.TestDatabase;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * Runs crash at random bytes of what they say and hear, and the next run goes on.
 *
 * <p>{@code -Dsaascore.test.crashes=200} makes the long run of it, {@code -Dsaascore.test.seed}
 * repeats one.
 */
@ExtendWith(PostgresExtension.class)
class RandomCrashTest {
  private static final int CRASHES = Integer.getInteger("saascore.test.crashes", 15);

  @TempDir Path directory;

  private TestDatabase db;
  private FaultStory story;
  private final Map<Verb, Map<Side, Long>> lengths = new EnumMap<>(Verb.class);

  private enum Verb {
    UPGRADE,
    DOWNGRADE,
    DROP
  }

  private enum Crash {
    RESET(Fault.RESET),
    CLOSE(Fault.CLOSE),
    FROZEN_THEN_RESET(Fault.FREEZE),
    SESSION_TERMINATED(Fault.FREEZE);

    private final Fault fault;

    Crash(Fault fault) {
      this.fault = fault;
    }
  }

  private record Point(Verb verb, Crash crash, Side side, long offset) {}

  @BeforeEach
  void learn(TestDatabase database) throws Exception {
    db = database;
    story = new FaultStory(directory, db);
    for (Verb verb : Verb.values()) {
      prepare(verb);
      try (FaultProxy proxy = new FaultProxy(db, Trigger.NEVER, Fault.RESET)) {
        run(verb, new Scenario(directory, proxy.url(db.url())));
        Map<Side, Long> bytes = new EnumMap<>(Side.class);
        for (ProtocolMessage message : proxy.seen()) {
          bytes.merge(message.side(), (long) message.length(), Long::sum);
        }
        lengths.put(verb, bytes);
      }
    }
  }

  @Test
  void theNextRunRecovers() throws Exception {
    long seed = Long.getLong("saascore.test.seed", ThreadLocalRandom.current().nextInt(1_000_000));
    String again =
        "-Dtest=RandomCrashTest -Dsaascore.test.crashes=%d -Dsaascore.test.seed=%d"
            .formatted(CRASHES, seed);
    System.out.println("random crash points: " + again);
    Random random = new Random(seed);
    for (int i = 0; i < CRASHES; i++) {
      Point point = point(random);
      try {
        crash(point);
      } catch (AssertionError e) {
        throw new AssertionError("crash %d: %s; again with %s".formatted(i, point, again), e);
      }
    }
  }

  private Point point(Random random) {
    Verb verb = any(List.of(Verb.values()), random);
    Side side = any(List.of(Side.values()), random);
    return new Point(
        verb,
        any(List.of(Crash.values()), random),
        side,
        (long) (random.nextDouble() * lengths.get(verb).get(side)));
  }

  private static <T> T any(List<T> choices, Random random) {
    return choices.get(random.nextInt(choices.size()));
  }

  private void crash(Point point) throws Exception {
    prepare(point.verb());
    try (FaultProxy proxy =
            new FaultProxy(db, Trigger.at(point.side(), point.offset()), point.crash().fault);
        FaultRun run =
            new FaultRun(() -> run(point.verb(), new Scenario(directory, proxy.url(db.url()))))) {
      proxy.awaitStrike(run.future());
      if (point.crash() == Crash.SESSION_TERMINATED) {
        endSessions();
        proxy.resume();
      } else if (point.crash() == Crash.FROZEN_THEN_RESET) {
        proxy.reset();
      }
      run.lost();
    }
    FaultRun.awaitNoBuilds(db);
    checkWhole(point.verb());
    run(point.verb(), story.scenario());
    assertThat(story.state()).isEqualTo(end(point.verb()));
  }

  private void endSessions() {
    db.list(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database()"
            + " AND usename = current_user AND pid <> pg_backend_pid()");
  }

  private void prepare(Verb verb) {
    if (verb == Verb.UPGRADE) {
      story.empty();
    } else {
      story.full();
    }
  }

  private Object run(Verb verb, Scenario scenario) {
    return switch (verb) {
      case UPGRADE -> scenario.upgrade();
      case DOWNGRADE -> scenario.downgrade("base", Optional.of(db.name()));
      case DROP -> story.drop(scenario);
    };
  }

  /** A drop has as many states as it has transactions: only its end is known. */
  private void checkWhole(Verb verb) {
    if (verb != Verb.DROP) {
      List<String> states = verb == Verb.UPGRADE ? story.up() : story.down();
      String state = story.state();
      assertThat(FaultStory.isWhole(state, states)).as(state).isTrue();
    }
  }

  private String end(Verb verb) {
    return switch (verb) {
      case UPGRADE -> story.whole();
      case DOWNGRADE -> story.down().get(story.down().size() - 1);
      case DROP -> story.dropped();
    };
  }
}
