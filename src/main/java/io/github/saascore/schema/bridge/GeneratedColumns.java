package io.github.saascore.schema.bridge;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jooq.Field;
import org.jooq.QueryPart;
import org.jooq.SQLDialect;
import org.jooq.VisitContext;
import org.jooq.VisitListener;
import org.jooq.impl.DSL;

/**
 * Finds columns that are meant to be generated: the open source edition of jOOQ renders them as
 * plain columns, without an error ("Computed columns are a commercial only jOOQ feature").
 */
final class GeneratedColumns implements VisitListener {
  private final List<String[]> found = new ArrayList<>();

  GeneratedColumns() {}

  /** Returns what is missing from the text of the query that was rendered. */
  List<String[]> missingFrom(String sql) {
    return sql.toLowerCase(Locale.ROOT).contains("generated always as (") ? List.of() : found;
  }

  /** A column that a query defines stands directly below it; elsewhere it is only mentioned. */
  @Override
  public void visitStart(VisitContext context) {
    QueryPart[] path = context.queryParts();
    if (path.length == 2
        && definesColumns(path[0])
        && path[1] instanceof Field<?> column
        && column.getDataType().computedOnServer()) {
      found.add(
          new String[] {
            ModelBridge.LEFT_OUT,
            "generatedAlwaysAs of column " + column.getName(),
            "ADD COLUMN %s %s GENERATED ALWAYS AS (%s) STORED"
                .formatted(column.getName(), type(column), expression(column))
          });
    }
  }

  /** Their types are going to be removed from jOOQ's interface; the names stay. */
  private static boolean definesColumns(QueryPart query) {
    String name = query.getClass().getSimpleName();
    return name.startsWith("CreateTable") || name.startsWith("AlterTable");
  }

  private static String type(Field<?> column) {
    return column.getDataType().getCastTypeName(DSL.using(SQLDialect.POSTGRES).configuration());
  }

  private static String expression(Field<?> column) {
    return DSL.using(SQLDialect.POSTGRES)
        .renderInlined(column.getDataType().generatedAlwaysAs())
        .replace("\"", "");
  }
}
