package io.github.saascore.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SecretTextTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "CREATE ROLE a LOGIN PASSWORD 'x''y' VALID UNTIL 'z'"
            + "|CREATE ROLE a LOGIN PASSWORD (hidden) VALID UNTIL 'z'",
        "ALTER ROLE a ENCRYPTED PASSWORD E'x\\'y' NOLOGIN"
            + "|ALTER ROLE a ENCRYPTED PASSWORD (hidden) NOLOGIN",
        "alter user a password $q$x'y$$z$q$ login|alter user a password (hidden) login",
        "OPTIONS (user 'me', \"api_key\" 'x', SET password 'y')"
            + "|OPTIONS (user 'me', \"api_key\" (hidden), SET password (hidden))",
        "CREATE SUBSCRIPTION s CONNECTION 'host=h password=x,y user=u' PUBLICATION p"
            + "|CREATE SUBSCRIPTION s CONNECTION 'host=h password=(hidden) user=u' PUBLICATION p",
        "SELECT dblink('postgresql://me:x@h:1/d')|SELECT dblink('postgresql://me:(hidden)@h:1/d')",
        "UPDATE users SET password = 'x' WHERE id = 1"
            + "|UPDATE users SET password = (hidden) WHERE id = 1",
        "OPTIONS (key 'x', ADD key 'y', SET \"key\" 'z')"
            + "|OPTIONS (key (hidden), ADD key (hidden), SET \"key\" (hidden))",
        "key 'x', user 'me'|key (hidden), user 'me'",
        "EXECUTE 'ALTER ROLE a PASSWORD ''x'' NOLOGIN'|EXECUTE 'ALTER ROLE a PASSWORD (hidden)"
            + " NOLOGIN'",
        "EXECUTE E'ALTER ROLE a PASSWORD \\'x\\' NOLOGIN'"
            + "|EXECUTE E'ALTER ROLE a PASSWORD (hidden) NOLOGIN'",
        "ALTER ROLE a PASSWORD '' NOLOGIN; x|ALTER ROLE a PASSWORD (hidden) NOLOGIN; x",
        "ALTER ROLE a PASSWORD/* b */'x' NOLOGIN|ALTER ROLE a PASSWORD/* b */(hidden) NOLOGIN",
        "ALTER ROLE a PASSWORD'x' NOLOGIN|ALTER ROLE a PASSWORD(hidden) NOLOGIN",
        "ALTER ROLE a PASSWORD U&'x' NOLOGIN|ALTER ROLE a PASSWORD (hidden) NOLOGIN",
        "Key (id, password)=(1, x(y)) already exists.|Key (id, password)=((hidden)) already"
            + " exists.",
        "ALTER ROLE a PASSWORD 'never ends|ALTER ROLE a PASSWORD (hidden)",
        "ALTER ROLE a PASSWORD $$never ends|ALTER ROLE a PASSWORD (hidden)",
      })
  void aPasswordIsNotShown(String text, String shown) {
    assertThat(SecretText.hidden(text)).isEqualTo(shown);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "CREATE TABLE tokens (id int PRIMARY KEY, token text DEFAULT 'x')",
        "ALTER ROLE a PASSWORD NULL",
        "COMMENT ON COLUMN users.password IS 'a hash'",
        "UPDATE settings SET value = 'x' WHERE key = 'theme'",
        "the header has the unknown key 'lables'; foreign key 'orders_user_fk'",
        "INSERT INTO settings VALUES ('key', 'value')",
        "jdbc:postgresql://localhost:5432/shop",
        "the password's owner",
      })
  void everythingElseIs(String text) {
    assertThat(SecretText.hidden(text)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "CREATE ROLE é PASSWORD |hunter2| LOGIN",
        "CREATE ROLE b PASSWORD /* c */ |\"hun ter2\"|;",
        "ALTER USER MAPPING FOR a SERVER b OPTIONS (SET password |hunter2|)",
      })
  void aWordInItsPlaceIsNotShown(String before, String word, String after) {
    String begin = before + " ";
    assertThat(
            SecretText.refusal(
                "syntax error at or near »" + word + "«",
                begin + word + " " + after,
                begin.length() + 1))
        .isEqualTo("syntax error at or near »(hidden)«");
    assertThat(SecretText.refusal("near x", "SELECT x", 8)).isEqualTo("near x");
    assertThat(SecretText.refusal("at end of input", "SELECT", 7)).isEqualTo("at end of input");
  }

  @Test
  void aLineBreakMayStandBefore() {
    assertThat(SecretText.hidden("ALTER ROLE a PASSWORD\n  'x';"))
        .isEqualTo("ALTER ROLE a PASSWORD\n  (hidden);");
  }

  @Test
  void aLongTextNeedsNoLongStack() {
    String literal = "'" + "''".repeat(1_000_000) + "'";
    assertThat(SecretText.hidden("PASSWORD " + literal + ";")).isEqualTo("PASSWORD (hidden);");
  }
}
