package io.github.saascore.bench;

import io.github.saascore.bench.RevisionSet.Migration;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Flyway's Maven plugin, its free edition. */
record FlywayPlugin() implements Contender {
  static final String NAME = "Flyway";
  private static final String VERSION = System.getProperty("bench.flyway", "13.6.0");

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public void prepare(Path project) {
    // The version of jackson-dataformat-toml that 13.6.0 asks for is not in every repository.
    ProjectFiles.pom(
        project,
        """
        <plugin>
          <groupId>org.flywaydb</groupId>
          <artifactId>flyway-maven-plugin</artifactId>
          <version>%1$s</version>
          <dependencies>
            <dependency>
              <groupId>org.flywaydb</groupId>
              <artifactId>flyway-database-postgresql</artifactId>
              <version>%1$s</version>
            </dependency>
            <dependency>
              <groupId>tools.jackson.dataformat</groupId>
              <artifactId>jackson-dataformat-toml</artifactId>
              <version>3.1.5</version>
            </dependency>
            <dependency>
              <groupId>org.postgresql</groupId>
              <artifactId>postgresql</artifactId>
              <version>42.7.14</version>
            </dependency>
          </dependencies>
        </plugin>
        """
            .formatted(VERSION));
  }

  @Override
  public void write(Path project, List<Migration> migrations) {
    for (Migration migration : migrations) {
      ProjectFiles.write(
          project.resolve("migrations/V%06d__change.sql".formatted(migration.number())),
          migration.up());
    }
  }

  @Override
  public Optional<List<String>> command(Work work, Place place) {
    String goal =
        switch (work) {
          case FIRST, NOTHING, PENDING -> "flyway:migrate";
          case HISTORY -> "flyway:info";
          case DROP -> "flyway:clean";
        };
    return Optional.of(
        Contender.maven(
            work,
            goal,
            List.of(
                "flyway.url=" + place.jdbcUrl(),
                "flyway.user=" + place.user(),
                "flyway.password=" + place.password(),
                "flyway.locations=filesystem:migrations",
                "flyway.cleanDisabled=false")));
  }
}
