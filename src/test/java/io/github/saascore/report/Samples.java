package io.github.saascore.report;

import io.github.saascore.engine.DatabaseState;
import io.github.saascore.engine.Listing;
import io.github.saascore.engine.Sources;
import io.github.saascore.engine.Standing;
import io.github.saascore.postgres.AppliedRevision;
import io.github.saascore.postgres.How;
import io.github.saascore.revision.Revision;
import io.github.saascore.revision.RevisionGraph;
import io.github.saascore.revision.RevisionId;
import io.github.saascore.script.MigrationFile;
import io.github.saascore.script.Placeholders;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Values as the engine returns them, for texts to be written from. */
final class Samples {
  static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");

  /** The first revision. */
  static final MigrationFile TENANTS =
      file("1975ea83b712", List.of(), List.of(), List.of(), "create tenants");

  /** Follows the first, and begins a branch that has a label. */
  static final MigrationFile BILLING =
      file("27c6a30d7c24", List.of("1975ea83b712"), List.of(), List.of("billing"), "add invoices");

  /** Follows the first, and depends on the branch with the label. */
  static final MigrationFile ZONES =
      file(
          "4070b0fcc058",
          List.of("1975ea83b712"),
          List.of("27c6a30d7c24"),
          List.of(),
          "add time zone to tenants");

  /** Joins both lines. */
  static final MigrationFile MERGE =
      file(
          "6fc66062ae2c",
          List.of("27c6a30d7c24", "4070b0fcc058"),
          List.of(),
          List.of(),
          "index audit logs by actor");

  private Samples() {}

  static MigrationFile file(
      String id, List<String> parents, List<String> depends, List<String> labels, String message) {
    String text =
        """
        -- revision: %s
        -- down_revision: %s
        -- depends_on: %s
        -- branch_labels: %s
        -- message: %s
        -- created: 2025-01-16T10:22:00Z

        -- saascore:upgrade
        SELECT 1;

        -- saascore:downgrade
        SELECT 2;
        """
            .formatted(
                id,
                String.join(", ", parents),
                String.join(", ", depends),
                String.join(", ", labels),
                message);
    return MigrationFile.parse(
        Path.of("migrations", id + "_" + message.replace(' ', '_') + ".sql"),
        text,
        Placeholders.none());
  }

  static Sources sources(List<MigrationFile> files) {
    Map<RevisionId, MigrationFile> byId = new LinkedHashMap<>();
    files.forEach(file -> byId.put(file.revision().id(), file));
    RevisionGraph graph = RevisionGraph.of(files.stream().map(MigrationFile::revision).toList());
    return new Sources(Path.of("migrations"), byId, graph, List.of());
  }

  static AppliedRevision row(MigrationFile file) {
    return row(file.revision(), Optional.of(file.checksum().hex()), AppliedRevision.State.APPLIED);
  }

  static AppliedRevision row(
      Revision revision, Optional<String> checksum, AppliedRevision.State state) {
    return new AppliedRevision(
        revision, checksum, Optional.empty(), How.UPGRADED, NOON, "app", 12, state, 3);
  }

  /** Returns the listing of all four files, the given rows being in the database. */
  static Listing listing(AppliedRevision... rows) {
    return Listing.of(all(), DatabaseState.of(List.of(rows), all()));
  }

  static Sources all() {
    return sources(List.of(TENANTS, BILLING, ZONES, MERGE));
  }

  /** Returns where a database stands that has the given rows. */
  static Standing standing(AppliedRevision... rows) {
    return listing(rows).standing();
  }

  /** Returns where a database stands at which all four files are applied. */
  static Standing atHead() {
    return standing(row(TENANTS), row(BILLING), row(ZONES), row(MERGE));
  }

  /** Returns the rows of a revision whose file is gone, of an edited and of an unfinished one. */
  static AppliedRevision[] troubled() {
    Revision gone =
        new Revision(
            RevisionId.of("deadbeef0001"),
            List.of(TENANTS.revision().id()),
            List.of(),
            List.of(),
            "went away with its branch");
    return new AppliedRevision[] {
      row(TENANTS),
      row(BILLING.revision(), Optional.of("0000"), AppliedRevision.State.APPLIED),
      row(gone, Optional.empty(), AppliedRevision.State.APPLIED),
      row(ZONES.revision(), Optional.empty(), AppliedRevision.State.STARTED)
    };
  }
}
