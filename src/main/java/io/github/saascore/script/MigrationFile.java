package io.github.saascore.script;

import io.github.saascore.revision.Problems;
import io.github.saascore.revision.Revision;
import io.github.saascore.revision.SaascoreException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collection;
import java.util.Optional;

/**
 * One migration: the file of one revision.
 *
 * <p>Its header is read and checked at once, its sections when they are asked for: of thousands of
 * applied files that are what they were, nobody needs more than the header.
 */
public final class MigrationFile {
  private final Path path;
  private final MigrationReader.Header header;
  private final Source source;
  private final Placeholders placeholders;
  private final Fingerprints fingerprints;
  private final FileDigest digest;
  private Optional<Sections> sections = Optional.empty();

  private MigrationFile(
      Path path,
      MigrationReader.Header header,
      Source source,
      Placeholders placeholders,
      Fingerprints fingerprints) {
    this.path = path;
    this.header = header;
    this.source = source;
    this.placeholders = placeholders;
    this.fingerprints = fingerprints;
    this.digest = fingerprints.digest().of(source.content());
  }

  /**
   * What stands below the header.
   *
   * @param upgrade what brings a database to this revision
   * @param downgrade what takes it back
   * @param checksum the meaning of both, before placeholders are replaced
   * @param kept the downgrade section as the database keeps it; empty where the file has none
   */
  record Sections(
      Body upgrade, Body downgrade, Checksum checksum, Optional<BodyReader.Kept> kept) {}

  /**
   * Reads a migration file.
   *
   * @param path what the text was read from; errors name it
   * @throws SaascoreException with every problem of the file
   */
  public static MigrationFile parse(Path path, String text, Placeholders placeholders) {
    return parse(path, Source.of(path.toString(), text), placeholders);
  }

  /** Reads a migration file that is open already. */
  static MigrationFile parse(Path path, Source source, Placeholders placeholders) {
    MigrationFile file = open(path, source, placeholders, new Fingerprints());
    file.sections();
    return file;
  }

  /**
   * Reads the header of a migration file that is open already.
   *
   * @param fingerprints are taken of one file after the other
   * @throws SaascoreException where the header is wrong, with every problem of the file
   */
  static MigrationFile open(
      Path path, Source source, Placeholders placeholders, Fingerprints fingerprints) {
    Problems problems = new Problems();
    MigrationReader.Header header = MigrationReader.header(path, source, problems);
    MigrationFile file = new MigrationFile(path, header, source, placeholders, fingerprints);
    if (!problems.isEmpty()) {
      file.read(problems);
    }
    problems.throwIfAny();
    return file;
  }

  /**
   * Reads these files as far as they are not read yet.
   *
   * @throws SaascoreException with every problem of all of them
   */
  public static void requireReadable(Collection<MigrationFile> files) {
    Problems problems = new Problems();
    for (MigrationFile file : files) {
      if (file.sections.isEmpty()) {
        try {
          file.sections();
        } catch (SaascoreException e) {
          problems.add(e);
        }
      }
    }
    problems.throwIfAny();
  }

  /** Returns the file, as errors name it. */
  public Path path() {
    return path;
  }

  /** Returns its place in the graph. */
  public Revision revision() {
    return header.revision();
  }

  /** Returns when it was written, if it says so. */
  public Optional<Instant> created() {
    return header.created();
  }

  /** Returns what its bytes come to. */
  public FileDigest digest() {
    return digest;
  }

  /**
   * Returns what brings a database to this revision.
   *
   * @throws SaascoreException with every problem of the file, as the following do
   */
  public Body upgrade() {
    return sections().upgrade();
  }

  /** Returns what takes a database back. */
  public Body downgrade() {
    return sections().downgrade();
  }

  /** Returns the meaning of both, before placeholders are replaced. */
  public Checksum checksum() {
    return sections().checksum();
  }

  /**
   * Returns the downgrade section as it was, with its marker and with placeholders replaced, for
   * {@link #parseStored}; empty where the file has none.
   */
  public Optional<String> downgradeText() {
    return sections().kept().map(BodyReader.Kept::text);
  }

  /** Returns the whole file without a byte order mark. */
  public String text() {
    return source.text();
  }

  private Sections sections() {
    if (sections.isEmpty()) {
      Problems problems = new Problems();
      Sections read = read(problems);
      problems.throwIfAny();
      sections = Optional.of(read);
    }
    return sections.get();
  }

  /** All files of a directory share what takes their checksums. */
  private Sections read(Problems problems) {
    synchronized (fingerprints) {
      return MigrationReader.sections(source, placeholders, problems, fingerprints.checksum());
    }
  }

  /**
   * Reads a downgrade section that was stored with its marker, to undo a revision whose file is
   * gone.
   *
   * @param name what errors call it
   * @throws SaascoreException with every problem of the text
   */
  public static Body parseStored(String name, String text) {
    Problems problems = new Problems();
    Body body = MigrationReader.stored(Source.of(name, text), problems);
    problems.throwIfAny();
    return body;
  }
}
