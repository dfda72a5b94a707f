package io.github.saascore.schema.bridge;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jooq.Catalog;
import org.jooq.Configuration;
import org.jooq.DSLContext;
import org.jooq.Queries;
import org.jooq.Query;
import org.jooq.SQLDialect;
import org.jooq.Schema;
import org.jooq.VisitListenerProvider;
import org.jooq.impl.DSL;
import org.jooq.impl.DefaultConfiguration;
import org.jooq.impl.DefaultVisitListenerProvider;

/**
 * Asks a user's model for its queries and renders them as SQL text.
 *
 * <p>Its bytes are defined anew in the class loader of the user's project, so that it is linked
 * with the project's own jOOQ, whatever version that is. Only types of the JDK cross over: each
 * result is a kind and its texts.
 */
public final class ModelBridge implements Function<Object, List<String[]>> {
  /** The kind of a result that is a statement: its text. */
  public static final String SQL = "sql";

  /**
   * The kind of a result for what jOOQ leaves out of the statement before it: what, and the
   * statement that says it.
   */
  public static final String LEFT_OUT = "left out";

  /** The kind of a result for an object that is no model, or gives something else: its class. */
  public static final String NO_MODEL = "no model";

  /** The kind of a result for what generated code knows to be there and cannot make: what. */
  public static final String NOTE = "note";

  /** The kind of the first result of code that jOOQ generated. */
  public static final String GENERATED = "generated";

  /** Makes a bridge before the first class of jOOQ is used; called by reflection. */
  public ModelBridge() {
    System.getProperties().putIfAbsent("org.jooq.no-logo", "true");
    System.getProperties().putIfAbsent("org.jooq.no-tips", "true");
  }

  /**
   * Returns what a model says.
   *
   * @param model a {@code Supplier} or {@code Function<DSLContext, ...>} of {@code Queries}, or of
   *     single queries in an array or a collection; or a generated {@code Catalog} or {@code
   *     Schema}
   */
  @Override
  public List<String[]> apply(Object model) {
    List<String[]> results = new ArrayList<>();
    if (model instanceof Catalog || model instanceof Schema) {
      results.add(new String[] {GENERATED});
      GeneratedDdl ddl = new GeneratedDdl();
      results.addAll(model instanceof Catalog catalog ? ddl.of(catalog) : ddl.of((Schema) model));
    } else if (model instanceof Supplier || model instanceof Function) {
      collect(model, results);
    } else {
      results.add(noModel(model));
    }
    return results;
  }

  @SuppressWarnings("unchecked") // What a model's function takes is erased; it says so if it fails.
  private static void collect(Object from, List<String[]> results) {
    if (from instanceof Query query) {
      render(query, results);
    } else if (from instanceof Queries queries) {
      queries.queryStream().forEach(query -> render(query, results));
    } else if (from instanceof Supplier<?> supplier) {
      collect(supplier.get(), results);
    } else if (from instanceof Function<?, ?> function) {
      DSLContext context = DSL.using(SQLDialect.POSTGRES);
      collect(((Function<DSLContext, Object>) function).apply(context), results);
    } else if (from instanceof Iterable<?> several) {
      several.forEach(each -> collect(each, results));
    } else if (from instanceof Stream<?> several) {
      several.forEach(each -> collect(each, results));
    } else if (from instanceof Object[] several) {
      Arrays.stream(several).forEach(each -> collect(each, results));
    } else {
      results.add(noModel(from));
    }
  }

  private static String[] noModel(Object object) {
    return new String[] {NO_MODEL, object == null ? "null" : object.getClass().getName()};
  }

  private static void render(Query query, List<String[]> results) {
    GeneratedColumns generated = new GeneratedColumns();
    String sql = DSL.using(configuration(query, generated)).renderInlined(query);
    results.add(new String[] {SQL, sql});
    results.addAll(generated.missingFrom(sql));
  }

  /** Settings of the user's own context count, if it speaks PostgreSQL. */
  private static Configuration configuration(Query query, GeneratedColumns generated) {
    Configuration own = query.configuration();
    Configuration base =
        own != null && own.family() == SQLDialect.POSTGRES
            ? own
            : new DefaultConfiguration().set(SQLDialect.POSTGRES);
    List<VisitListenerProvider> listeners =
        new ArrayList<>(Arrays.asList(base.visitListenerProviders()));
    listeners.add(new DefaultVisitListenerProvider(generated));
    return base.derive(listeners.toArray(VisitListenerProvider[]::new));
  }
}
