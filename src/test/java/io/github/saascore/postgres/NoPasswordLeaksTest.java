package io.github.saascore.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.saascore.revision.SaascoreException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Whatever a password looks like and however broken its URL is, no text shows a part of it. */
class NoPasswordLeaksTest {
  private static final int ROUNDS = 4000;
  private static final String NASTY = "@:/?#%& \"'\\+=,;[]{}()<>|^`~!$*ü€\t-._0123456789abcXYZ";

  /** Distinctive pieces around the nasty characters: none of them may ever be seen. */
  private static final List<String> PIECES = List.of("QzHeadJk", "QzBodyJk", "QzTailJk");

  private static final List<String> FORMS =
      List.of(
          "postgres://user:%s@host/db",
          "postgresql://user:%s@host:5432/db?sslmode=require",
          "postgres://user:%s@h1:1,h2:2/db",
          "postgres://user:%s@[::1/db",
          "postgres://user:%s@host:99999/db",
          "postgres://user:%s@host/db?sslmod=x",
          "postgres://user:%s@host/db?service=x",
          "postgres://user:%s@/var/run",
          "postgres://:%s@host/db",
          "postgres:/user:%s@host/db",
          "postgress://user:%s@host/db",
          "jdbc:postgresql://user:%s@host/db",
          "jdbc:postgres://user:%s@host/db?ssl=maybe",
          "jdbc:postgresql:user:%s@host/db",
          "jdbc:postgresql://host/db?user=u&password=%s",
          "jdbc:postgresql://host/db?password=%s&user=u&nonsense=1",
          "jdbc:postgresql://host/db?sslpassword=%s&sslmode=require",
          "jdbc:mysql://user:%s@host/db",
          "user:%s@host/db",
          "embedded://user:%s@host/db",
          "embedded:%s",
          "docker: %s");

  @Test
  void noTextEverShowsAPieceOfThePassword() {
    Random random = new Random(20250116);
    for (int i = 0; i < ROUNDS; i++) {
      String password =
          PIECES.get(0) + nasty(random) + PIECES.get(1) + nasty(random) + PIECES.get(2);
      String written =
          switch (random.nextInt(3)) {
            case 0 -> URLEncoder.encode(password, StandardCharsets.UTF_8).replace("+", "%20");
            case 1 -> password.replace("%", "%25").replace("@", "%40");
            default -> password;
          };
      String form = FORMS.get(random.nextInt(FORMS.size()));
      String texts = textsOf(form.replace("%s", written));
      PIECES.forEach(piece -> assertThat(texts).as("form %s", form).doesNotContain(piece));
    }
  }

  private static String nasty(Random random) {
    StringBuilder text = new StringBuilder();
    int length = random.nextInt(6);
    for (int i = 0; i < length; i++) {
      text.append(NASTY.charAt(random.nextInt(NASTY.length())));
    }
    return text.toString();
  }

  private static String textsOf(String url) {
    ConnectionSources sources =
        new ConnectionSources(
            Optional.of(url),
            Optional.empty(),
            List.of(),
            Map.of(),
            Path.of("/nowhere"),
            "me",
            false);
    try {
      Resolution resolution = ConnectionResolver.resolve(sources);
      String texts = sources + "\n" + resolution + "\n" + resolution.describe();
      return resolution.choice() instanceof DatabaseChoice.Server server
          ? texts + server.settings().jdbcUrl() + server.settings().address()
          : texts;
    } catch (SaascoreException e) {
      StringBuilder texts = new StringBuilder(sources.toString());
      for (Throwable at = e; at != null; at = at.getCause()) {
        texts.append(at).append(at.getMessage());
      }
      return texts.toString();
    }
  }
}
