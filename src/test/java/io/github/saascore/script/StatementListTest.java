package io.github.saascore.script;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.saascore.revision.Problems;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class StatementListTest {
  private static final Source SOURCE =
      Source.of(
          "a.sql",
          """
          CREATE TABLE one (id int);
          COPY one FROM stdin;
          1
          \\.
          -- saascore:allow drop_table "nobody reads it"
          DROP TABLE one;
          INSERT INTO two VALUES (1);
          INSERT INTO two VALUES (2);
          INSERT INTO two VALUES (3);
          """);

  @Test
  void itHasWhatWasPutIn() {
    List<Statement> read = read();
    StatementList.Builder builder = new StatementList.Builder();
    read.forEach(builder::add);
    Statement ofAnother = Statement.stored("b.sql", "SELECT 1");
    builder.add(ofAnother);
    List<Statement> list = builder.build();
    builder.add(ofAnother);

    assertThat(read).hasSize(6);
    assertThat(read.get(1).data()).isPresent();
    assertThat(read.get(2).allowances()).hasSize(1);
    assertThat(list).hasSize(7).startsWith(read.toArray(Statement[]::new)).endsWith(ofAnother);
    assertThat(list.subList(2, 4)).isEqualTo(read.subList(2, 4));
    assertThat(StatementList.copyOf(list)).isSameAs(list);
    assertThat(new Body.Sql(list, Body.Options.DEFAULT).statements()).isSameAs(list);
    assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> list.get(7));
    assertThatExceptionOfType(UnsupportedOperationException.class)
        .isThrownBy(() -> list.set(0, ofAnother));
  }

  @Test
  void itMayBeLong() {
    String text = "SELECT 1;\n".repeat(5000) + "COPY one FROM stdin;\n1\n\\.\n";
    List<Statement> list = SqlLexer.split(Source.of("long.sql", text));
    assertThat(list).hasSize(5001);
    for (int i = 0; i < 5000; i++) {
      assertThat(list.get(i).offset()).isEqualTo(10 * i);
      assertThat(list.get(i).end()).isEqualTo(10 * i + 8);
    }
    assertThat(list.get(5000).copyData()).hasValue("1\n");
  }

  @Test
  void otherListsAreCopied() {
    List<Statement> read = read();
    List<Statement> copy = StatementList.copyOf(read);
    read.clear();
    assertThat(copy).hasSize(6);
    assertThat(new StatementList.Builder().build()).isEmpty();
  }

  private static List<Statement> read() {
    List<Statement> read = new ArrayList<>();
    Problems problems = new Problems();
    SqlLexer.run(
        SOURCE,
        problems,
        new SqlLexer.Sink() {
          @Override
          public void statement(Statement statement) {
            read.add(statement);
          }

          @Override
          public void marker(int start, int end) {}
        });
    problems.throwIfAny();
    return read;
  }
}
