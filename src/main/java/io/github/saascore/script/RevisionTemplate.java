package io.github.saascore.script;

import io.github.saascore.revision.Code;
import io.github.saascore.revision.Problem;
import io.github.saascore.revision.Revision;
import io.github.saascore.revision.RevisionId;
import java.text.Normalizer;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

/**
 * The file of a new revision, before it is written.
 *
 * @param revision its id, parents, dependencies, labels and message; runs of white space in the
 *     message, line ends included, become one space
 * @param created when it is written; kept to the second
 */
public record RevisionTemplate(Revision revision, Instant created) {
  private static final int LONGEST_SLUG = 40;
  private static final int IDS_IN_A_LINE = 6;

  /**
   * Brings message and instant into the form that a header can hold.
   *
   * @throws io.github.saascore.revision.SaascoreException BAD_PARAMETER for a message with control
   *     characters
   */
  public RevisionTemplate {
    String message = revision.message().strip().replaceAll("[\\s\\u2028\\u2029]+", " ");
    if (message.chars().anyMatch(Character::isISOControl)) {
      throw Problem.of(Code.BAD_PARAMETER, "the message has control characters")
          .because("it becomes one line in the header of the file")
          .hint("mvn saascore:revision -Dsaascore.message=\"add tenant domains\"")
          .asException();
    }
    revision =
        new Revision(
            revision.id(),
            revision.parents(),
            revision.dependsOn(),
            revision.labels(),
            message,
            revision.replaces());
    created = created.truncatedTo(ChronoUnit.SECONDS);
  }

  /** Returns a new id of twelve hexadecimal digits. */
  public static RevisionId newId(RandomGenerator random) {
    return RevisionId.of(
        String.format(Locale.ROOT, "%012x", random.nextLong() & 0xFFFF_FFFF_FFFFL));
  }

  /** Returns the file's name, {@code <revision>_<slug>.sql}. */
  public String fileName() {
    String slug = slug(revision.message());
    return revision.id() + (slug.isEmpty() ? "" : "_" + slug) + ".sql";
  }

  /** Returns the text of a file whose author writes both sections. */
  public String text() {
    return text("", Optional.of(""));
  }

  /**
   * Returns the text of a file with SQL in it.
   *
   * @param upgrade the statements of the upgrade, each with its semicolon
   * @param downgrade those of the downgrade; empty means that the file gets no such section
   */
  public String text(String upgrade, Optional<String> downgrade) {
    return text(Part.of(upgrade), downgrade.map(Part::of));
  }

  /**
   * One section of a file.
   *
   * @param options what stands behind the marker, or empty
   * @param sql the statements, each with its semicolon
   */
  public record Part(String options, String sql) {
    /** Returns a section without options. */
    public static Part of(String sql) {
      return new Part("", sql);
    }
  }

  /** Returns the text of a file whose sections have options. */
  public String text(Part upgrade, Optional<Part> downgrade) {
    StringBuilder text = new StringBuilder();
    line(text, "revision", revision.id().value());
    line(text, "down_revision", parents());
    if (!revision.dependsOn().isEmpty()) {
      line(text, "depends_on", String.join(", ", revision.dependsOn()));
    }
    if (!revision.labels().isEmpty()) {
      line(text, "branch_labels", String.join(", ", revision.labels()));
    }
    for (int i = 0; i < revision.replaces().size(); i += IDS_IN_A_LINE) {
      int end = Math.min(i + IDS_IN_A_LINE, revision.replaces().size());
      line(text, "replaces", joined(revision.replaces().subList(i, end)));
    }
    line(text, "message", revision.message());
    line(text, "created", created.toString());
    section(text, SectionReader.UPGRADE, upgrade);
    downgrade.ifPresent(part -> section(text, SectionReader.DOWNGRADE, part));
    return text.toString();
  }

  private String parents() {
    return revision.parents().isEmpty() ? "base" : joined(revision.parents());
  }

  private static String joined(List<RevisionId> ids) {
    return ids.stream().map(RevisionId::value).collect(Collectors.joining(", "));
  }

  private static void line(StringBuilder text, String key, String value) {
    text.append(("-- " + key + ": " + value).stripTrailing()).append('\n');
  }

  private static void section(StringBuilder text, String name, Part part) {
    text.append(("\n-- saascore:" + name + " " + part.options()).stripTrailing()).append('\n');
    if (!part.sql().isBlank()) {
      text.append(part.sql().strip()).append('\n');
    }
  }

  /**
   * Returns a message as part of a file name: ASCII letters, digits and underscores, at most 40.
   */
  static String slug(String message) {
    String plain =
        Normalizer.normalize(message.replace("\u00DF", "ss"), Normalizer.Form.NFKD)
            .replaceAll("\\p{M}+", "")
            .toLowerCase(Locale.ROOT)
            .replaceAll("[^a-z0-9]+", "_")
            .replaceAll("^_+|_+$", "");
    return plain.substring(0, Math.min(plain.length(), LONGEST_SLUG)).replaceAll("_+$", "");
  }

  /** Returns the slug of a file name without its ending, or another word if nothing is left. */
  static String slugOr(String fileName, String otherwise) {
    String slug = slug(fileName.replaceFirst("(?i)\\.sql$", ""));
    return slug.isEmpty() ? otherwise : slug;
  }
}
