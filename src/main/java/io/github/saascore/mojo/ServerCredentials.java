package io.github.saascore.mojo;

import io.github.saascore.postgres.Credentials;
import io.github.saascore.revision.Code;
import io.github.saascore.revision.Problem;
import java.util.List;
import java.util.Optional;
import org.apache.maven.settings.Server;
import org.apache.maven.settings.building.SettingsProblem;
import org.apache.maven.settings.crypto.DefaultSettingsDecryptionRequest;
import org.apache.maven.settings.crypto.SettingsDecryptionResult;

/** Reads user names and passwords from settings.xml, decrypted. */
final class ServerCredentials {
  private final MavenContext maven;

  ServerCredentials(MavenContext maven) {
    this.maven = maven;
  }

  /**
   * Returns the credentials of a server.
   *
   * @throws io.github.saascore.revision.SaascoreException BAD_CREDENTIALS when the server is not
   *     there or its password cannot be decrypted
   */
  Credentials of(String id) {
    List<Server> servers = maven.session().getSettings().getServers();
    Server server =
        servers.stream()
            .filter(one -> one.getId().equals(id))
            .findFirst()
            .orElseThrow(
                () -> Credentials.serverMissing(id, servers.stream().map(Server::getId).toList()));
    SettingsDecryptionResult result =
        maven.decrypter().decrypt(new DefaultSettingsDecryptionRequest(server));
    failure(result).ifPresent(problem -> refuse(id, problem));
    return Credentials.of(
        result.getServer().getUsername(),
        result.getServer().getPassword(),
        "server '" + id + "' in settings.xml");
  }

  /** Plain passwords pass through with a warning at most; worse means it could not be decrypted. */
  private static Optional<SettingsProblem> failure(SettingsDecryptionResult result) {
    return result.getProblems().stream()
        .filter(problem -> problem.getSeverity() != SettingsProblem.Severity.WARNING)
        .findFirst();
  }

  private static void refuse(String id, SettingsProblem problem) {
    throw Problem.of(
            Code.BAD_CREDENTIALS,
            "the password of server '%s' in settings.xml cannot be decrypted".formatted(id))
        .at("-Dsaascore.server")
        .because(problem.getMessage())
        .hint(
            "check ~/.m2/settings-security.xml, or encrypt again: mvn --encrypt-master-password,"
                + " then mvn --encrypt-password")
        .asException();
  }
}
