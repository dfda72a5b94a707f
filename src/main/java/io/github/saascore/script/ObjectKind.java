package io.github.saascore.script;

import java.util.List;
import java.util.Locale;

/** Reads the words for a kind of object, as CREATE, ALTER, DROP and COMMENT have them. */
final class ObjectKind {
  private static final List<String[]> LONG_NAMES =
      List.of(
          new String[] {"text", "search", "configuration"},
          new String[] {"text", "search", "dictionary"},
          new String[] {"text", "search", "parser"},
          new String[] {"text", "search", "template"},
          new String[] {"foreign", "data", "wrapper"},
          new String[] {"foreign", "table"},
          new String[] {"materialized", "view"},
          new String[] {"operator", "class"},
          new String[] {"operator", "family"},
          new String[] {"access", "method"},
          new String[] {"user", "mapping"},
          new String[] {"event", "trigger"},
          new String[] {"large", "object"},
          new String[] {"default", "privileges"},
          new String[] {"property", "graph"});

  private ObjectKind() {}

  /** Takes the kind and returns it in lower case, words separated by one space. */
  static String read(TokenCursor cursor) {
    for (String[] name : LONG_NAMES) {
      if (cursor.accept(name)) {
        return String.join(" ", name);
      }
    }
    return cursor.take().toLowerCase(Locale.ROOT);
  }
}
