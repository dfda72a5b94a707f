package io.github.saascore.mojo;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** Names the user and the machine that a build runs on. */
final class Client {
  private Client() {}

  /** Returns for example {@code ci@runner-7}. */
  static String name() {
    return System.getProperty("user.name", "?") + "@" + host();
  }

  private static String host() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "localhost";
    }
  }
}
