package io.github.saascore.engine;

import java.util.Optional;

/**
 * Something that a plan would destroy together with its data.
 *
 * @param what the object in words, for example {@code column email of users}
 * @param revision the step that destroys it
 * @param rows how many rows or values are in it now; empty when it does not exist yet or anymore
 * @param bytes how much of the disk it takes now; empty for columns
 * @param cascade whether objects that depend on it go too
 */
public record Loss(
    String what, String revision, Optional<Long> rows, Optional<Long> bytes, boolean cascade) {}
