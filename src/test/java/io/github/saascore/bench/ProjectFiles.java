package io.github.saascore.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes the files of projects. */
final class ProjectFiles {
  private ProjectFiles() {}

  /** Writes a file and the directories above it. */
  static void write(Path file, String text) {
    try {
      Files.createDirectories(file.getParent());
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Writes a project that has nothing but one plugin. */
  static void pom(Path project, String plugin) {
    // Without a directory of its own Maven would take the settings of the project above.
    write(project.resolve(".mvn/maven.config"), "");
    write(
        project.resolve("pom.xml"),
        """
        <project xmlns="http://maven.apache.org/POM/4.0.0">
          <modelVersion>4.0.0</modelVersion>
          <groupId>bench</groupId>
          <artifactId>bench</artifactId>
          <version>1</version>
          <packaging>pom</packaging>
          <build>
            <plugins>
        %s
            </plugins>
          </build>
        </project>
        """
            .formatted(plugin.indent(6).stripTrailing()));
  }
}
