package io.github.saascore.postgres.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlatformTest {

  @ParameterizedTest
  @CsvSource({
    "Linux,      amd64,   false, linux-amd64",
    "Linux,      amd64,   true,  linux-amd64-alpine",
    "Linux,      aarch64, false, linux-arm64v8",
    "Linux,      aarch64, true,  linux-arm64v8-alpine",
    "Linux,      arm,     false, linux-arm32v7",
    "Linux,      arm,     true,  linux-arm32v6-alpine",
    "Linux,      i386,    false, linux-i386",
    "Linux,      ppc64le, false, linux-ppc64le",
    "Mac OS X,   x86_64,  false, darwin-amd64",
    "Mac OS X,   aarch64, false, darwin-arm64v8",
    "Windows 11, amd64,   false, windows-amd64",
    "Windows 11, aarch64, false, windows-amd64",
  })
  void namesTheArtifact(String os, String arch, boolean musl, String classifier) {
    assertThat(Platform.of(os, arch, musl)).hasToString(classifier);
  }

  @ParameterizedTest
  @CsvSource({"Linux, s390x", "Linux, riscv64", "Windows 10, x86", "SunOS, sparcv9"})
  void refusesMachinesWithoutBinaries(String os, String arch) {
    assertThatThrownBy(() -> Platform.of(os, arch, false))
        .hasMessage(
            """
            SC-EMBEDDED-SERVER: there is no embedded PostgreSQL for '%s' on '%s'
              hint: name another server with -Dsaascore.url=jdbc:postgresql://…"""
                .formatted(os, arch));
  }

  @Test
  void knowsThisMachine() {
    assertThat(Platform.current().classifier()).isNotBlank();
  }
}
