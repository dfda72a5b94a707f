package io.github.saascore.script;

import io.github.saascore.revision.Code;
import io.github.saascore.revision.Problem;
import io.github.saascore.revision.Problems;
import io.github.saascore.revision.RevisionId;
import io.github.saascore.revision.SaascoreException;
import io.github.saascore.revision.Suggestions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Scripts with rows for tests: each belongs to the revision that its name begins with, as a
 * migration file's does, and runs when that one is applied.
 *
 * @param scripts the scripts of each revision, in the order of their names
 */
public record TestData(Map<RevisionId, List<Script>> scripts) {
  private static final String HINT =
      "name it after the revision that makes the last table it needs: <revision>_users.sql";

  /**
   * One script.
   *
   * @param path the file
   * @param statements its statements
   */
  public record Script(Path path, List<Statement> statements) {
    /** Takes a copy of the statements. */
    public Script {
      statements = List.copyOf(statements);
    }
  }

  /** Takes a copy of the map. */
  public TestData {
    scripts = Map.copyOf(scripts);
  }

  /** Returns no scripts at all. */
  public static TestData none() {
    return new TestData(Map.of());
  }

  /** Returns the scripts of a revision. */
  public List<Script> of(RevisionId id) {
    return scripts.getOrDefault(id, List.of());
  }

  /**
   * Reads every {@code .sql} file below a directory.
   *
   * @param base the directory from which files are named
   * @param revisions the revisions that there are
   * @throws SaascoreException with every problem of every file, also of those that belong to none
   */
  public static TestData read(
      Path root, Path base, Placeholders placeholders, Set<RevisionId> revisions) {
    Problems problems = new Problems();
    Map<RevisionId, List<Script>> scripts = new LinkedHashMap<>();
    try {
      for (ScriptFinder.Script found : ScriptFinder.find(root, problems)) {
        Path file = found.path();
        String shown = (file.startsWith(base) ? base.relativize(file) : file).toString();
        Optional<RevisionId> owner = owner(file, revisions);
        if (owner.isPresent()) {
          Source source = FileText.decode(shown, Files.readAllBytes(file));
          List<Statement> statements =
              SqlLexer.split(placeholders.apply(source, 0, source.text().length()), problems);
          scripts
              .computeIfAbsent(owner.get(), id -> new ArrayList<>())
              .add(new Script(Path.of(shown), statements));
        } else {
          problems.add(ownerless(file, shown, revisions));
        }
      }
    } catch (SaascoreException e) {
      problems.add(e);
    } catch (IOException e) {
      problems.add(
          Problem.of(Code.FILE_UNREADABLE, "the test data cannot be read")
              .at(root.toString())
              .because(e.toString())
              .hint("check the path and its permissions: -Dsaascore.testData=<directory>"));
    }
    problems.throwIfAny();
    return new TestData(scripts);
  }

  private static Optional<RevisionId> owner(Path file, Set<RevisionId> revisions) {
    String name = String.valueOf(file.getFileName());
    return revisions.stream()
        .filter(id -> name.startsWith(id + "_") || name.startsWith(id + "."))
        .findFirst();
  }

  private static Problem ownerless(Path file, String shown, Set<RevisionId> revisions) {
    String typed = String.valueOf(file.getFileName()).replaceFirst("[_.].*$", "");
    return Problem.of(
            Code.NOT_FOUND, "the name of a file of test data begins with no revision: " + typed)
        .at(shown)
        .hint(
            Suggestions.didYouMean(typed, revisions.stream().map(RevisionId::value).toList())
                .orElse(HINT));
  }
}
