package io.github.saascore.engine.care;

import io.github.saascore.engine.Database;
import io.github.saascore.postgres.BuildLock;
import io.github.saascore.postgres.Existing;
import io.github.saascore.postgres.Runner;
import io.github.saascore.postgres.TrashScript;
import io.github.saascore.revision.Code;
import io.github.saascore.revision.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Brings something back from the trash. */
public final class Restore {
  private final Database database;

  /** Makes the use case. */
  public Restore(Database database) {
    this.database = database;
  }

  /**
   * What was restored.
   *
   * @param item the thing
   * @param left what of it could not be restored, one line each
   */
  public record Result(TrashItem item, List<String> left) {}

  /**
   * Restores one thing, in a transaction.
   *
   * @param typed its name in the trash, or the table or {@code table.column} that it was
   * @throws io.github.saascore.revision.SaascoreException TRASH when there is no such thing, more
   *     than one, or its name is taken
   */
  public Result restore(String typed) {
    database.requireWritable();
    try (BuildLock lock = database.lock()) {
      lock.acquire(database::waiting);
      TrashItem item = find(typed);
      Runner runner = database.runner(lock, Existing.FAIL);
      List<String> left = new ArrayList<>();
      database.session().onNotice(left::add);
      runner.ours("restore of " + item.was(), TrashScript.restoring(item.oid()) + log(item));
      return new Result(item, List.copyOf(left));
    }
  }

  private String log(TrashItem item) {
    return database.session().facts().storeExists()
        ? database.store().event("restore", item.name(), 0)
        : "";
  }

  private TrashItem find(String typed) {
    List<TrashItem> all = TrashItem.all(database.session());
    List<TrashItem> called = all.stream().filter(item -> item.isCalled(typed)).toList();
    if (called.size() == 1) {
      return called.get(0);
    }
    String summary =
        called.isEmpty()
            ? "there is no '%s' in the trash".formatted(typed)
            : "'%s' is in the trash %d times".formatted(typed, called.size());
    List<TrashItem> shown = called.isEmpty() ? all : called;
    throw Problem.of(Code.TRASH, summary)
        .because(
            shown.isEmpty()
                ? "the trash is empty"
                : shown.stream()
                    .map(
                        item ->
                            "%s: %s, dropped by revision %s"
                                .formatted(item.name(), item.was(), item.revision()))
                    .collect(Collectors.joining("\n")))
        .hint("mvn saascore:restore lists all; name one: mvn saascore:restore -Dsaascore.name=...")
        .asException();
  }
}
