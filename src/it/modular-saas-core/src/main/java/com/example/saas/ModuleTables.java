package com.example.saas;

import static com.example.saas.Columns.FLAG;
import static com.example.saas.Columns.ID;
import static com.example.saas.Columns.JSON_OBJECT;
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
import static org.jooq.impl.SQLDataType.CHAR;
import static org.jooq.impl.SQLDataType.INTEGER;

import java.util.List;
import org.jooq.DSLContext;
import org.jooq.Query;

/** What the product can do, who pays for it and how each tenant has set it up. */
record ModuleTables(DSLContext dsl) {
  List<Query> modulesRegistry() {
    return List.of(
        dsl.createTable("modules_registry")
            .column("module_key", TEXT)
            .column("name", TEXT)
            .column("version", TEXT)
            .column("is_core", FLAG.defaultValue(false))
            .column("default_settings", JSON_OBJECT)
            .column("registered_at", NOW)
            .constraints(
                constraint("modules_registry_pkey").primaryKey("module_key"),
                constraint("modules_registry_module_key_check")
                    .check(condition("module_key ~ '^[a-z][a-z0-9_]{1,62}$'"))));
  }

  List<Query> subscriptions() {
    return List.of(
        dsl.createTable("subscriptions")
            .column("id", NUMBER)
            .column("tenant_id", ID)
            .column("module_key", TEXT)
            .column(
                "status",
                postgresType("subscription_status").nullable(false).defaultValue("trialing"))
            .column("seats", INTEGER.nullable(false).defaultValue(1))
            .column("price_cents", NUMBER.defaultValue(0L))
            .column("currency", CHAR(3).nullable(false).defaultValue("EUR"))
            .column("started_at", NOW)
            .column("ended_at", OPTIONAL_TIME)
            .column("invoice_account", OPTIONAL_TEXT)
            .constraints(
                constraint("subscriptions_pkey").primaryKey("id"),
                foreignKey("subscriptions", "tenant_id")
                    .references("tenants", "id")
                    .onDeleteRestrict(),
                foreignKey("subscriptions", "module_key")
                    .references("modules_registry", "module_key")
                    .onUpdateCascade()
                    .onDeleteRestrict(),
                constraint("subscriptions_seats_check").check(condition("seats > 0")),
                constraint("subscriptions_price_cents_check").check(condition("price_cents >= 0")),
                constraint("subscriptions_period_check").check(condition("ended_at > started_at"))),
        identityAlways(dsl, "subscriptions"),
        dsl.createUniqueIndex("subscriptions_running_key")
            .on("subscriptions", "tenant_id", "module_key")
            .where(condition("ended_at IS NULL")),
        index(dsl, "subscriptions", "module_key"),
        dsl.createIndex("subscriptions_invoice_account_idx")
            .on("subscriptions", "invoice_account")
            .where(condition("invoice_account IS NOT NULL")));
  }

  List<Query> moduleSettings() {
    return List.of(
        dsl.createTable("module_settings")
            .column("tenant_id", ID)
            .column("module_key", TEXT)
            .column("enabled", FLAG.defaultValue(true))
            .column("settings", JSON_OBJECT)
            .column("updated_by", OPTIONAL_ID)
            .column("updated_at", NOW)
            .constraints(
                constraint("module_settings_pkey").primaryKey("tenant_id", "module_key"),
                foreignKey("module_settings", "tenant_id")
                    .references("tenants", "id")
                    .onDeleteCascade(),
                foreignKey("module_settings", "module_key")
                    .references("modules_registry", "module_key")
                    .onUpdateCascade()
                    .onDeleteCascade(),
                foreignKey("module_settings", "updated_by")
                    .references("users", "id")
                    .onDeleteSetNull()),
        index(dsl, "module_settings", "module_key"),
        index(dsl, "module_settings", "updated_by"));
  }
}
