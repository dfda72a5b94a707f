package io.github.saascore.mojo;

import javax.inject.Inject;
import org.apache.maven.plugins.annotations.Mojo;

/** Makes the directory of migrations with a first revision in it. */
@Mojo(name = "init", threadSafe = true)
public final class InitMojo extends NewFileGoal {
  @Inject
  InitMojo(MavenContext maven) {
    super(maven);
  }

  /** Only the module that the build was started for gets a directory. */
  @Override
  boolean isWithoutFiles(Parameters parameters) {
    return !maven().isRoot();
  }

  @Override
  void work(Parameters parameters) {
    NewFiles files = files(parameters);
    files.print(files.scaffold().init(parameters.text("message").orElse("initial")), getLog());
    getLog().info("write the first statements there, then: mvn saascore:upgrade");
  }
}
