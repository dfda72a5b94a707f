package io.github.saascore.postgres;

import java.util.List;

/**
 * Which database a run works on, and why.
 *
 * @param choice the database
 * @param source the place that named it; {@link #FALLBACK} when none did
 * @param warnings what the user should know, in whole sentences
 */
public record Resolution(DatabaseChoice choice, String source, List<String> warnings) {
  /** The source when no place named a database. */
  public static final String FALLBACK = "the embedded server, as no URL is configured";

  /** Makes the list immutable. */
  public Resolution {
    warnings = List.copyOf(warnings);
  }

  /** Returns one line for people: the address or the kind of server, and the source. */
  public String describe() {
    if (choice instanceof DatabaseChoice.Server server) {
      return server.settings().describe();
    }
    if (choice instanceof DatabaseChoice.Docker docker) {
      return "container of %s (from %s)".formatted(docker.image(), source);
    }
    DatabaseChoice.Embedded embedded = (DatabaseChoice.Embedded) choice;
    String version = embedded.version().map(" "::concat).orElse("");
    String from = source.equals(FALLBACK) ? source : "from " + source;
    return "embedded PostgreSQL%s (%s)".formatted(version, from);
  }
}
