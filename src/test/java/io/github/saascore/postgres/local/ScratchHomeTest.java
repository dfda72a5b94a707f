package io.github.saascore.postgres.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

final class ScratchHomeTest {
  /** No server has it, so that nobody else claims its directories. */
  private static final int MAJOR = 9999;

  @TempDir Path directory;

  @Test
  void oneRunAtATimeHasADirectoryAndTheNextOneFindsItAgain() throws IOException {
    Path first;
    Path second;
    try (ScratchHome one = ScratchHome.claim(directory, MAJOR);
        ScratchHome two = ScratchHome.claim(directory, MAJOR)) {
      first = one.directory();
      second = two.directory();
      Files.writeString(first.resolve("kept"), "");
    }
    try (ScratchHome again = ScratchHome.claim(directory, MAJOR)) {
      assertThat(second).isNotEqualTo(first).hasParent(first.getParent());
      assertThat(again.directory()).isEqualTo(first).isDirectoryContaining("glob:**/kept");
    } finally {
      delete(first);
      delete(second);
    }
  }

  @Test
  void itIsInMemoryWhereThereIsEnough() throws IOException {
    Optional<Path> memory = MemoryDirectory.ofThisUser();
    Path home;
    try (ScratchHome claimed = ScratchHome.claim(directory, MAJOR)) {
      home = claimed.directory();
    }
    try {
      assertThat(home).hasParentRaw(memory.orElse(directory.toRealPath()));
    } finally {
      delete(home);
    }
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void aDirectoryThatOthersMayWriteToIsNotUsed() throws IOException {
    Path open = PrivateDirectory.in(directory);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(open)))
        .isIn("rwx------", "rwxr-xr-x");

    Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxrwxrwx"));

    assertThatThrownBy(() -> PrivateDirectory.in(directory))
        .isInstanceOf(IOException.class)
        .hasMessage(open + " can be written by others");
  }

  private static void delete(Path home) throws IOException {
    try (Stream<Path> all = Files.walk(home)) {
      List<Path> inside = all.sorted(Comparator.reverseOrder()).toList();
      for (Path each : inside) {
        Files.delete(each);
      }
    }
  }
}
