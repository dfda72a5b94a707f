package io.github.saascore.engine.drift;

import io.github.saascore.revision.Revision;

/**
 * One revision, there and back.
 *
 * @param revision the revision
 * @param place its file
 * @param way what was found out about its way back
 */
public record RoundTrip(Revision revision, String place, WayBack way) {}
