package io.github.saascore.script;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.saascore.revision.Code;
import io.github.saascore.revision.Problem;
import io.github.saascore.revision.SaascoreException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Whatever stands in a file, reading it gives the migration or problems that name file and line.
 *
 * <p>The seeds are fixed, so that a failure comes again; {@code -Dsaascore.test.seed} tries others,
 * and {@code -Dsaascore.test.fuzz} more.
 */
@Timeout(value = 300, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class HostileFilesTest {
  private static final long SEED = Long.getLong("saascore.test.seed", 20_261_122L);
  private static final int TRIES = Integer.getInteger("saascore.test.fuzz", 500);
  private static final String NAME = "migrations/aaaa1111_x.sql";
  private static final int LINE_BYTES = 64 << 20;
  private static final int LONG_BYTES = 4 << 20;

  private static final String VALID =
      """
      -- revision: aaaa1111
      -- down_revision: bbbb2222, cccc3333
      -- depends_on: dddd4444
      -- branch_labels: billing
      -- message: grüße, "quotes" and 'such' $$ things
      -- created: 2025-01-16T10:22:00Z

      -- saascore:upgrade
      CREATE TABLE t (id int, "odd ""name" text DEFAULT 'it''s', e text DEFAULT E'\\'x\\\\');
      /* a /* nested */ comment; */
      CREATE FUNCTION f() RETURNS int LANGUAGE plpgsql AS $body$
      BEGIN
        RETURN $$1;2$$::int; -- why; not
      END $body$;
      CREATE FUNCTION g() RETURNS int BEGIN ATOMIC SELECT 1; SELECT CASE WHEN true THEN 2 END; END;
      CREATE RULE r AS ON INSERT TO t DO ALSO (SELECT 1; SELECT 2);
      COPY t (id, e) FROM stdin;
      1\tan 'apostrophe
      2\t\\N
      \\.
      INSERT INTO t VALUES ($1, U&'d\\0061t', U&"\\0061", B'01', N'x', 1.5e-3, .5, '${schema}');
      SELECT 'a'
        'b', 1 - -1, a->>'b', x::int, y := 2 FROM "ünï" WHERE a <> b;

      -- saascore:downgrade irreversible because; of "reasons" and 'more
      """;

  /** What a lexer can trip over. */
  private static final List<String> TOKENS =
      List.of(
          "'",
          "\"",
          "$$",
          "$a$",
          "$",
          "/*",
          "*/",
          "--",
          "\n",
          "\r",
          "\r\n",
          ";",
          "(",
          ")",
          "[",
          "]",
          "\\",
          "\\.",
          "\n\\.\n",
          "E'",
          "U&'",
          "U&\"",
          "${",
          "}",
          "${schema}",
          "${${schema}}",
          "\\N",
          "\n-- saascore:upgrade\n",
          "\n-- saascore:downgrade\n",
          "-- saascore:",
          "--saascore:x",
          "-- revision: ",
          "-- revision: aaaa1111\n",
          "-- down_revision:",
          ":",
          ",",
          "@",
          "+",
          "é",
          "\u2028",
          "\u0085",
          "\u00a0",
          "\uFEFF",
          "\uD83D\uDE00",
          "\t",
          "\f",
          "\u000B",
          "\u0001",
          "BEGIN",
          "BEGIN ATOMIC",
          "END",
          "END;",
          "CASE",
          "COMMIT;",
          "COPY t FROM stdin;",
          "CREATE",
          "DROP",
          "ALTER",
          "TABLE",
          "FUNCTION",
          "INDEX CONCURRENTLY",
          "AS",
          "transaction=none",
          "class=a.b",
          "irreversible",
          "0x",
          "1e",
          "1..2",
          "::",
          "<->",
          "\\restrict x\n",
          "\\i x\n");

  private static final Placeholders PLACEHOLDERS =
      new Placeholders(Map.of("schema", "o'\"$$;--\n/*", "empty", ""));

  @Test
  void readsTheValidOne() {
    assertThat(file(VALID.getBytes(StandardCharsets.UTF_8))).isEmpty();
  }

  @Test
  void everyTruncationIsReadOrExplained() {
    byte[] valid = VALID.getBytes(StandardCharsets.UTF_8);
    for (int length = 0; length <= valid.length; length++) {
      read(Arrays.copyOf(valid, length), "truncated to " + length);
    }
  }

  @Test
  void everyLostByteIsReadOrExplained() {
    byte[] valid = VALID.getBytes(StandardCharsets.UTF_8);
    for (int at = 0; at < valid.length; at++) {
      byte[] bytes = new byte[valid.length - 1];
      System.arraycopy(valid, 0, bytes, 0, at);
      System.arraycopy(valid, at + 1, bytes, at, bytes.length - at);
      read(bytes, "without byte " + at);
    }
  }

  @Test
  void randomBytesAreReadOrExplained() {
    Random random = new Random(SEED);
    for (int i = 0; i < TRIES; i++) {
      byte[] bytes = new byte[random.nextInt(600)];
      random.nextBytes(bytes);
      read(bytes, "random bytes " + i + " of seed " + SEED);
    }
  }

  @Test
  void randomTokensAreReadOrExplained() {
    Random random = new Random(SEED);
    for (int i = 0; i < TRIES; i++) {
      StringBuilder text =
          new StringBuilder(i % 2 == 0 ? "" : VALID.substring(0, VALID.indexOf("CREATE")));
      for (int token = random.nextInt(30); token >= 0; token--) {
        text.append(TOKENS.get(random.nextInt(TOKENS.size())));
        text.append(random.nextInt(3) == 0 ? " " : "");
      }
      read(bytes(text), "random tokens " + i + " of seed " + SEED);
    }
  }

  @Test
  void mutationsAreReadOrExplained() {
    Random random = new Random(SEED);
    for (int i = 0; i < TRIES; i++) {
      StringBuilder text = new StringBuilder(VALID);
      for (int change = random.nextInt(3); change >= 0; change--) {
        mutate(text, random);
      }
      read(bytes(text), "mutation " + i + " of seed " + SEED);
    }
  }

  private static void mutate(StringBuilder text, Random random) {
    int from = random.nextInt(text.length());
    int to = Math.min(text.length(), from + random.nextInt(40));
    switch (random.nextInt(4)) {
      case 0 -> text.delete(from, to);
      case 1 -> text.insert(from, TOKENS.get(random.nextInt(TOKENS.size())));
      case 2 -> text.insert(random.nextInt(text.length()), text.substring(from, to));
      default -> text.replace(from, to, TOKENS.get(random.nextInt(TOKENS.size())));
    }
  }

  @ParameterizedTest
  @CsvSource({"UTF-16LE", "UTF-16BE", "UTF-16", "UTF-32LE", "UTF-32BE", "ISO-8859-1"})
  void otherEncodingsAreNamed(String charset) {
    assertThat(file(VALID.getBytes(Charset.forName(charset))).orElseThrow().problem().code())
        .isEqualTo(Code.BAD_ENCODING);
  }

  @Test
  void lineEndsAndAMarkChangeNothing() {
    Checksum checksum = parse(VALID).checksum();
    assertThat(parse("\uFEFF" + VALID).checksum()).isEqualTo(checksum);
    assertThat(parse(VALID.replace("\n", "\r\n")).checksum()).isEqualTo(checksum);
  }

  @Test
  void nulBytesAreRefusedWhereverTheyAre() {
    for (int at = 0; at < VALID.length(); at += 7) {
      byte[] bytes = VALID.getBytes(StandardCharsets.UTF_8);
      bytes[at] = 0;
      SaascoreException e = file(bytes).orElseThrow();
      assertThat(e.problem().code()).isEqualTo(Code.BAD_ENCODING);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"C080", "EDA080", "F8888080", "FF", "80", "E282", "F4908080"})
  void malformedBytesAreNamedByTheirPlace(String hex) {
    byte[] bad = java.util.HexFormat.of().parseHex(hex);
    byte[] start = "-- revision: a\n--".getBytes(StandardCharsets.UTF_8);
    byte[] bytes = Arrays.copyOf(start, start.length + bad.length);
    System.arraycopy(bad, 0, bytes, start.length, bad.length);
    Problem problem = file(bytes).orElseThrow().problem();
    assertThat(problem.code()).isEqualTo(Code.BAD_ENCODING);
    assertThat(problem.where()).contains(NAME + ":2:3");
  }

  @Test
  void unusualLineSeparatorsInAHeaderAreNotOverlooked() {
    for (String separator : List.of("\u2028", "\u2029", "\u0085")) {
      String text = VALID.replace("dddd4444", "dddd4444" + separator + "eeee5555");
      assertThat(file(bytes(text)).orElseThrow().problem().code()).isEqualTo(Code.BAD_IDENTIFIER);
    }
  }

  /** Each line is filled up to 64 MB; reading must stay linear in time and memory. */
  @Tag("long")
  @ParameterizedTest
  @ValueSource(strings = {"SELECT '%s';", "/*%s", "COPY t FROM stdin;\n%s\n\\.\n"})
  void aHugeLineIsReadOrExplained(String line) {
    read(filled(line, LINE_BYTES), line);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT '%s",
        "SELECT \"%s\";",
        "SELECT $$%s$$;",
        "SELECT $%s",
        "-- %s",
        "/*%s*/",
        "SELECT %s;",
        "\\%s",
        "-- saascore:%s"
      })
  void aLongLineIsReadOrExplained(String line) {
    read(filled(line, LONG_BYTES), line);
  }

  private static byte[] filled(String line, int length) {
    String start = VALID.substring(0, VALID.indexOf("CREATE"));
    return bytes(start + line.formatted("x".repeat(length)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "(",
        ")",
        "/*",
        "$",
        "$a",
        "\"\"",
        "''",
        "BEGIN;",
        "SELECT 1;",
        "\\x ",
        "CASE ",
        ";",
        "- ",
        "\n\\i x",
        "\n-- saascore:upgrade",
        "CREATE INDEX CONCURRENTLY i ON t (a);",
        "${schema}",
        "E'\\",
        "COPY t FROM stdin;",
        "1.",
        "a.",
        "BEGIN ATOMIC ",
        "DROP TABLE a,",
        "--\n'a'\n"
      })
  void aHugeNumberOfTokensIsReadOrExplained(String token) {
    String start = VALID.substring(0, VALID.indexOf("CREATE"));
    read(bytes(start + token.repeat((1 << 20) / token.length())), token);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-- revision: %s",
        "-- down_revision: %s",
        "-- branch_labels: %s",
        "-- depends_on: %s",
        "-- message: %s",
        "-- created: %s",
        "-- %s: x",
        "-- %s",
        "-- saascore:%s",
        "-- saascore:upgrade %s",
        "-- saascore:upgrade class=%s",
        "-- saascore:upgrade class=%s!",
        "-- saascore:downgrade irreversible %s"
      })
  void aHugeHeaderIsReadOrExplained(String line) {
    for (String filling : List.of("x", ",", "a,", "a.", ".", " ", ": ", "-", "é", "x ")) {
      read(bytes(line.formatted(filling.repeat((1 << 20) / filling.length()))), line);
    }
  }

  @Test
  void hostileTextStaysOutOfMessages() {
    String text = "-- \u001B[2Jrevision\u0007: x\n-- revision: a\u001B[31m\n" + VALID;
    assertThat(file(bytes(text)).orElseThrow().getMessage()).doesNotContain("\u001B", "\u0007");
  }

  private static byte[] bytes(CharSequence text) {
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }

  private static MigrationFile parse(String text) {
    return MigrationFile.parse(
        Path.of(NAME), FileText.decode(NAME, bytes(text)), Placeholders.none());
  }

  /** Reads bytes as every kind of file, with and without placeholders. */
  private static void read(byte[] bytes, String what) {
    assertThatCode(
            () -> {
              file(bytes).ifPresent(HostileFilesTest::explained);
              attempt(
                      () ->
                          MigrationFile.parse(
                              Path.of(NAME), FileText.decode(NAME, bytes), PLACEHOLDERS))
                  .ifPresent(HostileFilesTest::explained);
              attempt(
                      () ->
                          RepeatableScript.parse(
                              Path.of(NAME), "x.sql", FileText.decode(NAME, bytes), PLACEHOLDERS))
                  .ifPresent(HostileFilesTest::explained);
              attempt(() -> MigrationFile.parseStored(NAME, FileText.decode(NAME, bytes).text()))
                  .ifPresent(HostileFilesTest::explained);
            })
        .as(what)
        .doesNotThrowAnyException();
  }

  private static Optional<SaascoreException> file(byte[] bytes) {
    return attempt(
        () ->
            MigrationFile.parse(Path.of(NAME), FileText.decode(NAME, bytes), Placeholders.none()));
  }

  private static Optional<SaascoreException> attempt(Runnable reading) {
    Throwable thrown = catchThrowable(reading::run);
    if (thrown == null || thrown instanceof SaascoreException) {
      return Optional.ofNullable((SaascoreException) thrown);
    }
    throw new AssertionError("not a problem with a place, but " + thrown, thrown);
  }

  private static void explained(SaascoreException e) {
    for (Problem problem : e.problems()) {
      assertThat(problem.where().orElse("")).startsWith(NAME + ":").matches("[^:]+:\\d+:\\d+");
      assertThat(problem.summary()).doesNotContain("\n").hasSizeLessThan(1_000);
    }
    assertThat(e.problems()).hasSizeLessThan(1_000);
  }
}
