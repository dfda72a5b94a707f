package io.github.saascore.mojo;

/**
 * The type of parameters that may hold a password: {@code mvn -X} prints every parameter of a goal
 * by its {@link #toString()}, and this one says nothing.
 *
 * <p>Maven finds {@link #set} by its name. The value itself is read by {@link Parameters}.
 */
public final class HiddenText {

  /** Takes a value from Maven and keeps nothing of it. */
  public void set(String value) {}

  /** Returns a fixed text. */
  @Override
  public String toString() {
    return "(hidden)";
  }
}
