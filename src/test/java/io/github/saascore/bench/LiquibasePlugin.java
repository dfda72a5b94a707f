package io.github.saascore.bench;

import io.github.saascore.bench.RevisionSet.Migration;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Liquibase's Maven plugin, of the last line under an open licence. */
record LiquibasePlugin() implements Contender {
  static final String NAME = "Liquibase";
  private static final String VERSION = System.getProperty("bench.liquibase", "4.33.0");

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
          <groupId>org.liquibase</groupId>
          <artifactId>liquibase-maven-plugin</artifactId>
          <version>%s</version>
          <dependencies>
            <dependency>
              <groupId>org.postgresql</groupId>
              <artifactId>postgresql</artifactId>
              <version>42.7.14</version>
            </dependency>
          </dependencies>
        </plugin>
        """
            .formatted(VERSION));
    ProjectFiles.write(
        project.resolve("changelog.xml"),
        """
        <databaseChangeLog xmlns="http://www.liquibase.org/xml/ns/dbchangelog"
            xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
            xsi:schemaLocation="http://www.liquibase.org/xml/ns/dbchangelog
              http://www.liquibase.org/xml/ns/dbchangelog/dbchangelog-latest.xsd">
          <includeAll path="migrations" relativeToChangelogFile="true"/>
        </databaseChangeLog>
        """);
  }

  @Override
  public void write(Path project, List<Migration> migrations) {
    for (Migration migration : migrations) {
      ProjectFiles.write(
          project.resolve("migrations/" + migration.id() + ".sql"),
          "--liquibase formatted sql\n--changeset bench:" + migration.id() + "\n" + migration.up());
    }
  }

  @Override
  public Optional<List<String>> command(Work work, Place place) {
    String goal =
        switch (work) {
          case FIRST, NOTHING, PENDING -> "liquibase:update";
          case HISTORY -> "liquibase:status";
          case DROP -> "liquibase:dropAll";
        };
    return Optional.of(
        Contender.maven(
            work,
            goal,
            List.of(
                "liquibase.url=" + place.jdbcUrl(),
                "liquibase.username=" + place.user(),
                "liquibase.password=" + place.password(),
                "liquibase.changeLogFile=changelog.xml",
                "liquibase.searchPath=.",
                "liquibase.promptOnNonLocalDatabase=false",
                "liquibase.analytics.enabled=false",
                "liquibase.showBanner=false")));
  }
}
