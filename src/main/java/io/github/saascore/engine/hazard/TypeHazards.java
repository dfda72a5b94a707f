package io.github.saascore.engine.hazard;

import io.github.saascore.engine.hazard.Catalog.Constraint;
import io.github.saascore.engine.hazard.Catalog.NamedType;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Domains and enums. */
final class TypeHazards implements Detector {
  private static final Pattern ORDERED =
      Pattern.compile("'\\s*(before|after)\\s*'", Pattern.CASE_INSENSITIVE);

  static final Rule DOMAIN_CHECK =
      Rule.error(
          "alter-domain-add-constraint",
          Family.LOCKS,
          "Every table that uses the domain takes no writes while all its rows are checked.",
          """
          ALTER DOMAIN {name} ADD CONSTRAINT ... NOT VALID
          in a later revision: ALTER DOMAIN {name} VALIDATE CONSTRAINT ...
          """);

  static final Rule DOMAIN_NOT_NULL =
      Rule.error(
          "alter-domain-set-not-null",
          Family.LOCKS,
          "Every table that uses the domain takes no writes while all its rows are checked.",
          """
          ALTER DOMAIN {name} ADD CHECK (VALUE IS NOT NULL) NOT VALID
          in a later revision: ALTER DOMAIN {name} VALIDATE CONSTRAINT ...
          """);

  static final Rule DOMAIN =
      Rule.optional(
          "create-domain-with-constraint",
          Family.STYLE,
          "A later change of the constraint locks and reads every table that uses the domain.",
          "a CHECK on the column");

  static final Rule ENUM =
      Rule.optional(
          "create-enum",
          Family.STYLE,
          "Values of an enum can be added and renamed, but never removed.",
          "a table of the values, and a foreign key to it");

  static final Rule ENUM_VALUE =
      Rule.optional(
          "enum-add-value",
          Family.CLIENTS,
          "The new value cannot be used in the same transaction, nor be removed again; older"
              + " versions of the application do not know it.",
          "as the only statement of a revision, before the application writes the value");

  static final Rule ENUM_ORDER =
      Rule.optional(
          "enum-value-without-order",
          Family.STYLE,
          "The new value sorts behind all others.",
          "ALTER TYPE {name} ADD VALUE ... AFTER ...");

  @Override
  public List<Rule> rules() {
    return List.of(DOMAIN_CHECK, DOMAIN_NOT_NULL, DOMAIN, ENUM, ENUM_VALUE, ENUM_ORDER);
  }

  @Override
  public Stream<Found> find(Scene scene) {
    return Stream.of(checks(scene), domains(scene), made(scene), values(scene))
        .flatMap(found -> found);
  }

  private static Stream<Found> checks(Scene scene) {
    return scene.newConstraints().stream()
        .filter(constraint -> constraint.domain() != 0 && constraint.validated())
        .filter(constraint -> scene.before().types().containsKey(constraint.domain()))
        .flatMap(
            constraint ->
                tables(
                    scene, DOMAIN_CHECK, scene.before().types().get(constraint.domain()).name()));
  }

  private static Stream<Found> domains(Scene scene) {
    return scene.before().types().values().stream()
        .filter(
            old ->
                Optional.ofNullable(scene.after().types().get(old.oid()))
                    .filter(now -> now.notNull() && !old.notNull())
                    .isPresent())
        .flatMap(domain -> tables(scene, DOMAIN_NOT_NULL, domain.name()));
  }

  private static Stream<Found> tables(Scene scene, Rule rule, String domain) {
    return scene.scans().keySet().stream()
        .filter(scene::existed)
        .map(
            table ->
                scene
                    .on(
                        rule,
                        table,
                        "all rows of %s are checked, as it uses domain %s"
                            .formatted(scene.name(table), domain))
                    .named("name", domain));
  }

  private static Stream<Found> made(Scene scene) {
    return scene.after().types().values().stream()
        .filter(type -> !scene.before().types().containsKey(type.oid()))
        .flatMap(
            type -> {
              if (type.kind() == 'e') {
                return Stream.of(Found.of(ENUM, "enum " + type.name() + " is made"));
              }
              boolean constrained =
                  type.notNull()
                      || scene.newConstraints().stream()
                          .map(Constraint::domain)
                          .anyMatch(domain -> domain == type.oid());
              return constrained
                  ? Stream.of(
                      Found.of(DOMAIN, "domain " + type.name() + " is made with a constraint"))
                  : Stream.<Found>empty();
            });
  }

  private static Stream<Found> values(Scene scene) {
    String sql = scene.observation().statement().sql();
    return scene.after().types().values().stream()
        .filter(
            type ->
                Optional.ofNullable(scene.before().types().get(type.oid()))
                    .filter(old -> old.labels() < type.labels())
                    .isPresent())
        .map(NamedType::name)
        .flatMap(
            name ->
                Stream.of(
                        Found.of(ENUM_VALUE, "enum " + name + " gets a value"),
                        Found.of(ENUM_ORDER, "enum " + name + " gets a value without a place"))
                    .filter(
                        found -> found.rule().equals(ENUM_VALUE) || !ORDERED.matcher(sql).find())
                    .map(found -> found.named("name", name)));
  }
}
