package io.github.saascore.postgres;

import java.util.UUID;

/**
 * Who runs, for the event log.
 *
 * @param id a new id for each run, so that the events of one run can be found
 * @param client the user and the host this build runs on, for example {@code ci@runner-7}
 * @param pluginVersion the version of this plugin
 */
public record RunInfo(String id, String client, String pluginVersion) {

  /** Returns the identity of a new run of this plugin version by this user on this host. */
  public static RunInfo of(String client, String pluginVersion) {
    return new RunInfo(UUID.randomUUID().toString(), client, pluginVersion);
  }
}
