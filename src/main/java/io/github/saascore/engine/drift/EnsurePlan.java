package io.github.saascore.engine.drift;

import io.github.saascore.schema.Address;
import io.github.saascore.schema.Change;
import io.github.saascore.schema.Ddl;
import io.github.saascore.schema.Difference;
import io.github.saascore.schema.Fact;
import io.github.saascore.schema.Kind;
import io.github.saascore.schema.LeftOut;
import io.github.saascore.script.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a database lacks of a model, and what it has that the model does not or has otherwise.
 *
 * @param objects every object of the model and what is or becomes of it
 * @param surplus how many objects of the same schemas the model does not have
 * @param script what creates the missing ones
 */
public record EnsurePlan(List<Ensured> objects, int surplus, List<Ddl> script) {

  /** Copies the lists. */
  public EnsurePlan {
    objects = List.copyOf(objects);
    script = List.copyOf(script);
  }

  /**
   * One object of the model: a table with its columns and constraints, a view, a type.
   *
   * @param address the object
   * @param created what of it is missing and created, itself or parts of it
   * @param different what of it differs and stays as it is
   */
  public record Ensured(Address address, List<Change> created, List<LeftOut> different) {

    /** Copies the lists. */
    public Ensured {
      created = List.copyOf(created);
      different = List.copyOf(different);
    }

    /** Returns whether all of it is new. */
    public boolean isNew() {
      return created.stream().anyMatch(change -> change.address().equals(address));
    }

    /** Returns whether it is there as the model has it. */
    public boolean isPresent() {
      return created.isEmpty() && different.isEmpty();
    }
  }

  /** Returns the plan that a difference from a database to its model makes. */
  static EnsurePlan of(Difference difference) {
    Map<Address, List<Change>> changes = difference.byObject();
    Set<Change> made = Set.copyOf(difference.made());
    List<Ensured> objects = new ArrayList<>();
    for (Address address : objects(difference)) {
      List<Change> own = changes.getOrDefault(address, List.of());
      objects.add(
          new Ensured(
              address,
              own.stream().filter(made::contains).toList(),
              difference.leftOut().stream().filter(left -> own.contains(left.change())).toList()));
    }
    long surplus =
        difference.changes().stream()
            .filter(change -> change.removes() && changes.containsKey(change.address()))
            .count();
    return new EnsurePlan(objects, (int) surplus, difference.script());
  }

  /** A schema is worth a line only when it is made. */
  private static Set<Address> objects(Difference difference) {
    Set<Address> objects = new TreeSet<>();
    for (Fact fact : difference.to().all()) {
      boolean isPart = fact.parent().flatMap(difference.to()::find).isPresent();
      boolean isOldSchema =
          fact.kind() == Kind.SCHEMA && difference.from().find(fact.address()).isPresent();
      if (!isPart && !isOldSchema) {
        objects.add(fact.address());
      }
    }
    return objects;
  }

  /** Returns whether nothing is missing. */
  public boolean isNothing() {
    return script.isEmpty();
  }

  /** Returns the objects that are there and differ from the model. */
  public List<Ensured> different() {
    return objects.stream().filter(object -> !object.different().isEmpty()).toList();
  }

  /** Returns the statements to run. */
  List<Statement> statements() {
    List<Statement> statements = new ArrayList<>();
    for (Ddl ddl : script) {
      String place = "ensure, statement " + (statements.size() + 1);
      statements.add(Statement.stored(place, ddl.sql()));
    }
    return statements;
  }
}
