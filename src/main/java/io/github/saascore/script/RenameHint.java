package io.github.saascore.script;

/**
 * What a model says about the earlier name of something: without it, a new name means that the old
 * object goes and another comes.
 *
 * @param from the earlier name as SQL has it; a column, constraint, trigger or policy behind its
 *     table and a dot
 * @param to the name in the model, in the same form
 * @param place where it is said
 */
public record RenameHint(String from, String to, String place) {}
