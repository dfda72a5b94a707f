package io.github.saascore.engine;

import io.github.saascore.postgres.Checkup;
import io.github.saascore.postgres.Checkup.Sign;
import io.github.saascore.postgres.ServerFacts;
import io.github.saascore.postgres.Symptom;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Judges what the catalogs of the database show: objects, transactions, other tools. */
final class ObjectsCheck {
  /** So many objects of one kind are named before "and 12 more". */
  private static final int SHOWN = 5;

  private static final int LONG_SECONDS = 600;
  private static final int NEARLY_FULL = 85;

  private final ServerFacts facts;
  private final Checkup checkup;
  private final List<Finding> findings = new ArrayList<>();

  private ObjectsCheck(ServerFacts facts, Checkup checkup) {
    this.facts = facts;
    this.checkup = checkup;
  }

  /** Returns a line on each thing that was found, and one on each kind that is well. */
  static List<Finding> of(ServerFacts facts, Checkup checkup) {
    ObjectsCheck check = new ObjectsCheck(facts, checkup);
    check.extensions();
    check.transactions();
    check.indexes();
    check.each(Symptom.NOT_VALID, "constraints", "all validated", ObjectsCheck::constraint);
    check.sequences();
    check.otherTools();
    return check.findings;
  }

  private void extensions() {
    List<Sign> all = checkup.of(Symptom.EXTENSION);
    if (seen(Symptom.EXTENSION, "extensions")) {
      String names =
          all.stream()
              .map(sign -> sign.name() + " " + sign.detail())
              .collect(Collectors.joining(", "));
      findings.add(Finding.ok("extensions", names.isEmpty() ? "none" : names));
    }
    capped(
        all.stream().filter(sign -> sign.command().isPresent()).toList(),
        "extensions",
        sign -> Finding.warn("extensions", sign.name() + " has another version at hand"));
  }

  private void transactions() {
    each(
        Symptom.LONG_TRANSACTION,
        "transactions",
        "none is older than a minute",
        ObjectsCheck::transaction);
    capped(checkup.of(Symptom.HIDDEN_SESSIONS), "transactions", ObjectsCheck::hiddenSessions);
    seen(Symptom.HIDDEN_SESSIONS, "transactions");
    each(Symptom.PREPARED_TRANSACTION, "prepared", "no transaction", ObjectsCheck::prepared);
  }

  private void indexes() {
    List<Sign> partitioned = checkup.of(Symptom.PARTITIONED_INDEX);
    if (partitioned.isEmpty() || !checkup.of(Symptom.INVALID_INDEX).isEmpty()) {
      each(Symptom.INVALID_INDEX, "indexes", "all valid", ObjectsCheck::index);
    }
    capped(partitioned, "indexes", ObjectsCheck::index);
    seen(Symptom.PARTITIONED_INDEX, "indexes");
  }

  private void sequences() {
    each(Symptom.SEQUENCE, "sequences", "none has used more than 60 %", ObjectsCheck::sequence);
    capped(checkup.of(Symptom.HIDDEN_SEQUENCES), "sequences", ObjectsCheck::hiddenSequences);
    seen(Symptom.HIDDEN_SEQUENCES, "sequences");
  }

  private static Finding transaction(Sign sign) {
    String text = "%s (%s) open for %s".formatted(sign.name(), sign.detail(), time(sign.amount()));
    String blocks = text + "; DDL queues behind it";
    return sign.amount() >= LONG_SECONDS
        ? Finding.bad("transactions", blocks)
        : Finding.warn("transactions", blocks);
  }

  private static Finding hiddenSessions(Sign sign) {
    return Finding.ok(
        "transactions",
        "insufficient privilege to look into %d session(s) of other roles; to allow it: %s"
            .formatted(sign.amount(), sign.command().orElse("")));
  }

  private static Finding hiddenSequences(Sign sign) {
    return Finding.ok(
        "sequences",
        "insufficient privilege to read %d; to allow it: %s"
            .formatted(sign.amount(), sign.command().orElse("")));
  }

  private static Finding prepared(Sign sign) {
    return Finding.bad(
        "prepared",
        "transaction '%s' (%s) since %s; it holds its locks even over a restart"
            .formatted(sign.name(), sign.detail(), time(sign.amount())));
  }

  private static Finding index(Sign sign) {
    return Finding.bad(
        "indexes",
        "%s on %s is not valid: %s"
            .formatted(sign.name(), sign.detail(), sign.why().orElseThrow()));
  }

  private static Finding constraint(Sign sign) {
    return Finding.warn(
        "constraints", "%s on %s was never validated".formatted(sign.name(), sign.detail()));
  }

  private static Finding sequence(Sign sign) {
    String text = "%s (%s) has used %d %%".formatted(sign.name(), sign.detail(), sign.amount());
    return sign.amount() >= NEARLY_FULL
        ? Finding.bad("sequences", text)
        : Finding.warn("sequences", text);
  }

  private void otherTools() {
    each(Symptom.OTHER_TOOL, "other tools", "none", this::otherTool);
  }

  private Finding otherTool(Sign sign) {
    String text = "table " + sign.name() + " in schema " + sign.detail();
    if (!sign.detail().equals(facts.schema())) {
      return Finding.ok("other tools", text + ", which is not ours");
    }
    return facts.storeExists()
        ? Finding.warn("other tools", text + "; let only one tool change a schema")
            .mend(sign.command().map(drop -> drop + " -- once the other tool is retired"))
        : Finding.warn("other tools", text + ", and we have no record yet")
            .mend("mvn saascore:stamp -Dsaascore.target=<revision that matches>");
  }

  /** Adds a line for each sign of a symptom, or the one that says that all is well. */
  private void each(Symptom symptom, String topic, String well, Function<Sign, Finding> finding) {
    List<Sign> signs = checkup.of(symptom);
    if (seen(symptom, topic) && signs.isEmpty()) {
      findings.add(Finding.ok(topic, well));
    }
    capped(signs, topic, finding);
  }

  private void capped(List<Sign> signs, String topic, Function<Sign, Finding> finding) {
    for (Sign sign : signs.subList(0, Math.min(SHOWN, signs.size()))) {
      Finding found = finding.apply(sign);
      Optional<String> command = found.command().or(sign::command);
      findings.add(found.level() == Finding.Level.OK ? found : found.mend(command));
    }
    if (signs.size() > SHOWN) {
      Finding last = finding.apply(signs.get(SHOWN));
      findings.add(
          new Finding(
              last.level(), topic, "and " + (signs.size() - SHOWN) + " more", Optional.empty()));
    }
  }

  /** Adds a line if the symptom could not be looked for; true if it could. */
  private boolean seen(Symptom symptom, String topic) {
    Optional<String> reason = Optional.ofNullable(checkup.unseen().get(symptom));
    reason.ifPresent(why -> findings.add(Finding.warn(topic, "cannot be looked at: " + why)));
    return reason.isEmpty();
  }

  private static String time(long seconds) {
    if (seconds < 120) {
      return seconds + " s";
    }
    long minutes = seconds / 60;
    return minutes < 120 ? minutes + " min" : String.format(Locale.ROOT, "%,d h", minutes / 60);
  }
}
