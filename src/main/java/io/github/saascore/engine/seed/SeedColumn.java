package io.github.saascore.engine.seed;

/**
 * A column whose values can be written.
 *
 * @param name its name, quoted where SQL needs it
 * @param bare whether its values are SQL without quotes, as numbers are
 * @param filled whether a row that says nothing of it gets a value: a default or an identity
 */
public record SeedColumn(String name, boolean bare, boolean filled) {}
