package io.github.saascore.report;

import io.github.saascore.engine.care.Protect;
import io.github.saascore.postgres.Quote;
import java.util.List;

/** Writes how a database is marked after {@code protect} or {@code unprotect}. */
public final class ProtectionText {
  private ProtectionText() {}

  /**
   * Returns the lines to print.
   *
   * @param database the name of the database
   */
  public static List<String> lines(Protect.Result result, String database, Style style) {
    String name = "database '" + database + "'";
    if (result.mark().isEmpty()) {
      return List.of(
          result.changed()
              ? style.ok(name + " is no longer protected")
              : "nothing to do: " + name + " is not protected");
    }
    String mark = "protected " + result.mark().get();
    return List.of(
        result.changed()
            ? style.ok(name + " is protected")
                + ": downgrade and drop-cascade refuse to destroy its data, whatever is confirmed"
            : "nothing to do: " + name + " is " + mark,
        "taken away with: mvn saascore:unprotect -Dsaascore.confirm=" + Quote.shell(database));
  }

  /**
   * Returns {@code goal}, {@code database}, {@code changed} and {@code protection}: since when and
   * by whom, or null.
   */
  public static String json(Protect.Result result, String goal, String database) {
    return new JsonObject()
        .put("goal", goal)
        .put("database", database)
        .put("changed", result.changed())
        .put("protection", result.mark())
        .toString();
  }
}
