package io.github.saascore.engine;

import io.github.saascore.revision.Code;
import io.github.saascore.revision.NewRevision;
import io.github.saascore.revision.Planner;
import io.github.saascore.revision.Problem;
import io.github.saascore.revision.Revision;
import io.github.saascore.revision.RevisionGraph;
import io.github.saascore.revision.RevisionId;
import io.github.saascore.revision.SaascoreException;
import io.github.saascore.revision.Squash;
import io.github.saascore.revision.Target;
import io.github.saascore.script.RevisionTemplate;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Writes new migration files; an existing file is never touched. */
public final class Scaffold {
  private final Path directory;
  private final Clock clock;

  /**
   * Makes a writer.
   *
   * @param directory the migration directory
   * @param clock gives the time for the header
   */
  public Scaffold(Path directory, Clock clock) {
    this.directory = directory;
    this.clock = clock;
  }

  /**
   * What a new revision is to be.
   *
   * @param message what it does
   * @param head its parent; empty means the single head
   * @param splice whether the parent may be no head
   * @param label a branch label to give to it
   * @param dependsOn revisions or labels that have to be applied before
   */
  public record Request(
      String message,
      Optional<Target> head,
      boolean splice,
      Optional<String> label,
      List<String> dependsOn) {}

  /**
   * A file that was written.
   *
   * @param path where it is
   * @param id its revision
   * @param parents what it follows
   */
  public record Written(Path path, RevisionId id, List<RevisionId> parents) {}

  /**
   * Makes the directory and a first revision in it.
   *
   * @throws SaascoreException DIRECTORY_NOT_EMPTY when there are migration files already
   */
  public Written init(String message) {
    try {
      if (Files.isDirectory(directory) && hasScripts()) {
        throw Problem.of(Code.DIRECTORY_NOT_EMPTY, "there are migration files already")
            .at(directory.toString())
            .hint("write the next one: mvn saascore:revision -Dsaascore.message=...")
            .asException();
      }
      Files.createDirectories(directory);
    } catch (IOException e) {
      throw unwritable(directory, e);
    }
    return write(new NewRevision(List.of(), List.of(), List.of()), message);
  }

  private boolean hasScripts() throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      return files.anyMatch(file -> file.toString().endsWith(".sql"));
    }
  }

  /**
   * Writes an empty revision on the right head.
   *
   * @throws SaascoreException when the head, a dependency or the label does not fit the graph
   */
  public Written revision(RevisionGraph graph, Request request) {
    return write(place(graph, request), request.message());
  }

  /**
   * Returns where a new revision stands, and writes nothing.
   *
   * @throws SaascoreException when the head, a dependency or the label does not fit the graph
   */
  public static NewRevision place(RevisionGraph graph, Request request) {
    return new Planner(graph)
        .newRevision(
            request.head(),
            request.splice(),
            request.dependsOn(),
            request.label().map(List::of).orElse(List.of()));
  }

  /**
   * Writes a revision that joins several heads.
   *
   * @throws SaascoreException NOTHING_TO_MERGE when the targets are one revision only
   */
  public Written merge(RevisionGraph graph, List<Target> targets, Request request) {
    List<RevisionId> parents = new Planner(graph).merge(targets, request.splice());
    return write(
        new NewRevision(
            parents, request.dependsOn(), request.label().map(List::of).orElse(List.of())),
        request.message());
  }

  private Written write(NewRevision revision, String message) {
    RevisionTemplate template = template(revision, message);
    return write(template, template.text());
  }

  /** Returns a file with a new id, before it is written. */
  public RevisionTemplate template(NewRevision revision, String message) {
    RevisionId id = RevisionTemplate.newId(new SecureRandom());
    return new RevisionTemplate(
        new Revision(id, revision.parents(), revision.dependsOn(), revision.labels(), message),
        clock.instant());
  }

  /** Returns a file with a new id that replaces others, before it is written. */
  public RevisionTemplate template(Squash squash, String message) {
    RevisionId id = RevisionTemplate.newId(new SecureRandom());
    return new RevisionTemplate(squash.revision(id, message), clock.instant());
  }

  /** Returns where a file would be written. */
  public Path path(RevisionTemplate template) {
    return directory.resolve(template.fileName());
  }

  /** Writes a file that does not exist. */
  public Written write(RevisionTemplate template, String text) {
    Path path = path(template);
    try {
      Files.writeString(path, text, StandardCharsets.UTF_8, StandardOpenOption.CREATE_NEW);
    } catch (IOException e) {
      throw unwritable(path, e);
    }
    return new Written(path, template.revision().id(), template.revision().parents());
  }

  private static SaascoreException unwritable(Path path, IOException e) {
    return new SaascoreException(
        Problem.of(Code.FILE_UNREADABLE, "unable to write a migration file")
            .at(path.toString())
            .because(e.toString())
            .hint("check the path and its permissions: -Dsaascore.migrations=<directory>"),
        e);
  }
}
