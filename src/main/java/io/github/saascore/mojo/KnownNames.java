package io.github.saascore.mojo;

import io.github.saascore.revision.Code;
import io.github.saascore.revision.Problem;
import io.github.saascore.revision.Problems;
import io.github.saascore.revision.Suggestions;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.maven.model.PluginExecution;
import org.apache.maven.plugin.MojoExecution;
import org.apache.maven.plugin.descriptor.MojoDescriptor;
import org.apache.maven.plugin.descriptor.Parameter;
import org.codehaus.plexus.util.xml.Xpp3Dom;

/**
 * Finds misspelt parameters: what Maven does not know it ignores, and a misspelt {@code dryRun} is
 * a dry run that is none.
 *
 * @param names the parameters of all goals; those of other goals are legal everywhere
 */
record KnownNames(Set<String> names) {
  /** Not a parameter, but the usual name for the version of a plugin. */
  private static final String VERSION = "version";

  private static final String PLACEHOLDERS = "placeholders";

  /** Returns the names that the plugin's descriptor lists. */
  static KnownNames of(MojoExecution execution) {
    Set<String> names = new TreeSet<>();
    for (MojoDescriptor goal : execution.getMojoDescriptor().getPluginDescriptor().getMojos()) {
      // The generated goal "help" has parameters, but none of ours.
      if (!goal.getGoal().equals("help")) {
        goal.getParameters().stream().map(Parameter::getName).forEach(names::add);
      }
    }
    return new KnownNames(names);
  }

  /**
   * Checks the command line and the plugin's configuration.
   *
   * @param properties the keys of the user properties
   * @param configured the names in the plugin's configuration
   * @throws io.github.saascore.revision.SaascoreException UNKNOWN_PARAMETER with all of them
   */
  void check(Collection<String> properties, Collection<String> configured) {
    Problems problems = new Problems();
    for (String key : new TreeSet<>(properties)) {
      if (key.startsWith(ParameterSources.PREFIX)) {
        property(key).ifPresent(problems::add);
      }
    }
    for (String name : configured) {
      if (!names.contains(name)) {
        problems.add(unknown("<" + name + ">", name, "the plugin's <configuration> in the POM"));
      }
    }
    problems.throwIfAny();
  }

  private Optional<Problem> property(String key) {
    String name = key.substring(ParameterSources.PREFIX.length());
    if (name.startsWith(PLACEHOLDERS + ".") || name.equals(VERSION)) {
      return Optional.empty();
    }
    if (name.equals(PLACEHOLDERS)) {
      return Optional.of(
          Problem.of(Code.BAD_PARAMETER, "'-D" + key + "' needs the name of a placeholder")
              .hint("-Dsaascore.placeholders.<name>=<value>"));
    }
    return names.contains(name)
        ? Optional.empty()
        : Optional.of(unknown("-D" + key, name, "the command line"));
  }

  private Problem unknown(String typed, String name, String place) {
    List<String> guesses = new ArrayList<>(Suggestions.closest(name, names));
    String form = typed.startsWith("-D") ? "-Dsaascore.%s" : "<%s>";
    String hint =
        guesses.isEmpty()
            ? "mvn saascore:help -Ddetail lists all"
            : "did you mean "
                + String.join(" or ", guesses.stream().map(form::formatted).toList())
                + "?";
    return Problem.of(Code.UNKNOWN_PARAMETER, "'" + typed + "' is not a parameter of this plugin")
        .at(place)
        .hint(hint);
  }

  /** Returns the names in the configuration of the plugin and of this execution in the POM. */
  static List<String> configured(MavenContext maven) {
    List<String> configured = new ArrayList<>();
    maven
        .plugin()
        .ifPresent(
            plugin -> {
              names(plugin.getConfiguration(), configured);
              PluginExecution execution =
                  plugin.getExecutionsAsMap().get(maven.execution().getExecutionId());
              if (execution != null) {
                names(execution.getConfiguration(), configured);
              }
            });
    return configured;
  }

  private static void names(Object configuration, List<String> names) {
    if (configuration instanceof Xpp3Dom dom) {
      for (Xpp3Dom child : dom.getChildren()) {
        if (!names.contains(child.getName())) {
          names.add(child.getName());
        }
      }
    }
  }
}
