package io.github.saascore.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Names are read in whatever language {@code lc_messages} makes the server speak. */
class AnswerTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "column \"a\" of relation \"my t\" does not exist",
        "Spalte »a« von Relation »my t« existiert nicht",
        "la colonne « a » de la relation « my t » n'existe pas",
        "la colonne «\u00A0a\u00A0» de la relation «\u00A0my t\u00A0» n'existe pas",
        "no existe la columna «a» en la relación «my t»",
        "リレーション\"my t\"の列\"a\"は存在しません",
      })
  void namesStandInTheQuotesOfTheLanguage(String message) {
    assertThat(new Answer("42703", "ATExecDropColumn", message).names())
        .containsExactlyInAnyOrder("a", "my t");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "role \"my \"own\"\" does not exist",
        "Rolle »my \"own\"« existiert nicht",
        "le rôle « my \"own\" » n'existe pas",
      })
  void aRoleThatIsMissingIsNamedWhole(String message) {
    assertThat(new Answer("42704", "get_role_oid", message).missingRole()).contains("my \"own\"");
    assertThat(new Answer("42704", "typenameType", message).missingRole()).isEmpty();
  }

  @Test
  void anExtensionIsNamedByItselfOrByItsFile() {
    String routine = "parse_extension_control_file";
    assertThat(
            new Answer("0A000", routine, "Erweiterung »postgis« ist nicht verfügbar")
                .missingExtension())
        .contains("postgis");
    assertThat(
            new Answer(
                    "58P01",
                    routine,
                    "konnte Erweiterungskontrolldatei »/usr/share/extension/postgis.control« nicht"
                        + " öffnen: Datei oder Verzeichnis nicht gefunden")
                .missingExtension())
        .contains("postgis");
  }
}
