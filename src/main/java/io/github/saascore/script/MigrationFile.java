package io.github.saascore.script;

import io.github.saascore.revision.Problems;
import io.github.saascore.revision.Revision;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/**
 * One migration: the file of one revision, read and checked.
 *
 * @param path the file
 * @param revision its place in the graph
 * @param created when it was written, if it says so
 * @param upgrade what brings a database to this revision
 * @param downgrade what takes it back
 * @param checksum the meaning of both, before placeholders are replaced
 * @param kept the downgrade section as the database keeps it; empty where the file has none
 * @param source the whole file
 */
public record MigrationFile(
    Path path,
    Revision revision,
    Optional<Instant> created,
    Body upgrade,
    Body downgrade,
    Checksum checksum,
    Optional<BodyReader.Kept> kept,
    Source source) {

  /**
   * Reads a migration file.
   *
   * @param path what the text was read from; errors name it
   * @throws io.github.saascore.revision.SaascoreException with every problem of the file
   */
  public static MigrationFile parse(Path path, String text, Placeholders placeholders) {
    return parse(path, Source.of(path.toString(), text), placeholders);
  }

  /** Reads a migration file that is open already. */
  static MigrationFile parse(Path path, Source source, Placeholders placeholders) {
    return parse(path, source, placeholders, Checksum.builder());
  }

  /**
   * Reads a migration file that is open already.
   *
   * @param checksum takes the checksum of one file after the other
   */
  static MigrationFile parse(
      Path path, Source source, Placeholders placeholders, Checksum.Builder checksum) {
    Problems problems = new Problems();
    MigrationFile file = new MigrationReader(path, source, placeholders, problems).read(checksum);
    problems.throwIfAny();
    return file;
  }

  /**
   * Returns the downgrade section as it was, with its marker and with placeholders replaced, for
   * {@link #parseStored}; empty where the file has none.
   */
  public Optional<String> downgradeText() {
    return kept.map(BodyReader.Kept::text);
  }

  /** Returns the whole file without a byte order mark. */
  public String text() {
    return source.text();
  }

  /**
   * Reads a downgrade section that was stored with its marker, to undo a revision whose file is
   * gone.
   *
   * @param name what errors call it
   * @throws io.github.saascore.revision.SaascoreException with every problem of the text
   */
  public static Body parseStored(String name, String text) {
    Problems problems = new Problems();
    Body body = MigrationReader.stored(Source.of(name, text), problems);
    problems.throwIfAny();
    return body;
  }
}
