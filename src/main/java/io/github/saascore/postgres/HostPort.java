package io.github.saascore.postgres;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * One address of a server.
 *
 * @param host a name, an IPv4 or an IPv6 address, the last without brackets
 * @param port 1 to 65535
 */
public record HostPort(String host, int port) {
  /** The port a PostgreSQL server listens on unless somebody chose another one. */
  public static final int DEFAULT_PORT = 5432;

  private static final Pattern NAME = Pattern.compile("[\\p{L}\\p{N}._:%-]+");
  private static final Pattern LOOPBACK =
      Pattern.compile("127(\\.\\d{1,3}){3}|::1|0:0:0:0:0:0:0:1|(.+\\.)?localhost");

  /** Checks that the address can stand in a URL. */
  public HostPort {
    if (!NAME.matcher(host).matches() || port < 1 || port > 65535) {
      throw new IllegalArgumentException("not a host and port");
    }
  }

  /** Tells whether this address is the machine itself, by its name and without asking DNS. */
  public boolean isLoopback() {
    return LOOPBACK.matcher(host.toLowerCase(Locale.ROOT)).matches();
  }

  /** Returns {@code host:port}, an IPv6 address in brackets. */
  @Override
  public String toString() {
    return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
  }

  /** Returns several addresses as they stand in a URL, separated by commas. */
  static String text(List<HostPort> hosts) {
    return hosts.stream().map(HostPort::toString).collect(Collectors.joining(","));
  }
}
