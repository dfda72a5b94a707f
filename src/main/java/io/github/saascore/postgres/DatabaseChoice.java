package io.github.saascore.postgres;

import io.github.saascore.revision.Code;
import io.github.saascore.revision.Problem;
import io.github.saascore.revision.SaascoreException;
import java.util.Optional;
import java.util.regex.Pattern;

/** Which kind of database a run works on. */
public sealed interface DatabaseChoice {

  /** A server that is running already. */
  record Server(ConnectionSettings settings) implements DatabaseChoice {}

  /** A server that the build starts from binaries; the newest one unless a version is given. */
  record Embedded(Optional<String> version) implements DatabaseChoice {
    private static final Pattern VERSION = Pattern.compile("\\d{1,3}(\\.\\d{1,3}){0,2}");

    private static Embedded parse(String version) {
      if (!VERSION.matcher(version).matches()) {
        throw Problem.of(Code.BAD_URL, "the embedded server has no such version")
            .hint("write embedded:17 or embedded:17.5, or embedded alone for the newest")
            .asException();
      }
      return new Embedded(Optional.of(version));
    }
  }

  /** A server in a container of this image. */
  record Docker(String image) implements DatabaseChoice {
    private static final Pattern IMAGE = Pattern.compile("[a-z0-9][A-Za-z0-9._/:@-]*");

    private static Docker parse(String image) {
      if (!IMAGE.matcher(image).matches()) {
        throw Problem.of(Code.BAD_URL, "docker: needs the name of an image")
            .hint("write docker:postgres:17")
            .asException();
      }
      return new Docker(image);
    }
  }

  /**
   * Returns the choice for {@code embedded}, {@code embedded:17} and {@code docker:postgres:17};
   * nothing for every other text, which then has to be a URL.
   *
   * @throws SaascoreException BAD_URL for a wrong version or image
   */
  static Optional<DatabaseChoice> parseLocal(String text) {
    String url = text.strip();
    if (url.equals("embedded")) {
      return Optional.of(new Embedded(Optional.empty()));
    }
    if (url.startsWith("embedded:")) {
      return Optional.of(Embedded.parse(url.substring("embedded:".length())));
    }
    if (url.equals("docker") || url.startsWith("docker:")) {
      return Optional.of(Docker.parse(url.substring("docker".length()).replaceFirst("^:", "")));
    }
    return Optional.empty();
  }
}
