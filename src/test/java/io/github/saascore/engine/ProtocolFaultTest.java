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
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The connection breaks at every message of an upgrade, one after the other. */
@ExtendWith(PostgresExtension.class)
class ProtocolFaultTest {
  @TempDir static Path directory;

  private static TestDatabase db;
  private static FaultStory story;

  /** Shared: each crash starts from nothing again. */
  @BeforeAll
  static void learn(TestDatabase database) {
    db = database;
    story = new FaultStory(directory, db);
  }

  private static List<ProtocolMessage> record(Side side, char type) throws Exception {
    story.empty();
    try (FaultProxy proxy = new FaultProxy(db, Trigger.NEVER, Fault.RESET)) {
      new Scenario(directory, proxy.url(db.url())).upgrade();
      assertThat(story.state()).isEqualTo(story.whole());
      return proxy.seen(side, type);
    }
  }

  @Tag("long")
  @Test
  void beforeEachRequestReachesTheServer() throws Exception {
    for (ProtocolMessage request : record(Side.REQUEST, 'Q')) {
      breaks(Trigger.before(request), Fault.RESET, request);
    }
  }

  @Tag("long")
  @Test
  void inTheMiddleOfEachRequest() throws Exception {
    for (ProtocolMessage request : record(Side.REQUEST, 'Q')) {
      breaks(Trigger.within(request), Fault.CLOSE, request);
    }
  }

  @Test
  void beforeEachAnswerReachesTheBuild() throws Exception {
    for (ProtocolMessage ready : record(Side.ANSWER, 'Z')) {
      breaks(Trigger.before(ready), Fault.RESET, ready);
    }
  }

  @Tag("long")
  @Test
  void beforeEachAnswerOfADowngradeReachesTheBuild() throws Exception {
    List<ProtocolMessage> answers;
    story.full();
    try (FaultProxy proxy = new FaultProxy(db, Trigger.NEVER, Fault.RESET)) {
      downgrade(proxy);
      answers = proxy.seen(Side.ANSWER, 'Z');
    }
    List<String> states = story.down();
    for (ProtocolMessage ready : answers) {
      story.full();
      try (FaultProxy proxy = new FaultProxy(db, Trigger.before(ready), Fault.RESET);
          FaultRun run = new FaultRun(() -> downgrade(proxy))) {
        run.lost();
      }
      FaultRun.awaitNoBuilds(db);
      assertThat(FaultStory.isWhole(story.state(), states)).as("%s", ready).isTrue();
      story.scenario().downgrade("base");
      assertThat(story.state()).as("%s", ready).isEqualTo(states.get(states.size() - 1));
    }
  }

  private static Downgrade.Result downgrade(FaultProxy proxy) {
    return new Scenario(directory, proxy.url(db.url())).downgrade("base", Optional.of(db.name()));
  }

  @Test
  void beforeEachPieceOfCopiedData() throws Exception {
    for (ProtocolMessage data : record(Side.REQUEST, 'd')) {
      breaks(Trigger.before(data), Fault.CLOSE, data);
    }
    for (ProtocolMessage end : record(Side.REQUEST, 'c')) {
      breaks(Trigger.before(end), Fault.RESET, end);
    }
  }

  private static void breaks(Trigger trigger, Fault fault, ProtocolMessage where) throws Exception {
    story.empty();
    try (FaultProxy proxy = new FaultProxy(db, trigger, fault);
        FaultRun run = new FaultRun(() -> new Scenario(directory, proxy.url(db.url())).upgrade())) {
      run.lost();
      assertThat(proxy.hasStruck()).as("%s", where).isTrue();
    }
    FaultRun.awaitNoBuilds(db);
    assertThat(FaultStory.isWhole(story.state(), story.up())).as("%s", where).isTrue();
    story.scenario().upgrade();
    assertThat(story.state()).as("%s", where).isEqualTo(story.whole());
  }
}
