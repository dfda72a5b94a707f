package io.github.saascore.report;

import java.time.Duration;

/**
 * What a verdict has to know about a run that its result does not say.
 *
 * @param database the name of the database
 * @param target the targets as they were typed, or {@code heads} when they were not
 * @param took how long the run took, connecting left out
 */
public record Ran(String database, String target, Duration took) {}
