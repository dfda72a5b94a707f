package io.github.saascore.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every command that the documentation shows is run by an integration test, and can be typed. */
class DocumentedCommandsTest {
  private static final Pattern COMMAND =
      Pattern.compile("mvn( [^`\\n|]*?)?saascore:([a-z-]+)((?: -D[^`\\n|\"]+(?:\"[^\"]*\")?)*)");
  private static final Pattern OPTION = Pattern.compile("-Dsaascore\\.([a-zA-Z.]+)");

  @Test
  void namesGoalsAndParametersThatExist() throws Exception {
    PluginDescriptor plugin = PluginDescriptor.read();
    List<String> wrong = new ArrayList<>();
    for (Path page : pages()) {
      Matcher command = COMMAND.matcher(Files.readString(page));
      while (command.find()) {
        PluginDescriptor.Goal goal = plugin.goals().get(command.group(2));
        if (goal == null && !command.group(2).equals("help")) {
          wrong.add(page + ": " + command.group());
        } else if (goal != null) {
          options(command.group(3))
              .filter(option -> !goal.parameters().containsKey(option.replaceAll("\\..*", "")))
              .forEach(option -> wrong.add(page + ": " + command.group() + " has no " + option));
        }
      }
    }
    assertThat(wrong).isEmpty();
  }

  @Test
  void areAllRunByAnIntegrationTest() throws Exception {
    Set<String> run = new TreeSet<>();
    try (Stream<Path> files = Files.walk(Path.of("src/it"))) {
      for (Path file : files.filter(path -> path.endsWith("invoker.properties")).toList()) {
        Matcher goals = Pattern.compile("saascore:[^\\n]*").matcher(Files.readString(file));
        while (goals.find()) {
          for (String goal : goals.group().split("(?=saascore:)", -1)) {
            run.add(shape(goal));
          }
        }
      }
    }
    Set<String> shown = new TreeSet<>();
    for (Path page : pages()) {
      Matcher command = COMMAND.matcher(Files.readString(page));
      while (command.find()) {
        shown.add(shape("saascore:" + command.group(2) + command.group(3)));
      }
    }
    shown.removeIf(command -> run.stream().anyMatch(other -> covers(other, command)));
    assertThat(shown).as("commands shown in the documentation that no src/it runs").isEmpty();
  }

  /** Returns a command without the values of its options, which differ from place to place. */
  private static String shape(String command) {
    Set<String> options = new TreeSet<>();
    options(command).forEach(options::add);
    return command.replaceAll("^saascore:([a-z-]+)[\\s\\S]*$", "$1") + " " + options;
  }

  private static boolean covers(String run, String shown) {
    String goal = shown.substring(0, shown.indexOf(' '));
    if (!run.startsWith(goal + " ")) {
      return false;
    }
    Set<String> options = Set.of(inner(run).split(", "));
    return Stream.of(inner(shown).split(", ")).allMatch(o -> o.isEmpty() || options.contains(o));
  }

  private static String inner(String shape) {
    return shape.substring(shape.indexOf('[') + 1, shape.length() - 1);
  }

  private static Stream<String> options(String text) {
    return OPTION.matcher(text).results().map(found -> found.group(1));
  }

  private static List<Path> pages() {
    try (Stream<Path> files = Files.walk(Path.of("src/site/markdown"))) {
      return Stream.concat(Stream.of(Path.of("README.md")), files.filter(Files::isRegularFile))
          .filter(path -> path.toString().endsWith(".md"))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
