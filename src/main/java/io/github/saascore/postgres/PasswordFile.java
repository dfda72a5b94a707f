package io.github.saascore.postgres;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Looks a password up in libpq's password file.
 *
 * <p>The first line that fits wins; a field is {@code *} or the value with {@code \:} and {@code
 * \\} escaped. Source: PostgreSQL manual, 34.16.
 *
 * @param path the file, which need not exist
 */
record PasswordFile(Path path) {
  private static final Set<PosixFilePermission> OTHERS =
      EnumSet.range(PosixFilePermission.GROUP_READ, PosixFilePermission.OTHERS_EXECUTE);

  /** What a look-up found: a password with its line, or a warning why the file was not read. */
  record Found(Optional<Secret> password, String source, Optional<String> warning) {}

  /** Returns the password for a role in a database; the first host that has a line wins. */
  Found find(List<HostPort> hosts, String database, String user) {
    if (!Files.exists(path)) {
      return nothing(Optional.empty());
    }
    try {
      Optional<String> refused = refusal();
      if (refused.isPresent()) {
        return nothing(refused);
      }
      List<String> lines = Files.readAllLines(path, StandardCharsets.UTF_8);
      for (HostPort host : hosts) {
        List<String> wanted = List.of(host.host(), Integer.toString(host.port()), database, user);
        for (int i = 0; i < lines.size(); i++) {
          Optional<Secret> password = match(lines.get(i), wanted);
          if (password.isPresent()) {
            return new Found(password, "%s:%d".formatted(path, i + 1), Optional.empty());
          }
        }
      }
      return nothing(Optional.empty());
    } catch (IOException e) {
      // The exception's text may quote the file; its class says enough.
      return nothing(
          Optional.of(
              "the password file %s is not used, it cannot be read (%s)"
                  .formatted(path, e.getClass().getSimpleName())));
    }
  }

  private static Found nothing(Optional<String> warning) {
    return new Found(Optional.empty(), "", warning);
  }

  private Optional<String> refusal() throws IOException {
    if (!Files.isRegularFile(path)) {
      return Optional.of("the password file %s is not used, it is no plain file".formatted(path));
    }
    PosixFileAttributeView view = Files.getFileAttributeView(path, PosixFileAttributeView.class);
    if (view == null) {
      return Optional.empty();
    }
    boolean open = view.readAttributes().permissions().stream().anyMatch(OTHERS::contains);
    return open
        ? Optional.of(
            "the password file %s is not used, others may read it: chmod 600 %s"
                .formatted(path, path))
        : Optional.empty();
  }

  private static Optional<Secret> match(String line, List<String> wanted) {
    if (line.startsWith("#")) {
      return Optional.empty();
    }
    int at = 0;
    for (String value : wanted) {
      int end = fieldEnd(line, at);
      String field = line.substring(at, end);
      if (end == line.length() || !(field.equals("*") || unescape(field).equals(value))) {
        return Optional.empty();
      }
      at = end + 1;
    }
    String password = unescape(line.substring(at, fieldEnd(line, at)));
    return Optional.of(password).filter(text -> !text.isEmpty()).map(Secret::new);
  }

  private static int fieldEnd(String line, int from) {
    for (int i = from; i < line.length(); i++) {
      if (line.charAt(i) == '\\') {
        i++;
      } else if (line.charAt(i) == ':') {
        return i;
      }
    }
    return line.length();
  }

  private static String unescape(String field) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < field.length(); i++) {
      if (field.charAt(i) == '\\' && i + 1 < field.length()) {
        i++;
      }
      text.append(field.charAt(i));
    }
    return text.toString();
  }
}
