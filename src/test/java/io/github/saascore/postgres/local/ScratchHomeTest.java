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
  @TempDir Path directory;

  @Test
  void oneRunAtATimeHasADirectoryAndTheNextOneFindsItAgain() throws IOException {
    int major = major(1);
    Path first;
    Path second;
    try (ScratchHome one = ScratchHome.claim(directory, major);
        ScratchHome two = ScratchHome.claim(directory, major)) {
      first = one.directory();
      second = two.directory();
      Files.writeString(first.resolve("kept"), "");
    }
    try (ScratchHome again = ScratchHome.claim(directory, major)) {
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
    try (ScratchHome claimed = ScratchHome.claim(directory, major(2))) {
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

  /** No server has it, so that no other test or run claims its directories. */
  private static int major(int test) {
    return Math.toIntExact(ProcessHandle.current().pid() * 10 + test);
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
