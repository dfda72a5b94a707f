package io.github.saascore.script;

/**
 * What a model says about the earlier name of something: without it, a new name means that the old
 * object goes and another comes.
 *
 * @param path the earlier name as SQL has it, a part of a table behind its table and a dot
 * @param name the name in the model, alone
 * @param place where it is said
 */
public record RenameHint(String path, String name, String place) {}
