package io.github.saascore.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.saascore.testing.ItPage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Every command on these pages is a run of an integration test, which compares the output. */
class RunBlocksTest {
  private static final List<Path> PAGES =
      List.of(Path.of("src/site/markdown/healthy.md"), Path.of("README.md"));
  private static final Pattern COMMAND =
      Pattern.compile("(<!-- run: \\S+ \\d+ -->\\n)?```\\n\\$ mvn ([^\\n]*)");

  @Test
  void everyCommandIsMarkedWithItsRun() throws Exception {
    List<String> unmarked = new ArrayList<>();
    for (Path page : PAGES) {
      Matcher command = COMMAND.matcher(Files.readString(page));
      int commands = 0;
      while (command.find()) {
        commands++;
        if (command.group(1) == null) {
          unmarked.add(page + ": " + command.group(2));
        }
      }
      assertThat(ItPage.runsOf(page)).as(page.toString()).hasSize(commands);
    }
    assertThat(unmarked).isEmpty();
  }

  @Test
  void everyRunExistsAndComparesThePage() throws Exception {
    List<String> missing = new ArrayList<>();
    for (String run : runs()) {
      Path test = Path.of("src/it").resolve(run.substring(0, run.indexOf(' ')));
      String number = run.substring(run.indexOf(' ') + 1);
      if (!invocations(test).containsKey("invoker.goals." + number)
          || !Files.readString(test.resolve("verify.groovy")).contains("ItPage.check")) {
        missing.add(run);
      }
    }
    assertThat(missing).isEmpty();
  }

  private static List<String> runs() {
    return PAGES.stream().flatMap(page -> ItPage.runsOf(page).stream()).toList();
  }

  private static Properties invocations(Path test) throws IOException {
    Properties properties = new Properties();
    try (var in = Files.newBufferedReader(test.resolve("invoker.properties"))) {
      properties.load(in);
    }
    return properties;
  }
}
