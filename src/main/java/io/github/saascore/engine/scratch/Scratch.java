package io.github.saascore.engine.scratch;

import io.github.saascore.engine.JavaBodies;
import io.github.saascore.postgres.RunInfo;
import io.github.saascore.postgres.ScratchServer;
import io.github.saascore.postgres.SessionOptions;
import java.util.Optional;

/**
 * Makes scratch databases that are like the user's in what matters to definitions.
 *
 * @param server the server to make them on; it is closed by whoever opened it
 * @param schema the schema that unqualified names mean; it is there from the beginning
 * @param javaBodies finds Java code that migration files name
 * @param run who runs
 */
public record Scratch(ScratchServer server, String schema, JavaBodies javaBodies, RunInfo run) {

  /** Returns an empty database; the caller closes it. */
  public ScratchDatabase open() {
    return ScratchDatabase.open(this);
  }

  /** Returns where and how to work: no role but the server's own, and nobody to wait for. */
  SessionOptions options() {
    SessionOptions options = SessionOptions.defaults();
    return schema.equals("public") ? options : options.withSchema(schema);
  }

  Optional<String> storeSchema() {
    return Optional.of(schema);
  }
}
