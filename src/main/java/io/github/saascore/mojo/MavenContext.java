package io.github.saascore.mojo;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import javax.inject.Inject;
import javax.inject.Named;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.model.Plugin;
import org.apache.maven.plugin.MojoExecution;
import org.apache.maven.project.MavenProject;
import org.apache.maven.project.ProjectDependenciesResolver;
import org.apache.maven.settings.crypto.SettingsDecrypter;
import org.codehaus.plexus.util.xml.Xpp3Dom;
import org.eclipse.aether.RepositorySystem;

/** What a goal gets from Maven: the project it runs in, and Maven's own services. */
@Named
final class MavenContext {
  private final MavenSession session;
  private final MavenProject project;
  private final MojoExecution execution;
  private final RepositorySystem repositories;
  private final SettingsDecrypter decrypter;
  private final ProjectDependenciesResolver dependencies;

  @Inject
  MavenContext(
      MavenSession session,
      MavenProject project,
      MojoExecution execution,
      RepositorySystem repositories,
      SettingsDecrypter decrypter,
      ProjectDependenciesResolver dependencies) {
    // In a parallel build the injected session is the root's, whose current project is another's.
    this.session = session.clone();
    this.session.setCurrentProject(project);
    this.project = project;
    this.execution = execution;
    this.repositories = repositories;
    this.decrypter = decrypter;
    this.dependencies = dependencies;
  }

  MavenSession session() {
    return session;
  }

  MavenProject project() {
    return project;
  }

  MojoExecution execution() {
    return execution;
  }

  RepositorySystem repositories() {
    return repositories;
  }

  SettingsDecrypter decrypter() {
    return decrypter;
  }

  ProjectDependenciesResolver dependencies() {
    return dependencies;
  }

  /** Returns the directory of the project, or the current one where there is no project. */
  Path basedir() {
    return Optional.ofNullable(project.getBasedir())
        .map(directory -> directory.toPath())
        .orElse(Path.of(session.getExecutionRootDirectory()));
  }

  /** Returns the other projects of this build. */
  List<MavenProject> others() {
    return session.getProjects().stream()
        .filter(other -> other.getBasedir() != null)
        .filter(other -> !other.getBasedir().toPath().equals(basedir()))
        .toList();
  }

  /** Returns the directories of the other projects of this build. */
  List<Path> otherBasedirs() {
    return others().stream().map(other -> other.getBasedir().toPath()).toList();
  }

  /** Tells whether the POM of another project of this build configures a parameter. */
  boolean othersConfigure(String parameter) {
    return others().stream()
        .map(other -> Optional.ofNullable(other.getPlugin(key())))
        .flatMap(Optional::stream)
        .anyMatch(
            plugin ->
                plugin.getConfiguration() instanceof Xpp3Dom dom
                    && dom.getChild(parameter) != null);
  }

  /** Tells whether the build runs in this project alone, or in its root. */
  boolean isRoot() {
    return session.getProjects().size() < 2 || project.isExecutionRoot();
  }

  /** Returns this plugin as the POM configures it, if it does. */
  Optional<Plugin> plugin() {
    return Optional.ofNullable(project.getPlugin(key()));
  }

  private String key() {
    return execution.getGroupId() + ":" + execution.getArtifactId();
  }

  /** Returns the goal as it is typed, for example {@code upgrade}. */
  String goal() {
    return execution.getGoal();
  }
}
