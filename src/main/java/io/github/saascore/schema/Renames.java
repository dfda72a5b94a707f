package io.github.saascore.schema;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The hints of what was renamed, from the command line and from the model.
 *
 * @param hints in the order they were given
 */
public record Renames(List<Rename> hints) {
  private static final Pattern COMMENT =
      Pattern.compile("(?m)^[ \\t]*--[ \\t]*saascore:renamed_from[ \\t]+(\\S.*?)[ \\t]*$");

  /** Copies the list. */
  public Renames {
    hints = List.copyOf(hints);
  }

  /** Returns no hints. */
  public static Renames none() {
    return new Renames(List.of());
  }

  /**
   * Returns the hints behind a comma-separated text like {@code app.user:users,app.users.mail:-}.
   *
   * @throws io.github.saascore.revision.SaascoreException BAD_PARAMETER where a part is no hint
   */
  public static Renames parse(String text) {
    return new Renames(
        Rename.split(text, ',').stream()
            .filter(part -> !part.isBlank())
            .map(Rename::parse)
            .toList());
  }

  /**
   * Returns the hints that stand in the SQL of a model as comments.
   *
   * <p>{@code -- saascore:renamed_from old} stands above a statement that creates an object, or
   * above the line of a column or constraint within {@code CREATE TABLE}. The old name is the bare
   * one, or the full one.
   *
   * @throws io.github.saascore.revision.SaascoreException BAD_PARAMETER where a comment stands
   *     above nothing that has a name
   */
  public static Renames inModel(String sql) {
    List<Rename> hints = new ArrayList<>();
    Matcher comment = COMMENT.matcher(sql);
    while (comment.find()) {
      hints.add(new RenameComment(sql, comment.start(), comment.end()).hint(comment.group(1)));
    }
    return new Renames(hints);
  }

  /** Returns these hints and then others. */
  public Renames and(Renames others) {
    return new Renames(Stream.concat(hints.stream(), others.hints.stream()).toList());
  }
}
