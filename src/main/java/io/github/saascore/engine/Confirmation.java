package io.github.saascore.engine;

import io.github.saascore.revision.Code;
import io.github.saascore.revision.Problem;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The user's word that the database that is named here may lose data.
 *
 * @param database the name that was typed
 */
public record Confirmation(Optional<String> database) {
  private static final int SHOWN = 20;

  /**
   * Refuses to go on unless the name of this database was typed.
   *
   * @param work what would be done, for example {@code downgrade to base}
   * @param where the database as printed: host, port and name
   * @param name the database's name
   * @param losses what would be lost
   * @param command the command to type again
   * @throws io.github.saascore.revision.SaascoreException CONFIRM with everything that would be
   *     lost and the command that does it all the same
   */
  public void require(String work, String where, String name, List<Loss> losses, String command) {
    requireName(work + " destroys data and was not confirmed", where, name, text(losses), command);
  }

  /**
   * Refuses to go on unless the name of this database was typed.
   *
   * @param missing what is wrong when nothing was typed
   * @param where the database as printed: host, port and name
   * @param name the database's name
   * @param reason what is at stake
   * @param command the command to type again
   * @throws io.github.saascore.revision.SaascoreException CONFIRM with the command that does it all
   *     the same
   */
  public void requireName(
      String missing, String where, String name, String reason, String command) {
    if (database.equals(Optional.of(name))) {
      return;
    }
    String summary =
        database
            .map(
                typed ->
                    "the confirmation names database '%s', but this is '%s'".formatted(typed, name))
            .orElse(missing);
    throw Problem.of(Code.CONFIRM, summary)
        .at(where)
        .because(reason)
        .hint("if that is meant: " + command + " -Dsaascore.confirm=" + name)
        .asException();
  }

  private static String text(List<Loss> losses) {
    if (losses.isEmpty()) {
      return "no table or column would be dropped, but every revision would be undone";
    }
    StringBuilder text = new StringBuilder("would be lost:");
    losses.stream().limit(SHOWN).forEach(loss -> text.append("\n  ").append(line(loss)));
    if (losses.size() > SHOWN) {
      text.append("\n  and ").append(losses.size() - SHOWN).append(" more");
    }
    return text.toString();
  }

  private static String line(Loss loss) {
    StringBuilder line = new StringBuilder(loss.what());
    loss.rows()
        .ifPresent(
            rows ->
                line.append(": ")
                    .append(String.format(Locale.ROOT, "%,d", rows))
                    .append(loss.bytes().isPresent() ? " row(s)" : " value(s)"));
    loss.bytes().ifPresent(bytes -> line.append(", ").append(bytes / 1024).append(" kB"));
    if (loss.cascade()) {
      line.append(", and what depends on it");
    }
    return line.append(" (revision ").append(loss.revision()).append(')').toString();
  }
}
