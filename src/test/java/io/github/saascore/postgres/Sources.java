package io.github.saascore.postgres;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Builds connection sources in tests, beginning with none at all. */
record Sources(
    String property,
    String pom,
    List<Credentials> credentials,
    Map<String, String> env,
    Path home) {

  static Sources none() {
    return new Sources(null, null, List.of(), Map.of(), Path.of("/nowhere"));
  }

  Sources property(String url) {
    return new Sources(url, pom, credentials, env, home);
  }

  Sources pom(String url) {
    return new Sources(property, url, credentials, env, home);
  }

  Sources credentials(Credentials... given) {
    return new Sources(property, pom, List.of(given), env, home);
  }

  Sources env(String... namesAndValues) {
    Map<String, String> variables = new TreeMap<>(env);
    for (int i = 0; i < namesAndValues.length; i += 2) {
      variables.put(namesAndValues[i], namesAndValues[i + 1]);
    }
    return new Sources(property, pom, credentials, variables, home);
  }

  Sources home(Path directory) {
    return new Sources(property, pom, credentials, env, directory);
  }

  ConnectionSources build(boolean requireUrl) {
    return new ConnectionSources(
        Optional.ofNullable(property),
        Optional.ofNullable(pom),
        credentials,
        env,
        home,
        "osuser",
        requireUrl);
  }

  Resolution resolve() {
    return ConnectionResolver.resolve(build(false));
  }

  ConnectionSettings settings() {
    return ((DatabaseChoice.Server) resolve().choice()).settings();
  }
}
