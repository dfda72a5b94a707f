package io.github.saascore.mojo;

/**
 * The text of a parameter and the place it comes from.
 *
 * @param text the text; never shown for secret parameters
 * @param source the place as users know it, for example {@code -Dsaascore.target}
 * @param explicit whether somebody wrote it, so that it is no default of ours
 */
record Given(String text, String source, boolean explicit) {
  /** Hides the text, which may be a password. */
  @Override
  public String toString() {
    return source;
  }
}
