package io.github.saascore.script;

import java.util.Optional;

/**
 * Follows the tokens of one statement to know whether a semicolon ends it, and whether COPY data
 * follow it.
 */
final class StatementTracker {
  private int first = -1;
  private int end = -1;
  private int parens;
  private int parenStart;
  private int atomic;
  private int atomicStart;
  private int words;
  private Head head = Head.OTHER;
  private Previous previous = Previous.OTHER;
  private boolean copyStdin;

  private enum Head {
    CREATE,
    CREATE_OR,
    CREATE_OR_REPLACE,
    ROUTINE,
    COPY,
    OTHER
  }

  private enum Previous {
    BEGIN,
    LABEL,
    FROM,
    OTHER
  }

  /** What is still open: a word for it and where it begins. */
  record Open(String what, int start) {}

  /** Forgets everything, for the next statement. */
  void reset() {
    first = -1;
    end = -1;
    parens = 0;
    atomic = 0;
    words = 0;
    head = Head.OTHER;
    previous = Previous.OTHER;
    copyStdin = false;
  }

  /** Takes the next token of the statement. */
  void accept(SqlScanner token) {
    if (first < 0) {
      first = token.start();
    }
    end = token.end();
    if (token.kind() == SqlScanner.Kind.SYMBOL) {
      readParenthesis(token);
    }
    if (words < 4) {
      readHead(token);
    }
    // Most statements have neither bodies nor data, and their tokens need not be compared.
    if (head != Head.OTHER) {
      if (head == Head.ROUTINE) {
        readBody(token);
      } else if (head == Head.COPY && parens == 0) {
        copyStdin |= previous == Previous.FROM && token.is("stdin");
      }
      previous = previous(token);
    }
    words++;
  }

  private void readParenthesis(SqlScanner token) {
    if (token.isSymbol('(')) {
      if (parens++ == 0) {
        parenStart = token.start();
      }
    } else if (token.isSymbol(')')) {
      parens = Math.max(0, parens - 1);
    }
  }

  /** Tells whether no token was taken yet. */
  boolean isEmpty() {
    return first < 0;
  }

  /** Returns where the statement begins. */
  int first() {
    return first;
  }

  /** Returns where the last token ends. */
  int end() {
    return end;
  }

  /** Tells whether the statement reads its data from the lines below it. */
  boolean readsData() {
    return copyStdin;
  }

  /** Returns what keeps a semicolon from being the end of the statement. */
  Optional<Open> open() {
    if (parens > 0) {
      return Optional.of(new Open("parenthesis", parenStart));
    }
    if (atomic > 0) {
      return Optional.of(new Open("BEGIN ATOMIC", atomicStart));
    }
    return Optional.empty();
  }

  private void readHead(SqlScanner token) {
    head =
        switch (head) {
          case OTHER -> {
            if (words > 0) {
              yield Head.OTHER;
            }
            yield token.is("create") ? Head.CREATE : token.is("copy") ? Head.COPY : Head.OTHER;
          }
          case CREATE ->
              isRoutine(token) ? Head.ROUTINE : token.is("or") ? Head.CREATE_OR : Head.OTHER;
          case CREATE_OR -> token.is("replace") ? Head.CREATE_OR_REPLACE : Head.OTHER;
          case CREATE_OR_REPLACE -> isRoutine(token) ? Head.ROUTINE : Head.OTHER;
          case ROUTINE, COPY -> head;
        };
  }

  private static boolean isRoutine(SqlScanner token) {
    return token.is("function") || token.is("procedure");
  }

  /** Key words that stand behind AS or a dot are labels and open or close nothing. */
  private void readBody(SqlScanner token) {
    if (previous == Previous.LABEL) {
      return;
    }
    if (atomic == 0) {
      if (parens == 0 && previous == Previous.BEGIN && token.is("atomic")) {
        atomic = 1;
      } else if (token.is("begin")) {
        atomicStart = token.start();
      }
    } else if (token.is("case")) {
      atomic++;
    } else if (token.is("end")) {
      atomic--;
    }
  }

  private Previous previous(SqlScanner token) {
    if (token.isSymbol('.') || token.is("as")) {
      return Previous.LABEL;
    }
    if (token.is("begin")) {
      return Previous.BEGIN;
    }
    return token.is("from") ? Previous.FROM : Previous.OTHER;
  }
}
