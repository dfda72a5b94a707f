package io.github.saascore.schema;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Makes the text of a catalog query for a server's version, who reads, and a scope.
 *
 * <p>The queries are resources beside this class. A line that ends in {@code -- [18+]} is for that
 * major version and later, {@code -- [<17]} for earlier ones; {@code -- [superuser]} and {@code --
 * [plain]} are for who reads.
 */
final class CatalogQuery {
  private static final Pattern VERSION = Pattern.compile("--\\s*\\[(<?)(\\d+)\\+?]\\s*$");
  private static final Pattern READER = Pattern.compile("--\\s*\\[(superuser|plain)]\\s*$");

  private final CatalogReader reader;
  private final String scope;

  CatalogQuery(CatalogReader reader, SnapshotScope scope) {
    this.reader = reader;
    this.scope = predicate(scope);
  }

  /** Returns the text of the query with this name. */
  String text(String name) {
    return resource(name + ".sql")
        .lines()
        .filter(this::applies)
        .collect(Collectors.joining("\n"))
        .replace("{in_scope}", scope);
  }

  private boolean applies(String line) {
    Matcher who = READER.matcher(line);
    if (who.find()) {
      return who.group(1).equals("superuser") == reader.superuser();
    }
    Matcher version = VERSION.matcher(line);
    if (!version.find()) {
      return true;
    }
    int bound = Integer.parseInt(version.group(2));
    return version.group(1).isEmpty() ? reader.major() >= bound : reader.major() < bound;
  }

  private static String predicate(SnapshotScope scope) {
    String notSystem = "n.nspname !~ '^pg_' and n.nspname <> 'information_schema'";
    if (scope.schemas().isEmpty()) {
      return notSystem;
    }
    return scope.schemas().stream()
        .sorted()
        .map(Sql::literal)
        .collect(Collectors.joining(", ", notSystem + " and n.nspname in (", ")"));
  }

  private static String resource(String file) {
    try (InputStream stream = CatalogQuery.class.getResourceAsStream(file)) {
      if (stream == null) {
        throw new IllegalStateException("the query " + file + " is missing from the jar");
      }
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
