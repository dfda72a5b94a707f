package com.example.saas;

import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jooq.DSLContext;
import org.jooq.Queries;
import org.jooq.Query;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;

/**
 * The wanted schema of the product: what the database looks like after every revision in {@code
 * src/main/migrations}.
 *
 * <p>One method a table, parents before children. Columns that a later revision added stand last,
 * because PostgreSQL appends them. Plain SQL is used where jOOQ's DSL has no words: identities that
 * are ALWAYS generated and gin indexes.
 */
public final class SaasCoreModel implements Supplier<Queries> {
  @Override
  public Queries get() {
    DSLContext dsl = DSL.using(SQLDialect.POSTGRES);
    TenantTables tenancy = new TenantTables(dsl);
    ModuleTables modules = new ModuleTables(dsl);
    ContentTables content = new ContentTables(dsl);
    HistoryTables history = new HistoryTables(dsl);
    return dsl.queries(
        Stream.of(
                types(dsl),
                modules.modulesRegistry(),
                tenancy.tenants(),
                tenancy.users(),
                modules.subscriptions(),
                content.platformContent(),
                tenancy.tenantDomains(),
                history.deletedAccountsHistory(),
                history.auditLogs(),
                modules.moduleSettings(),
                tenancy.activeTenants())
            .flatMap(List::stream)
            .toList());
  }

  private static List<Query> types(DSLContext dsl) {
    return List.of(
        dsl.createType("tenant_status").asEnum("trial", "active", "suspended", "closed"),
        dsl.createType("subscription_status")
            .asEnum("trialing", "active", "past_due", "paused", "cancelled"));
  }
}
