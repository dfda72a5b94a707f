package io.github.saascore.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/** Says what to do next also where {@code lc_messages} makes the server speak German. */
class SqlProblemsTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "42704 | Rolle »app« existiert nicht | get_role_oid | roles belong to the whole server",
        "42704 | Rolle »app« existiert nicht | DropRole | roles belong to the whole server",
        "42704 | Typ »app« existiert nicht | typenameType | See the search_path",
        "25001 | SET TRANSACTION ISOLATION LEVEL muss vor allen Anfragen aufgerufen werden"
            + " | call_enum_check_hook | leave it out",
        "25001 | VACUUM kann nicht in einem Transaktionsblock laufen | PreventInTransactionBlock"
            + " | transaction=none",
        "23505 | konnte Unique Index »u« nicht erstellen | comparetup_index_btree"
            + " | the rows have duplicates",
        "23505 | doppelter Schlüsselwert verletzt Unique-Constraint »u« | _bt_check_unique"
            + " | rows that the script adds exist already",
        "22P05 | Zeichen mit Byte-Folge 0xe2 0x86 0x92 hat keine Entsprechung in »LATIN1«"
            + " | report_untranslatable_char | the encoding of the database lacks a character",
        "22021 | ungültige Byte-Sequenz für Kodierung »UTF8«: 0xe4 | report_invalid_encoding"
            + " | these bytes are no UTF-8",
        "08006 | konnte Replikations-Slot »s« nicht erzeugen | libpqrcv_create_slot"
            + " | pg_drop_replication_slot",
        "55006 | auf Datenbank »shop« wird von anderen Benutzern zugegriffen | dropdb"
            + " | DROP DATABASE \"shop\" WITH (FORCE)",
        "55006 | la base de données « shop » est en cours d'utilisation | dropdb"
            + " | WHERE datname = 'shop'",
        "55006 | aktuell geöffnete Datenbank kann nicht gelöscht werden | dropdb"
            + " | the database that it is in",
        "55006 | auf Datenbank »shop« wird von anderen Benutzern zugegriffen | RenameDatabase"
            + " | pg_terminate_backend",
      })
  void tellsByTheFunctionThatRefused(String state, String message, String routine, String hint) {
    String answer =
        "SFEHLER|VERROR|C%s|M%s|Fa.c|L1|R%s|".formatted(state, message, routine).replace('|', '\0');
    PSQLException refusal = new PSQLException(new ServerErrorMessage(answer));
    assertThat(SqlProblems.of(refusal).summary()).isEqualTo(message);
    assertThat(SqlProblems.of(refusal).hint().orElse("")).contains(hint);
  }
}
