package io.github.saascore.script;

import io.github.saascore.revision.Code;
import io.github.saascore.revision.Problem;
import io.github.saascore.revision.Problems;
import io.github.saascore.revision.Revision;
import io.github.saascore.revision.RevisionId;
import io.github.saascore.revision.SaascoreException;
import io.github.saascore.script.HeaderReader.Entry;
import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads the parts of a migration file and collects everything that is wrong with it. */
final class MigrationReader {
  static final List<String> KEYS =
      List.of(
          "revision",
          "down_revision",
          "depends_on",
          "branch_labels",
          "replaces",
          "message",
          "created");

  private final Path path;
  private final Source source;
  private final Problems problems;
  private final Map<String, Entry> entries;

  private MigrationReader(Path path, Source source, Problems problems) {
    this.path = path;
    this.source = source;
    this.problems = problems;
    this.entries = HeaderReader.read(source, KEYS, problems);
  }

  /**
   * What the header says.
   *
   * @param revision its place in the graph
   * @param created when it was written, if it says so
   */
  record Header(Revision revision, Optional<Instant> created) {}

  /** Returns the header, which is good only if no problem was collected. */
  static Header header(Path path, Source source, Problems problems) {
    return new MigrationReader(path, source, problems).header();
  }

  private Header header() {
    Optional<RevisionId> id = revisionId();
    List<RevisionId> parents = parents();
    Revision revision =
        new Revision(
            id.orElseGet(() -> new RevisionId("missing")),
            parents,
            names("depends_on"),
            names("branch_labels"),
            value("message").map(Entry::value).orElse(""),
            names("replaces").stream().map(RevisionId::new).toList());
    return new Header(revision, created());
  }

  /**
   * Returns what stands below the header, which is good only if no problem was collected.
   *
   * @param checksum what takes the checksum; it is begun anew
   */
  static MigrationFile.Sections sections(
      Source source, Placeholders placeholders, Problems problems, Checksum.Builder checksum) {
    Problems inSections = new Problems();
    Map<String, Section> sections = SectionReader.read(source, inSections);
    boolean sound = inSections.isEmpty();
    inSections.addTo(problems);
    if (sound && !sections.containsKey(SectionReader.UPGRADE)) {
      problems.add(
          Problem.of(Code.BAD_MARKER, "the file has no upgrade section")
              .at(source.place(source.content().length()))
              .hint("begin it with the line '-- saascore:upgrade', even if it is empty"));
    }
    BodyReader reader =
        new BodyReader(source, sound ? placeholders : Placeholders.none(), problems);
    checksum.begin();
    Optional<BodyReader.Result> upgrade = body(SectionReader.UPGRADE, sections, reader, checksum);
    Optional<BodyReader.Result> downgrade =
        body(SectionReader.DOWNGRADE, sections, reader, checksum);
    return new MigrationFile.Sections(
        upgrade.map(BodyReader.Result::body).orElse(new Body.None()),
        downgrade.map(BodyReader.Result::body).orElse(new Body.None()),
        checksum.build(),
        downgrade.map(BodyReader.Result::kept));
  }

  private static Optional<BodyReader.Result> body(
      String direction,
      Map<String, Section> sections,
      BodyReader reader,
      Checksum.Builder checksum) {
    Optional<Section> section = Optional.ofNullable(sections.get(direction));
    Optional<BodyReader.Result> result = section.map(found -> reader.read(direction, found));
    result.ifPresent(
        read -> checksum.section(read.canonical(), section.orElseThrow().statements()));
    return result;
  }

  /** Returns the body of a stored downgrade section. */
  static Body stored(Source source, Problems problems) {
    Map<String, Section> sections = SectionReader.read(source, problems);
    Section section = sections.get(SectionReader.DOWNGRADE);
    if (section == null) {
      problems.add(
          Problem.of(Code.BAD_MARKER, "the stored text has no downgrade section")
              .at(source.place(0)));
      return new Body.None();
    }
    return new BodyReader(source, Placeholders.none(), problems)
        .read(SectionReader.DOWNGRADE, section)
        .body();
  }

  private Optional<RevisionId> revisionId() {
    Optional<Entry> entry = value("revision");
    if (entry.isEmpty() || entry.get().value().isEmpty()) {
      problems.add(
          Problem.of(Code.BAD_HEADER, "the file does not say which revision it is")
              .at(source.place(entry.map(Entry::offset).orElse(0)))
              .hint("mvn saascore:revision -Dsaascore.message=... writes a file with a new id"));
      return Optional.empty();
    }
    Optional<RevisionId> id = id(entry.get().value(), entry.get());
    id.ifPresent(found -> checkName(found, entry.get()));
    return id;
  }

  private void checkName(RevisionId id, Entry entry) {
    String name = Optional.ofNullable(path.getFileName()).map(Path::toString).orElse("");
    if (!name.startsWith(id + "_") && !name.startsWith(id + ".")) {
      problems.add(
          Problem.of(Code.BAD_HEADER, "the file's name does not begin with its revision id")
              .at(source.place(entry.offset()))
              .because("the header says '" + id + "', the file is '" + name + "'")
              .hint("rename it to " + id + "_" + RevisionTemplate.slugOr(name, "change") + ".sql"));
    }
  }

  private List<RevisionId> parents() {
    Optional<Entry> entry = value("down_revision");
    if (entry.isEmpty()) {
      problems.add(
          Problem.of(Code.BAD_HEADER, "the file does not say which revision it follows")
              .at(source.place(0))
              .hint("add '-- down_revision: <id>'; for a first revision '-- down_revision: base'"));
      return List.of();
    }
    if (entry.get().value().equals("base")) {
      return List.of();
    }
    List<RevisionId> parents = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    for (String part : entry.get().parts()) {
      if (!seen.add(part)) {
        problems.add(
            Problem.of(Code.BAD_HEADER, "down_revision names '" + part + "' twice")
                .at(source.place(entry.get().offset())));
      }
      id(part, entry.get()).ifPresent(parents::add);
    }
    return parents;
  }

  /** Ids or labels: both follow the same rules. */
  private List<String> names(String key) {
    return value(key)
        .map(entry -> entry.parts().stream().filter(part -> id(part, entry).isPresent()).toList())
        .orElse(List.of());
  }

  private Optional<RevisionId> id(String text, Entry entry) {
    try {
      return Optional.of(RevisionId.of(text));
    } catch (SaascoreException e) {
      e.problems().forEach(problem -> problems.add(problem.at(source.place(entry.offset()))));
      return Optional.empty();
    }
  }

  private Optional<Instant> created() {
    Optional<Entry> entry = value("created").filter(found -> !found.value().isEmpty());
    try {
      return entry.map(found -> Instant.parse(found.value()));
    } catch (DateTimeParseException e) {
      problems.add(
          Problem.of(Code.BAD_HEADER, "'" + entry.map(Entry::value).orElse("") + "' is no instant")
              .at(source.place(entry.map(Entry::offset).orElse(0)))
              .hint("write it as 2025-01-16T10:22:00Z"));
      return Optional.empty();
    }
  }

  private Optional<Entry> value(String key) {
    return Optional.ofNullable(entries.get(key));
  }
}
