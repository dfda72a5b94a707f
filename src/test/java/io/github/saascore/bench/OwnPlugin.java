package io.github.saascore.bench;

import io.github.saascore.bench.RevisionSet.Migration;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * This plugin.
 *
 * @param version the version to measure, which must be installed
 */
record OwnPlugin(String version) implements Contender {
  static final String NAME = "saascore";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public void prepare(Path project) {
    ProjectFiles.pom(
        project,
        """
        <plugin>
          <groupId>io.github.saascore</groupId>
          <artifactId>saascore-maven-plugin</artifactId>
          <version>%s</version>
        </plugin>
        """
            .formatted(version));
  }

  @Override
  public void write(Path project, List<Migration> migrations) {
    for (Migration migration : migrations) {
      String parent = migration.number() == 1 ? "base" : new Migration(migration.number() - 1).id();
      file(project, migration.id(), parent, migration.up(), migration.down());
    }
  }

  /** Writes one migration file. */
  static void file(Path project, String id, String parent, String up, String down) {
    ProjectFiles.write(
        project.resolve("src/main/migrations/" + id + "_change.sql"),
        """
        -- revision: %s
        -- down_revision: %s
        -- message: change %s

        -- saascore:upgrade
        %s
        -- saascore:downgrade
        %s"""
            .formatted(id, parent, id, up, down));
  }

  @Override
  public Optional<List<String>> command(Work work, Place place) {
    List<String> properties =
        new ArrayList<>(
            List.of(
                "saascore.url=" + place.jdbcUrl(),
                "saascore.user=" + place.user(),
                "saascore.password=" + place.password()));
    if (work == Work.DROP) {
      properties.add("saascore.confirm=" + place.database());
    }
    String goal =
        switch (work) {
          case FIRST, NOTHING, PENDING -> "saascore:upgrade";
          case HISTORY -> "saascore:history";
          case DROP -> "saascore:drop-cascade";
        };
    return Optional.of(Contender.maven(work, goal, properties));
  }
}
