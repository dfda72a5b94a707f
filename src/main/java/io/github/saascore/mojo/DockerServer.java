package io.github.saascore.mojo;

import io.github.saascore.postgres.ConnectionSettings;
import io.github.saascore.postgres.HostPort;
import io.github.saascore.postgres.Secret;
import io.github.saascore.revision.Code;
import io.github.saascore.revision.Problem;
import io.github.saascore.revision.SaascoreException;
import java.lang.reflect.InvocationTargetException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A PostgreSQL container, started by the Testcontainers that the user added to the plugin; called
 * by reflection, so that nobody else has to have it.
 */
final class DockerServer implements AutoCloseable {
  /** Testcontainers 2 and 1 name the same class differently. */
  private static final List<String> CLASSES =
      List.of(
          "org.testcontainers.postgresql.PostgreSQLContainer",
          "org.testcontainers.containers.PostgreSQLContainer");

  private final Object container;
  private final String parameter;

  private DockerServer(Object container, String parameter) {
    this.container = container;
    this.parameter = parameter;
  }

  /**
   * Starts a container.
   *
   * @param parameter the parameter that asked for it, as it is typed
   * @throws SaascoreException EMBEDDED_SERVER when Testcontainers or a Docker engine is missing
   */
  static DockerServer start(String image, String parameter) {
    Class<?> type =
        CLASSES.stream()
            .flatMap(name -> find(name).stream())
            .findFirst()
            .orElseThrow(() -> missing(parameter));
    try {
      Class<?> nameType = Class.forName("org.testcontainers.utility.DockerImageName");
      Object name = nameType.getMethod("parse", String.class).invoke(null, image);
      Object compatible =
          nameType.getMethod("asCompatibleSubstituteFor", String.class).invoke(name, "postgres");
      Object container = type.getConstructor(nameType).newInstance(compatible);
      type.getMethod("start").invoke(container);
      return new DockerServer(container, parameter);
    } catch (InvocationTargetException e) {
      throw failed(image, parameter, e.getCause());
    } catch (ReflectiveOperationException e) {
      throw failed(image, parameter, e);
    }
  }

  /** Returns how to connect as the user that the image makes, who is a superuser. */
  ConnectionSettings settings(String source) {
    return new ConnectionSettings(
        List.of(new HostPort(get("getHost"), Integer.parseInt(get("getFirstMappedPort")))),
        get("getDatabaseName"),
        get("getUsername"),
        Optional.of(new Secret(get("getPassword"))),
        source,
        Optional.empty(),
        Map.of("sslmode", "disable"));
  }

  @Override
  public void close() {
    call("stop");
  }

  private String get(String method) {
    return String.valueOf(call(method));
  }

  private Object call(String method) {
    try {
      return container.getClass().getMethod(method).invoke(container);
    } catch (InvocationTargetException e) {
      throw failed(method, parameter, e.getCause());
    } catch (ReflectiveOperationException e) {
      throw failed(method, parameter, e);
    }
  }

  private static Optional<Class<?>> find(String name) {
    try {
      return Optional.of(Class.forName(name));
    } catch (ClassNotFoundException e) {
      return Optional.empty();
    }
  }

  private static SaascoreException missing(String parameter) {
    return Problem.of(Code.EMBEDDED_SERVER, "docker: needs Testcontainers, which is not there")
        .because("it is no dependency of this plugin, so that nobody has to download it")
        .hint(
            """
            add it to the plugin in the POM:
            <dependencies>
              <dependency>
                <groupId>org.testcontainers</groupId>
                <artifactId>testcontainers-postgresql</artifactId>
                <version>2.0.5</version>
              </dependency>
            </dependencies>
            or use the embedded server: %s=embedded\
            """
                .formatted(parameter))
        .asException();
  }

  private static SaascoreException failed(String what, String parameter, Throwable cause) {
    return new SaascoreException(
        Problem.of(Code.EMBEDDED_SERVER, "unable to run a container of " + what)
            .because(cause.toString())
            .hint(
                "is a Docker engine running? or use the embedded one: " + parameter + "=embedded"),
        cause);
  }
}
