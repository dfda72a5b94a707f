package io.github.saascore.schema;

import java.util.List;

/** How an object that exists on both sides gets from one version to the other. */
sealed interface Alteration {

  /**
   * By statements that keep the object.
   *
   * @param statements in their order; none where another object's change brings this one along
   * @param breaking whether what depends on the object has to be away meanwhile
   */
  record InPlace(List<Ddl> statements, boolean breaking) implements Alteration {
    /** Copies the list. */
    public InPlace {
      statements = List.copyOf(statements);
    }
  }

  /** By dropping and creating it again. */
  record Again() implements Alteration {}

  /**
   * Not at all.
   *
   * @param reason why, for people
   */
  record Refused(String reason) implements Alteration {}

  /** Returns an alteration that keeps the object and disturbs nobody. */
  static Alteration inPlace(List<String> statements) {
    return new InPlace(statements.stream().map(Ddl::of).toList(), false);
  }

  /** Returns an alteration by one statement that disturbs nobody. */
  static Alteration inPlace(String statement) {
    return inPlace(List.of(statement));
  }

  /** Returns the way by dropping and creating. */
  static Alteration again() {
    return new Again();
  }
}
