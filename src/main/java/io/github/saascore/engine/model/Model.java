package io.github.saascore.engine.model;

import io.github.saascore.schema.Rename;
import io.github.saascore.schema.Renames;
import io.github.saascore.script.ModelScript;
import io.github.saascore.script.Statement;
import java.util.List;
import java.util.Optional;

/**
 * The wanted schema as a project says it, before PostgreSQL was asked what that means.
 *
 * @param name what it is called in messages: a class, or a directory
 * @param form what kind of thing says it
 * @param script the statements that make it in an empty database, and what they say about renames
 * @param notes what it cannot say although it tries to, for people
 */
public record Model(String name, Form form, ModelScript script, List<String> notes) {

  /** What can say what the schema is. */
  public enum Form {
    /** A class of the project that returns jOOQ queries. */
    CLASS,
    /** Code that jOOQ generated; it knows less than there is in a schema. */
    GENERATED,
    /** SQL files; their order means little. */
    DIRECTORY
  }

  /** Takes a copy of the notes. */
  public Model {
    notes = List.copyOf(notes);
  }

  /** Returns the statements. */
  public List<Statement> statements() {
    return script.statements();
  }

  /** Returns what the statements say about earlier names. */
  public Renames renames() {
    return new Renames(
        script.renames().stream()
            .map(hint -> new Rename(hint.path(), Optional.of(hint.name())))
            .toList());
  }
}
