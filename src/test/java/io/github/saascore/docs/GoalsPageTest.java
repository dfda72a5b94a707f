package io.github.saascore.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * The page of goals says what the goals' own help texts say.
 *
 * <p>{@code -Dsaascore.test.golden=write} writes the page anew.
 */
class GoalsPageTest {
  private static final Path PAGE = Path.of("src/site/markdown/goals.md");

  @Test
  void isWhatTheGoalsSay() throws Exception {
    String page = page(PluginDescriptor.read());
    if ("write".equals(System.getProperty("saascore.test.golden"))) {
      Files.writeString(PAGE, page);
    }
    assertThat(Files.readString(PAGE)).isEqualTo(page);
  }

  private static String page(PluginDescriptor plugin) {
    StringBuilder page =
        new StringBuilder(
            """
            # Goals and parameters

            Written from the help texts of the goals; `mvn saascore:help -Ddetail` prints the same. On
            the command line a parameter is `-Dsaascore.<name>`, and beats the POM; in the POM it is
            `<name>` in the plugin's `<configuration>`.

            | goal | what it does |
            | --- | --- |
            """);
    plugin
        .goals()
        .forEach((name, goal) -> row(page, "[`" + name + "`](#" + name + ")", goal.description()));
    page.append("\n## Parameters of most goals\n\n| parameter | meaning | default |\n");
    page.append("| --- | --- | --- |\n");
    Map<String, PluginDescriptor.Parameter> common = common(plugin);
    common.forEach((name, parameter) -> row(page, name, parameter));
    plugin.goals().forEach((name, goal) -> section(page, name, goal, common));
    return page.toString();
  }

  private static void section(
      StringBuilder page,
      String name,
      PluginDescriptor.Goal goal,
      Map<String, PluginDescriptor.Parameter> common) {
    page.append("\n## ").append(name).append("\n\n").append(markdown(goal.description()));
    page.append("\n\n");
    Map<String, PluginDescriptor.Parameter> own = new TreeMap<>(goal.parameters());
    own.entrySet().removeIf(entry -> entry.getValue().equals(common.get(entry.getKey())));
    if (own.isEmpty()) {
      page.append("No parameters of its own.\n");
      return;
    }
    page.append("| parameter | meaning | default |\n| --- | --- | --- |\n");
    own.forEach((parameter, texts) -> row(page, parameter, texts));
  }

  /** Returns the parameters that at least half of the goals share, letter by letter. */
  private static Map<String, PluginDescriptor.Parameter> common(PluginDescriptor plugin) {
    Map<String, PluginDescriptor.Parameter> common = new TreeMap<>();
    for (PluginDescriptor.Goal goal : plugin.goals().values()) {
      goal.parameters()
          .forEach(
              (name, parameter) -> {
                long same =
                    plugin.goals().values().stream()
                        .filter(other -> parameter.equals(other.parameters().get(name)))
                        .count();
                if (2 * same >= plugin.goals().size()) {
                  common.put(name, parameter);
                }
              });
    }
    return common;
  }

  private static void row(StringBuilder page, String name, PluginDescriptor.Parameter parameter) {
    String standard = parameter.defaultValue().map(value -> "`" + value + "`").orElse("");
    row(page, "`" + name + "`", parameter.description() + " | " + standard);
  }

  private static void row(StringBuilder page, String first, String second) {
    page.append("| ").append(first).append(" | ").append(markdown(second)).append(" |\n");
  }

  private static String markdown(String html) {
    return html.replaceAll("<code>\\s*(.*?)\\s*</code>", "`$1`")
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&amp;", "&");
  }
}
