package io.github.saascore.testing;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Builds on another JDK than the invoker's, for the scripts of integration tests. */
public final class ItMaven {
  private static final Pattern VERSION = Pattern.compile("JAVA_VERSION=\"(\\d+)");

  private ItMaven() {}

  /**
   * Returns a JDK of at least this version: the one that runs, one that the environment names, or
   * one that is installed beside those.
   */
  public static Optional<File> jdk(int atLeast) {
    return homes().filter(home -> version(home) >= atLeast).findFirst().map(Path::toFile);
  }

  /** Returns the JDK that runs the tests. */
  public static File own() {
    return new File(System.getProperty("java.home"));
  }

  /**
   * Builds the project of a test and appends what Maven prints to its log.
   *
   * @param repository the local repository, which has the plugin
   * @return the exit status
   */
  public static int run(File basedir, File repository, File jdk, String... goals) {
    try {
      Path base = basedir.toPath();
      List<String> command = new ArrayList<>();
      command.add(Path.of(System.getProperty("maven.home"), "bin", "mvn").toString());
      command.addAll(List.of("-B", "-s", settings(base).toString()));
      command.add("-Dmaven.repo.local=" + repository);
      properties(base).forEach((key, value) -> command.add("-D" + key + "=" + value));
      command.addAll(List.of(goals));
      ProcessBuilder builder = new ProcessBuilder(command).directory(basedir);
      builder.environment().put("JAVA_HOME", jdk.getPath());
      builder.redirectErrorStream(true);
      builder.redirectOutput(ProcessBuilder.Redirect.appendTo(new File(basedir, "build.log")));
      return builder.start().waitFor();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static Stream<Path> homes() {
    Set<Path> homes = new LinkedHashSet<>();
    homes.add(own().toPath());
    for (Map.Entry<String, String> variable : System.getenv().entrySet()) {
      if (variable.getKey().matches("JAVA_HOME.*|JDK_?\\d*(_HOME)?")) {
        homes.add(Path.of(variable.getValue()));
      }
    }
    List.copyOf(homes).forEach(home -> homes.addAll(beside(home)));
    return homes.stream().filter(home -> Files.exists(home.resolve("bin/javac")));
  }

  private static List<Path> beside(Path home) {
    Path parent = home.toAbsolutePath().getParent();
    if (parent == null || !Files.isDirectory(parent)) {
      return List.of();
    }
    try (Stream<Path> others = Files.list(parent)) {
      return others.sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static int version(Path home) {
    try {
      Path release = home.resolve("release");
      Matcher version = VERSION.matcher(Files.exists(release) ? Files.readString(release) : "");
      return version.find() ? Integer.parseInt(version.group(1)) : 0;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The settings of all integration tests, with the repository that this build uses. */
  private static Path settings(Path base) throws IOException {
    String repository =
        System.getProperty("maven.repo.local", System.getProperty("user.home") + "/.m2/repository");
    String text = Files.readString(base.resolve("../../../src/it/settings.xml"));
    Path file = base.resolve("target/settings.xml");
    Files.createDirectories(file.getParent());
    return Files.writeString(
        file, text.replace("@localRepositoryUrl@", Path.of(repository).toUri().toString()));
  }

  private static Map<Object, Object> properties(Path base) throws IOException {
    Properties properties = new Properties();
    try (InputStream in = Files.newInputStream(base.resolve("test.properties"))) {
      properties.load(in);
    }
    return properties;
  }
}
