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

/** Every command on the page is a run of an integration test, which compares the output. */
class RunBlocksTest {
  private static final Path PAGE = Path.of("src/site/markdown/healthy.md");
  private static final Pattern COMMAND =
      Pattern.compile("(<!-- run: \\S+ \\d+ -->\\n)?```\\n\\$ mvn ([^\\n]*)");

  @Test
  void everyCommandIsMarkedWithItsRun() throws Exception {
    Matcher command = COMMAND.matcher(Files.readString(PAGE));
    List<String> unmarked = new ArrayList<>();
    int commands = 0;
    while (command.find()) {
      commands++;
      if (command.group(1) == null) {
        unmarked.add(command.group(2));
      }
    }
    assertThat(unmarked).isEmpty();
    assertThat(ItPage.runsOf(PAGE)).hasSize(commands);
  }

  @Test
  void everyRunExistsAndComparesThePage() throws Exception {
    List<String> missing = new ArrayList<>();
    for (String run : ItPage.runsOf(PAGE)) {
      Path test = Path.of("src/it").resolve(run.substring(0, run.indexOf(' ')));
      String number = run.substring(run.indexOf(' ') + 1);
      if (!invocations(test).containsKey("invoker.goals." + number)
          || !Files.readString(test.resolve("verify.groovy")).contains("ItPage.check")) {
        missing.add(run);
      }
    }
    assertThat(missing).isEmpty();
  }

  private static Properties invocations(Path test) throws IOException {
    Properties properties = new Properties();
    try (var in = Files.newBufferedReader(test.resolve("invoker.properties"))) {
      properties.load(in);
    }
    return properties;
  }
}
