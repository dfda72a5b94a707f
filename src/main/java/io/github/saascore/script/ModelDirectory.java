package io.github.saascore.script;

import io.github.saascore.revision.Code;
import io.github.saascore.revision.Problem;
import io.github.saascore.revision.Problems;
import java.io.IOException;
import java.nio.file.Path;

/** Reads a model that stands in a directory of {@code .sql} files. */
public final class ModelDirectory {
  private ModelDirectory() {}

  /**
   * Reads every {@code .sql} file below a directory, in the order of their names.
   *
   * @param base the directory from which files are named
   * @throws io.github.saascore.revision.SaascoreException with every problem of every file
   */
  public static ModelScript read(Path root, Path base, Placeholders placeholders) {
    ModelReader reader = new ModelReader();
    Problems found = new Problems();
    try {
      for (ScriptFinder.Script script : ScriptFinder.find(root, found)) {
        String shown = shown(script.path(), base);
        reader.read(placeholders.apply(FileText.read(script, shown)));
        reader.end();
      }
    } catch (IOException e) {
      found.add(
          Problem.of(Code.FILE_UNREADABLE, "the model cannot be read")
              .at(shown(root, base))
              .because(e.toString())
              .hint("check the path and its permissions: -Dsaascore.model=<directory>"));
    }
    found.throwIfAny();
    return reader.finish();
  }

  private static String shown(Path file, Path base) {
    return (!file.equals(base) && file.startsWith(base) ? base.relativize(file) : file).toString();
  }
}
