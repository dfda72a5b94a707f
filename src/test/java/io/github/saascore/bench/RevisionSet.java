package io.github.saascore.bench;

import java.util.ArrayList;
import java.util.List;

/**
 * Generated migrations in a line: a table with six columns and a primary key, an index, and a
 * foreign key to an earlier table.
 *
 * @param from the number of the first
 * @param to the number of the last
 */
record RevisionSet(int from, int to) {

  /**
   * One migration.
   *
   * @param number its place in the line, from 1
   */
  record Migration(int number) {
    /** Returns its id, which sorts like its number. */
    String id() {
      return "r%06d".formatted(number);
    }

    /** Returns the statements that apply it. */
    String up() {
      return """
          CREATE TABLE t%1$d (
            id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
            tenant_id bigint NOT NULL,
            name text NOT NULL,
            amount numeric(12, 2) DEFAULT 0,
            created_at timestamptz NOT NULL DEFAULT now(),
            parent_id bigint
          );
          CREATE INDEX t%1$d_tenant ON t%1$d (tenant_id, created_at);
          ALTER TABLE t%1$d ADD FOREIGN KEY (parent_id) REFERENCES t%2$d (id);
          """
          .formatted(number, Math.max(1, number / 2));
    }

    /** Returns the statement that takes it back. */
    String down() {
      return "DROP TABLE t%d;\n".formatted(number);
    }
  }

  /** Returns the first migrations of the line. */
  static RevisionSet first(int count) {
    return new RevisionSet(1, count);
  }

  /** Returns the migrations in order. */
  List<Migration> migrations() {
    List<Migration> all = new ArrayList<>();
    for (int i = from; i <= to; i++) {
      all.add(new Migration(i));
    }
    return all;
  }

  /** Returns everything as a script for psql, a transaction each. */
  String script() {
    StringBuilder text = new StringBuilder();
    for (Migration migration : migrations()) {
      text.append("BEGIN;\n").append(migration.up()).append("COMMIT;\n");
    }
    return text.toString();
  }
}
