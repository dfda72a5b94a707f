package io.github.saascore.script;

import io.github.saascore.revision.Problems;
import io.github.saascore.revision.SaascoreException;
import io.github.saascore.script.HeaderReader.Entry;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A script that runs again whenever its checksum changed.
 *
 * @param path the file
 * @param name its path below the folder of the repeatable scripts, with slashes
 * @param dependsOn the names of the scripts that must run before, as written
 * @param message what it is for, or empty
 * @param statements its statements, placeholders replaced
 * @param checksum the meaning, after placeholders are replaced
 */
public record RepeatableScript(
    Path path,
    String name,
    List<String> dependsOn,
    String message,
    List<Statement> statements,
    Checksum checksum) {
  private static final List<String> KEYS = List.of("depends_on", "message");
  private static final String MARKER = "repeatable";

  /** Takes copies of the lists. */
  public RepeatableScript {
    dependsOn = List.copyOf(dependsOn);
    statements = List.copyOf(statements);
  }

  /**
   * Reads a repeatable script.
   *
   * @throws SaascoreException with every problem of the file
   */
  public static RepeatableScript parse(
      Path path, String name, String text, Placeholders placeholders) {
    return parse(path, name, Source.of(path.toString(), text), placeholders);
  }

  /** Reads a repeatable script that is open already. */
  static RepeatableScript parse(Path path, String name, Source source, Placeholders placeholders) {
    Problems problems = new Problems();
    Map<String, Entry> header = HeaderReader.read(source, KEYS, problems);
    Source replaced = placeholders.apply(source);
    List<Statement> statements = SqlLexer.split(replaced, problems);
    BodyReader.checkRepeatable(statements, problems);
    problems.throwIfAny();
    return new RepeatableScript(
        path,
        name,
        Optional.ofNullable(header.get("depends_on")).map(Entry::parts).orElse(List.of()),
        Optional.ofNullable(header.get("message")).map(Entry::value).orElse(""),
        statements,
        Checksum.builder().section(MARKER, statements).build());
  }
}
