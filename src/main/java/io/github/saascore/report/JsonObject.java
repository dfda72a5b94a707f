package io.github.saascore.report;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** The fields of a JSON object, in the order in which they were put; used by one thread. */
public final class JsonObject {
  private final Map<String, Object> fields = new LinkedHashMap<>();

  /**
   * Adds a field, and returns this object.
   *
   * @param key in snake_case
   * @param value anything that {@link Json} knows
   */
  public JsonObject put(String key, Object value) {
    if (fields.containsKey(key)) {
      throw new IllegalArgumentException("field twice: " + key);
    }
    fields.put(key, value);
    return this;
  }

  /** Returns the fields in their order. */
  Map<String, Object> fields() {
    return Collections.unmodifiableMap(fields);
  }

  /** Returns the JSON text. */
  @Override
  public String toString() {
    return Json.text(this);
  }
}
