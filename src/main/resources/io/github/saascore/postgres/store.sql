CREATE TABLE IF NOT EXISTS ${revisions} (
  revision text PRIMARY KEY,
  down_revision text[] NOT NULL,
  depends_on text[] NOT NULL,
  message text NOT NULL,
  checksum text,
  file_digest bigint,
  how text NOT NULL CHECK (how IN ('upgraded', 'adopted', 'stamped')),
  applied_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  applied_by text NOT NULL DEFAULT session_user,
  duration_ms bigint NOT NULL,
  state text NOT NULL CHECK (state IN ('applied', 'started', 'undoing')),
  step integer NOT NULL,
  ran text,
  running text,
  downgrade text,
  replaces text[] NOT NULL DEFAULT '{}'
);
COMMENT ON TABLE ${revisions} IS 'Revisions that are applied to this database; kept by saascore-maven-plugin.';
COMMENT ON COLUMN ${revisions}.revision IS 'Revision id, as in the header of the migration file.';
COMMENT ON COLUMN ${revisions}.down_revision IS 'Parents: one, several for a merge, none for a root.';
COMMENT ON COLUMN ${revisions}.depends_on IS 'Further revisions or labels that had to be applied before.';
COMMENT ON COLUMN ${revisions}.message IS 'Message of the header.';
COMMENT ON COLUMN ${revisions}.checksum IS 'SHA-256 over the meaning of the file when it was applied; null when there was no file.';
COMMENT ON COLUMN ${revisions}.file_digest IS 'CRC-32 and CRC-32C of the bytes of the file when it was applied: one that still has them needs no second reading.';
COMMENT ON COLUMN ${revisions}.how IS 'upgraded: its statements ran; adopted: all it makes existed and was equal; stamped: somebody said so.';
COMMENT ON COLUMN ${revisions}.applied_at IS 'When it was applied.';
COMMENT ON COLUMN ${revisions}.applied_by IS 'Database user that applied it.';
COMMENT ON COLUMN ${revisions}.duration_ms IS 'How long its statements took, in milliseconds.';
COMMENT ON COLUMN ${revisions}.state IS 'applied; or, without a transaction and not finished: started by an upgrade, undoing by a downgrade.';
COMMENT ON COLUMN ${revisions}.step IS 'How many statements of a started revision have run for certain.';
COMMENT ON COLUMN ${revisions}.ran IS 'SHA-256 over the meaning of those statements; null when the revision is whole.';
COMMENT ON COLUMN ${revisions}.running IS 'Statement that was begun and is not known to have ended; null when there is none.';
COMMENT ON COLUMN ${revisions}.downgrade IS 'Downgrade section as it was, so that the revision can be undone without its file.';
COMMENT ON COLUMN ${revisions}.replaces IS 'Revisions that this one did the work of; they have rows of their own.';

CREATE TABLE IF NOT EXISTS ${events} (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  occurred_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  who text NOT NULL DEFAULT session_user,
  client text NOT NULL,
  run_id text NOT NULL,
  plugin_version text NOT NULL,
  what text NOT NULL,
  revision text NOT NULL,
  outcome text NOT NULL CHECK (outcome IN ('ok', 'failed')),
  duration_ms bigint,
  error text
);
COMMENT ON TABLE ${events} IS 'What was done to this database, append only; kept by saascore-maven-plugin.';
COMMENT ON COLUMN ${events}.occurred_at IS 'When it was done.';
COMMENT ON COLUMN ${events}.who IS 'Database user that did it.';
COMMENT ON COLUMN ${events}.client IS 'Operating system user and host of the build.';
COMMENT ON COLUMN ${events}.run_id IS 'The same for all events of one run.';
COMMENT ON COLUMN ${events}.plugin_version IS 'Version of saascore-maven-plugin.';
COMMENT ON COLUMN ${events}.what IS 'upgrade, downgrade, adopt, stamp, unstamp, repair, replace, repeat, drop, protect, unprotect, restore, purge.';
COMMENT ON COLUMN ${events}.revision IS 'Revision, or the name of a repeatable script, of the database or of something in the trash.';
COMMENT ON COLUMN ${events}.outcome IS 'ok or failed; what failed in a transaction left nothing behind.';
COMMENT ON COLUMN ${events}.duration_ms IS 'How long it took, in milliseconds.';
COMMENT ON COLUMN ${events}.error IS 'Code, message and SQLSTATE of a failure.';

CREATE TABLE IF NOT EXISTS ${repeatables} (
  name text PRIMARY KEY,
  checksum text NOT NULL,
  applied_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  applied_by text NOT NULL DEFAULT session_user,
  duration_ms bigint NOT NULL
);
COMMENT ON TABLE ${repeatables} IS 'Repeatable scripts and the form in which they last ran; kept by saascore-maven-plugin.';
COMMENT ON COLUMN ${repeatables}.name IS 'File name below the directory of repeatable scripts.';
COMMENT ON COLUMN ${repeatables}.checksum IS 'SHA-256 over the meaning of the script with its placeholders filled in.';
COMMENT ON COLUMN ${repeatables}.applied_at IS 'When it last ran.';
COMMENT ON COLUMN ${repeatables}.applied_by IS 'Database user that ran it.';
COMMENT ON COLUMN ${repeatables}.duration_ms IS 'How long its last run took, in milliseconds.';
