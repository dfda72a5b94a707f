package io.github.saascore.engine.model;

import io.github.saascore.engine.scratch.Scopes;
import io.github.saascore.engine.scratch.ScratchDatabase;
import io.github.saascore.schema.Address;
import io.github.saascore.schema.Fact;
import io.github.saascore.schema.GeneratedLimits;
import io.github.saascore.schema.Kind;
import io.github.saascore.schema.Snapshot;
import io.github.saascore.schema.SnapshotScope;
import java.util.Set;
import java.util.TreeSet;

/**
 * The wanted schema as PostgreSQL stores it.
 *
 * @param model what was made
 * @param snapshot what came of it in an empty database
 */
public record ModelSchema(Model model, Snapshot snapshot) {
  private static final String PUBLIC = "public";

  /**
   * Makes a model in an empty scratch database and reads it back.
   *
   * @throws io.github.saascore.revision.SaascoreException MODEL naming the statement that the
   *     server refused, or what the model does that a model must not; SCRATCH where the server
   *     lacks an extension
   */
  public static ModelSchema make(Model model, ScratchDatabase scratch) {
    new Materialisation(model, scratch).run();
    return new ModelSchema(model, scratch.snapshot());
  }

  /**
   * Returns the wanted schema for a comparison with another one: what this form of model cannot say
   * is taken from there, so that it is no difference.
   */
  public Snapshot beside(Snapshot actual) {
    return model.form() == Model.Form.GENERATED ? GeneratedLimits.lift(snapshot, actual) : snapshot;
  }

  /** Returns the plain names of the schemas that the model makes, or makes something in. */
  public Set<String> schemas() {
    Set<String> schemas = new TreeSet<>();
    for (Fact fact : snapshot.all()) {
      Address address = fact.address();
      if (fact.kind() == Kind.SCHEMA) {
        if (!address.name().equals(PUBLIC)) {
          schemas.add(plain(address.name()));
        }
      } else if (!address.container().isEmpty()) {
        schemas.add(plain(first(address.container())));
      }
    }
    return schemas;
  }

  /** Returns the part of a database that the model speaks of. */
  public SnapshotScope scope() {
    Set<String> schemas = schemas();
    return schemas.isEmpty() ? Scopes.of(Set.of(PUBLIC)) : Scopes.of(schemas);
  }

  /** Returns the part of a quoted, dotted name before the first dot. */
  private static String first(String name) {
    int at = 0;
    boolean quoted = false;
    while (at < name.length() && (quoted || name.charAt(at) != '.')) {
      quoted ^= name.charAt(at) == '"';
      at++;
    }
    return name.substring(0, at);
  }

  private static String plain(String name) {
    return name.startsWith("\"")
        ? name.substring(1, name.length() - 1).replace("\"\"", "\"")
        : name;
  }
}
