package io.github.saascore.engine;

import io.github.saascore.postgres.Quote;
import io.github.saascore.revision.Code;
import io.github.saascore.revision.Problem;
import io.github.saascore.revision.Sha256;
import java.util.Optional;

/**
 * The user's word that the database that is named here may lose data.
 *
 * @param word what was typed: the name of the database, or the token of a question
 * @param with which of the two is asked for
 */
public record Confirmation(Optional<String> word, With with) {
  private static final int TOKEN_LENGTH = 12;

  /** What a user has to type. */
  public enum With {
    /** The name of the database: good for scripts, and against the wrong database. */
    NAME,
    /** A token of database, plan and counts: good once, for exactly what was shown. */
    TOKEN
  }

  /** Makes a confirmation by name. */
  public Confirmation(Optional<String> word) {
    this(word, With.NAME);
  }

  /**
   * Something that needs the user's word.
   *
   * @param missing what is wrong when nothing was typed
   * @param where the database as printed: host, port and name
   * @param name the database's name
   * @param stake what is at stake, as the user reads it
   * @param plan what would be done, in a form that changes with every change of it
   * @param command the command to type again
   */
  public record Question(
      String missing, String where, String name, String stake, String plan, String command) {

    /** Returns what stands for exactly this question. */
    public String token() {
      return Sha256.hex(where, name, plan, stake).substring(0, TOKEN_LENGTH);
    }
  }

  /**
   * Refuses to go on unless the user has given his word for this question.
   *
   * @throws io.github.saascore.revision.SaascoreException CONFIRM with what is at stake and the
   *     command that does it all the same
   */
  public void require(Question question) {
    if (word.equals(Optional.of(wanted(question)))) {
      return;
    }
    throw Problem.of(
            Code.CONFIRM, word.map(typed -> mismatch(typed, question)).orElse(question.missing()))
        .at(question.where())
        .because(question.stake())
        .hint("if that is meant: " + command(question))
        .asException();
  }

  /** Returns the command that does what is asked about, with the word for it. */
  public String command(Question question) {
    return "%s -Dsaascore.confirm=%s%s"
        .formatted(
            question.command(),
            Quote.shell(wanted(question)),
            with == With.TOKEN ? " -Dsaascore.confirmWith=token" : "");
  }

  /** Returns what has to be typed for a question. */
  public String wanted(Question question) {
    return with == With.TOKEN ? question.token() : question.name();
  }

  private String mismatch(String typed, Question question) {
    if (with == With.NAME) {
      return "the confirmation names database '%s', but this is '%s'"
          .formatted(typed, question.name());
    }
    return typed.equals(question.name())
        ? "the name of the database is not enough here: confirmWith=token is set"
        : "'%s' is not the token of what would be done now".formatted(typed);
  }
}
