package io.github.saascore.mojo;

import io.github.saascore.revision.Code;
import io.github.saascore.revision.Problem;
import io.github.saascore.revision.SaascoreException;
import java.net.MalformedURLException;
import java.net.URL;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.maven.project.DefaultDependencyResolutionRequest;
import org.apache.maven.project.DependencyResolutionException;
import org.eclipse.aether.graph.Dependency;

/**
 * The class path of a project, resolved only when somebody asks: most runs need none, and work in a
 * project that does not compile.
 */
final class ProjectClassPath {
  private final MavenContext maven;
  private final Code code;

  /**
   * Makes a class path.
   *
   * @param code the error when it cannot be had
   */
  ProjectClassPath(MavenContext maven, Code code) {
    this.maven = maven;
    this.code = code;
  }

  /** Returns the directory of the project's own classes. */
  Path classes() {
    return Path.of(maven.project().getBuild().getOutputDirectory());
  }

  /**
   * Returns the project's own classes and all of its dependencies, without those of tests.
   *
   * @throws SaascoreException with the code given when a dependency cannot be resolved
   */
  List<URL> urls() {
    try {
      List<URL> urls = new ArrayList<>();
      urls.add(url(classes()));
      for (Dependency dependency : dependencies()) {
        urls.add(url(dependency.getArtifact().getFile().toPath()));
      }
      return urls;
    } catch (DependencyResolutionException e) {
      throw new SaascoreException(
          Problem.of(code, "the project's class path cannot be resolved")
              .at(maven.project().getId())
              .because(e.getMessage())
              .hint("mvn compile saascore:" + maven.goal()),
          e);
    }
  }

  private List<Dependency> dependencies() throws DependencyResolutionException {
    DefaultDependencyResolutionRequest request =
        new DefaultDependencyResolutionRequest(
            maven.project(), maven.session().getRepositorySession());
    request.setResolutionFilter(
        (node, parents) ->
            node.getDependency() == null || !node.getDependency().getScope().equals("test"));
    return maven.dependencies().resolve(request).getDependencies().stream()
        .filter(dependency -> !dependency.getScope().equals("test"))
        .filter(dependency -> dependency.getArtifact().getFile() != null)
        .toList();
  }

  private static URL url(Path path) {
    try {
      return path.toUri().toURL();
    } catch (MalformedURLException e) {
      throw new IllegalStateException(e);
    }
  }
}
