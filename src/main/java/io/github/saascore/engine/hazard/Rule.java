package io.github.saascore.engine.hazard;

/**
 * One kind of hazard.
 *
 * @param id the name by which it is switched on, off and allowed, in kebab case
 * @param family what it is about
 * @param severity how bad it is at its worst
 * @param standard whether it is on unless switched off
 * @param hazard what happens, in one sentence
 * @param safeWay how to write it instead, with {@code {table}}, {@code {column}} and {@code {name}}
 *     where the finding puts in names
 */
public record Rule(
    String id, Family family, Severity severity, boolean standard, String hazard, String safeWay) {

  /** Removes the line break at the end of text blocks. */
  public Rule {
    hazard = hazard.strip();
    safeWay = safeWay.strip();
  }

  static Rule error(String id, Family family, String hazard, String safeWay) {
    return new Rule(id, family, Severity.ERROR, true, hazard, safeWay);
  }

  static Rule warn(String id, Family family, String hazard, String safeWay) {
    return new Rule(id, family, Severity.WARN, true, hazard, safeWay);
  }

  static Rule note(String id, Family family, String hazard, String safeWay) {
    return new Rule(id, family, Severity.NOTE, true, hazard, safeWay);
  }

  /** Returns a rule that is off unless switched on. */
  static Rule optional(String id, Family family, String hazard, String safeWay) {
    return new Rule(id, family, Severity.NOTE, false, hazard, safeWay);
  }

  /** Returns the part of the documentation's page of rules that explains it. */
  public String anchor() {
    return "lint.html#" + id;
  }

  @Override
  public String toString() {
    return id;
  }
}
