package com.example.saas;

import static com.example.saas.Columns.FLAG;
import static com.example.saas.Columns.ID;
import static com.example.saas.Columns.JSON_OBJECT;
import static com.example.saas.Columns.NEW_ID;
import static com.example.saas.Columns.NOW;
import static com.example.saas.Columns.NUMBER;
import static com.example.saas.Columns.OPTIONAL_ID;
import static com.example.saas.Columns.OPTIONAL_TEXT;
import static com.example.saas.Columns.OPTIONAL_TIME;
import static com.example.saas.Columns.TEXT;
import static com.example.saas.Columns.postgresType;
import static com.example.saas.Tables.foreignKey;
import static com.example.saas.Tables.identityAlways;
import static com.example.saas.Tables.index;
import static org.jooq.impl.DSL.condition;
import static org.jooq.impl.DSL.constraint;
import static org.jooq.impl.DSL.count;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.table;

import java.util.List;
import org.jooq.DSLContext;
import org.jooq.Query;

/** Tenants, the people and domains that belong to them, and the view of those that can sign in. */
record TenantTables(DSLContext dsl) {
  List<Query> tenants() {
    return List.of(
        dsl.createTable("tenants")
            .column("id", NEW_ID)
            .column("slug", TEXT)
            .column("name", TEXT)
            .column("status", postgresType("tenant_status").nullable(false).defaultValue("trial"))
            .column("settings", JSON_OBJECT)
            .column("created_at", NOW)
            .column("deleted_at", OPTIONAL_TIME)
            .column("time_zone", TEXT.defaultValue("UTC"))
            .constraints(
                constraint("tenants_pkey").primaryKey("id"),
                constraint("tenants_slug_key").unique("slug"),
                constraint("tenants_slug_check")
                    .check(condition("slug ~ '^[a-z0-9][a-z0-9-]{1,62}$'"))),
        dsl.createIndex("tenants_live_idx")
            .on("tenants", "created_at")
            .where(condition("deleted_at IS NULL")));
  }

  List<Query> users() {
    return List.of(
        dsl.createTable("users")
            .column("id", NEW_ID)
            .column("tenant_id", ID)
            .column("email", TEXT)
            .column("display_name", TEXT)
            .column("password_hash", OPTIONAL_TEXT)
            .column("role", TEXT.defaultValue("member"))
            .column("invited_by", OPTIONAL_ID)
            .column("created_at", NOW)
            .column("last_login_at", OPTIONAL_TIME)
            .constraints(
                constraint("users_pkey").primaryKey("id"),
                foreignKey("users", "tenant_id").references("tenants", "id").onDeleteCascade(),
                foreignKey("users", "invited_by").references("users", "id").onDeleteSetNull(),
                constraint("users_email_check").check(condition("position('@' in email) > 1")),
                constraint("users_role_check")
                    .check(condition("role IN ('owner', 'admin', 'member')"))),
        index(dsl, "users", "tenant_id"),
        index(dsl, "users", "invited_by"),
        dsl.createUniqueIndex("users_tenant_email_key")
            .on(table(name("users")), field(name("tenant_id")), field("lower(email)")));
  }

  List<Query> tenantDomains() {
    return List.of(
        dsl.createTable("tenant_domains")
            .column("id", NUMBER)
            .column("tenant_id", ID)
            .column("domain", TEXT)
            .column("is_primary", FLAG.defaultValue(false))
            .column("created_at", NOW)
            .column("verified_at", OPTIONAL_TIME)
            .constraints(
                constraint("tenant_domains_pkey").primaryKey("id"),
                constraint("tenant_domains_domain_key").unique("domain"),
                foreignKey("tenant_domains", "tenant_id")
                    .references("tenants", "id")
                    .onDeleteCascade(),
                constraint("tenant_domains_domain_check")
                    .check(condition("domain = lower(domain)"))),
        identityAlways(dsl, "tenant_domains"),
        index(dsl, "tenant_domains", "tenant_id"),
        dsl.createUniqueIndex("tenant_domains_primary_key")
            .on("tenant_domains", "tenant_id")
            .where(condition("is_primary")));
  }

  List<Query> activeTenants() {
    var tenant = table(name("tenants"));
    var users =
        select(count())
            .from(table(name("users")))
            .where(field(name("users", "tenant_id")).eq(field(name("tenants", "id"))));
    return List.of(
        dsl.createView("active_tenants")
            .as(
                select(
                        field(name("tenants", "id")),
                        field(name("tenants", "slug")),
                        field(name("tenants", "name")),
                        field(name("tenants", "created_at")),
                        field(users).as("user_count"))
                    .from(tenant)
                    .where(field(name("tenants", "status")).in(inline("trial"), inline("active")))
                    .and(field(name("tenants", "deleted_at")).isNull())),
        dsl.commentOnView("active_tenants")
            .is("Tenants that can sign in, with the number of their users"));
  }
}
