package io.github.saascore.engine;

import io.github.saascore.postgres.AppliedRevision;
import io.github.saascore.postgres.Pooling;
import io.github.saascore.postgres.Store;
import io.github.saascore.postgres.StoreDamage;
import io.github.saascore.postgres.Vitals;
import io.github.saascore.revision.Code;
import io.github.saascore.revision.RevisionGraph;
import io.github.saascore.revision.RevisionId;
import io.github.saascore.revision.SaascoreException;
import io.github.saascore.revision.Verb;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Judges what is applied beside what the files say. */
final class RevisionsCheck {
  private static final String TOPIC = "revisions";
  private static final String TABLES = "our tables";
  private static final String UPGRADE = Verb.UPGRADE.command();
  private static final int SHOWN = 5;
  private static final Sources NO_FILES =
      new Sources(Path.of(""), Map.of(), RevisionGraph.of(List.of()), List.of());

  private final Database database;
  private final Supplier<Optional<Sources>> files;

  RevisionsCheck(Database database, Supplier<Optional<Sources>> files) {
    this.database = database;
    this.files = files;
  }

  /** Returns a line where all is well, and one on each thing that is not. */
  List<Finding> findings(Vitals vitals) {
    List<Finding> findings = new ArrayList<>();
    Optional<Sources> sources = sources(findings);
    List<StoreDamage> damages = List.of();
    try {
      boolean readable = isReadable(vitals);
      damages = readable ? StoreDamage.of(database.session(), database.store()) : List.of();
      damages.forEach(one -> findings.add(Finding.bad(TABLES, one.what()).mend(one.command())));
      List<AppliedRevision> rows =
          readable ? new Store(database.session(), database.store()).revisions() : List.of();
      DatabaseState state = DatabaseState.of(rows, sources.orElse(NO_FILES));
      if (sources.isEmpty()) {
        findings.add(Finding.ok(TOPIC, rows.size() + " applied; no files to compare with"));
        findings.addAll(unfinished(state, sources));
        return findings;
      }
      Finding count = count(state);
      boolean isWell = count.level() == Finding.Level.OK;
      findings.addAll(isWell ? List.of(count) : List.of());
      findings.addAll(beside(state));
      findings.addAll(unfinished(state, sources));
      // An upgrade is refused before the others are mended.
      findings.addAll(isWell ? List.of() : List.of(count));
    } catch (SaascoreException e) {
      // Where a column is missing, that says more than what the server answered without it.
      if (damages.isEmpty() || e.problem().code() != Code.MISSING_OBJECT) {
        findings.add(
            Finding.bad(TOPIC, "cannot be read: " + e.problem().summary())
                .mend(e.problem().hint().map(hint -> hint.replace('\n', ' '))));
      }
    }
    return findings;
  }

  private boolean isReadable(Vitals vitals) {
    return database.session().facts().storeExists() && vitals.schema().storeOwner().isPresent();
  }

  private Optional<Sources> sources(List<Finding> findings) {
    try {
      return files.get();
    } catch (SaascoreException e) {
      int more = e.problems().size() - 1;
      findings.add(
          Finding.bad(
                  "files",
                  e.problem().summary()
                      + e.problem().where().map(where -> " at " + where).orElse("")
                      + (more > 0 ? " and " + more + " more" : ""))
              .mend(mending(e)));
      return Optional.empty();
    }
  }

  /** No goal mends a file, and history stops at the same one; but it shows all that is wrong. */
  private static String mending(SaascoreException e) {
    String all = e.problems().size() > 1 ? "see all: mvn saascore:history" : "";
    String hint = e.problem().hint().map(text -> text.replace('\n', ' ')).orElse("");
    return Stream.of(hint, all).filter(text -> !text.isEmpty()).collect(Collectors.joining("; "));
  }

  private Finding count(DatabaseState state) {
    int applied = state.rows().size();
    int pending = Standing.of(state).pending() - LostRows.of(state).size();
    return pending == 0
        ? Finding.ok(TOPIC, applied + " applied, none pending")
        : Finding.warn(TOPIC, applied + " applied, " + pending + " pending")
            .mend(isShared() && needsDirect(state) ? direct(UPGRADE) : UPGRADE);
  }

  private static List<Finding> beside(DatabaseState state) {
    List<Finding> findings = new ArrayList<>();
    Standing standing = Standing.of(state);
    Collection<RevisionId> lost = LostRows.of(state).keySet();
    if (!standing.edited().isEmpty()) {
      findings.add(
          Finding.bad(TOPIC, "edited after they were applied: " + listed(standing.edited()))
              .mend("mvn saascore:repair"));
    }
    if (!lost.isEmpty()) {
      findings.add(
          Finding.bad(TOPIC, "rows are lost: " + listed(lost)).mend("mvn saascore:repair"));
    }
    if (!standing.withoutFile().isEmpty()) {
      findings.add(
          Finding.warn(TOPIC, "applied, but no file: " + listed(standing.withoutFile()))
              .mend("get the files back from version control; mvn saascore:current shows them"));
    }
    return findings;
  }

  /** The sections of what is pending are read for this, and only where it matters. */
  private static boolean needsDirect(DatabaseState state) {
    return state.sources().files().entrySet().stream()
        .filter(file -> !state.rows().containsKey(file.getKey()))
        .anyMatch(file -> Units.isStepwise(file.getValue().upgrade()));
  }

  /** What runs without a transaction is refused where a pooler shares connections. */
  private String direct(String command) {
    return isShared() ? command + " -Dsaascore.url=<the URL without the pooler>" : command;
  }

  private boolean isShared() {
    return database.session().pooling() == Pooling.TRANSACTION;
  }

  /** Without its file nobody knows what is left to run; the way back is kept in the row. */
  private static String orItsFile(AppliedRevision row, Optional<Sources> sources) {
    boolean gone =
        row.state() == AppliedRevision.State.STARTED
            && sources.isPresent()
            && sources.get().file(row.revision().id()).isEmpty();
    return gone ? "put its file back (version control), then: " : "";
  }

  private List<Finding> unfinished(DatabaseState state, Optional<Sources> sources) {
    return state.unfinished().stream()
        .map(
            row ->
                Finding.bad(
                        TOPIC,
                        "%s was left in the middle%s, after %d of its statements"
                            .formatted(
                                row.revision().id(),
                                row.state() == AppliedRevision.State.UNDOING
                                    ? " of being undone"
                                    : "",
                                row.step()))
                    .mend(orItsFile(row, sources) + direct(state.goingOn(row))))
        .toList();
  }

  private static String listed(Collection<RevisionId> ids) {
    String shown =
        ids.stream().limit(SHOWN).map(RevisionId::value).collect(Collectors.joining(", "));
    return ids.size() <= SHOWN ? shown : shown + " and " + (ids.size() - SHOWN) + " more";
  }
}
