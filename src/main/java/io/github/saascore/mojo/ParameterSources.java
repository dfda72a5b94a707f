package io.github.saascore.mojo;

import io.github.saascore.revision.Code;
import io.github.saascore.revision.Problem;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import org.apache.maven.plugin.PluginParameterExpressionEvaluator;
import org.codehaus.plexus.component.configurator.expression.ExpressionEvaluationException;
import org.codehaus.plexus.util.xml.Xpp3Dom;

/**
 * Reads the text of a parameter: the command line first, then the POM, then the default.
 *
 * <p>Maven itself prefers a literal value in the POM to the command line, and that has emptied
 * wrong databases. The configuration of the execution holds, for each parameter of the goal, what
 * the POM says or else the expression and the default of its {@code @Parameter}.
 */
final class ParameterSources {
  /** The parameters that may hold a password, and are never printed. */
  static final Set<String> SECRET = Set.of("url", "password", "scratch");

  /** What every property of ours begins with. */
  static final String PREFIX = "saascore.";

  private final Properties properties;
  private final Properties project;
  private final Optional<Xpp3Dom> configuration;
  private final PluginParameterExpressionEvaluator evaluator;

  ParameterSources(MavenContext maven) {
    this.properties = maven.session().getUserProperties();
    this.project = maven.project().getProperties();
    this.configuration = Optional.ofNullable(maven.execution().getConfiguration());
    this.evaluator = new PluginParameterExpressionEvaluator(maven.session(), maven.execution());
  }

  /** Returns what is given for a parameter, if anything is. */
  Optional<Given> find(String name) {
    return property(name).or(() -> pom(name));
  }

  /** Returns what the command line says. */
  Optional<Given> property(String name) {
    String key = PREFIX + name;
    return Optional.ofNullable(properties.getProperty(key))
        .map(text -> new Given(text, "-D" + key, true));
  }

  /** Returns what the POM says, by configuration or by a property, or else the default. */
  Optional<Given> pom(String name) {
    Optional<Xpp3Dom> child = configuration.map(dom -> dom.getChild(name));
    return child
        .flatMap(dom -> ofPom(dom, name))
        .or(() -> SECRET.contains(name) ? ofProject(name) : Optional.empty())
        .or(() -> child.flatMap(this::defaultOf));
  }

  /** Reads a property of the POM that Maven does not bind, for the sake of its log. */
  private Optional<Given> ofProject(String name) {
    return Optional.ofNullable(project.getProperty(PREFIX + name))
        .map(text -> new Given(text, "<" + PREFIX + name + "> in <properties> in the POM", true));
  }

  private Optional<Given> ofPom(Xpp3Dom child, String name) {
    String raw = child.getValue();
    if (raw == null || raw.isBlank()) {
      return Optional.empty();
    }
    boolean byProperty = raw.equals("${" + PREFIX + name + "}");
    String source = byProperty ? "<" + PREFIX + name + "> in <properties>" : "<" + name + ">";
    return evaluated(raw).map(text -> new Given(text, source + " in the POM", true));
  }

  private Optional<Given> defaultOf(Xpp3Dom child) {
    return Optional.ofNullable(child.getAttribute("default-value"))
        .flatMap(this::evaluated)
        .map(text -> new Given(text, "default", false));
  }

  /** Returns the entries of a map: those of the POM, and over them {@code -Dsaascore.map.key}. */
  Map<String, String> entries(String name) {
    Map<String, String> entries = new TreeMap<>();
    configuration
        .map(dom -> dom.getChild(name))
        .ifPresent(
            map -> {
              for (Xpp3Dom entry : map.getChildren()) {
                String raw = entry.getValue();
                entries.put(entry.getName(), raw == null ? "" : evaluated(raw).orElse(""));
              }
            });
    String prefix = PREFIX + name + ".";
    for (String key : properties.stringPropertyNames()) {
      if (key.startsWith(prefix)) {
        entries.put(key.substring(prefix.length()), properties.getProperty(key));
      }
    }
    return entries;
  }

  private Optional<String> evaluated(String text) {
    try {
      return Optional.ofNullable(evaluator.evaluate(text)).map(Object::toString);
    } catch (ExpressionEvaluationException e) {
      throw Problem.of(Code.BAD_PARAMETER, "a value in the POM cannot be evaluated")
          .because(e.getMessage())
          .asException();
    }
  }
}
