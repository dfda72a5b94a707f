package com.example.saas;

import static com.example.saas.Columns.ID;
import static com.example.saas.Columns.JSON;
import static com.example.saas.Columns.JSON_OBJECT;
import static com.example.saas.Columns.NOW;
import static com.example.saas.Columns.NUMBER;
import static com.example.saas.Columns.OPTIONAL_ID;
import static com.example.saas.Columns.OPTIONAL_TEXT;
import static com.example.saas.Columns.TEXT;
import static com.example.saas.Columns.postgresType;
import static com.example.saas.Tables.foreignKey;
import static com.example.saas.Tables.identityAlways;
import static com.example.saas.Tables.index;
import static org.jooq.impl.DSL.condition;
import static org.jooq.impl.DSL.constraint;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.table;

import java.util.List;
import org.jooq.DSLContext;
import org.jooq.Query;

/** What is kept about the past: its rows outlive the tenants and users they name. */
record HistoryTables(DSLContext dsl) {
  List<Query> deletedAccountsHistory() {
    return List.of(
        dsl.createTable("deleted_accounts_history")
            .column("id", NUMBER)
            .column("tenant_id", OPTIONAL_ID)
            .column("user_id", ID)
            .column("email_hash", TEXT)
            .column("reason", TEXT)
            .column("deleted_by", OPTIONAL_ID)
            .column("account", JSON)
            .column("deleted_at", NOW)
            .constraints(
                constraint("deleted_accounts_history_pkey").primaryKey("id"),
                foreignKey("deleted_accounts_history", "tenant_id")
                    .references("tenants", "id")
                    .onDeleteSetNull(),
                foreignKey("deleted_accounts_history", "deleted_by")
                    .references("users", "id")
                    .onDeleteSetNull(),
                constraint("deleted_accounts_history_reason_check")
                    .check(
                        condition(
                            "reason IN ('requested', 'inactive', 'abuse', 'tenant_closed')"))),
        identityAlways(dsl, "deleted_accounts_history"),
        dsl.commentOnTable("deleted_accounts_history")
            .is("Deleted accounts; kept after the user's row is gone"),
        index(dsl, "deleted_accounts_history", "tenant_id"),
        index(dsl, "deleted_accounts_history", "deleted_by"),
        index(dsl, "deleted_accounts_history", "email_hash"));
  }

  List<Query> auditLogs() {
    return List.of(
        dsl.createTable("audit_logs")
            .column("id", NUMBER)
            .column("tenant_id", OPTIONAL_ID)
            .column("actor_id", OPTIONAL_ID)
            .column("action", TEXT)
            .column("entity", TEXT)
            .column("entity_id", OPTIONAL_TEXT)
            .column("details", JSON_OBJECT)
            .column("ip_address", postgresType("inet").nullable(true))
            .column("occurred_at", NOW)
            .constraints(
                constraint("audit_logs_pkey").primaryKey("id"),
                foreignKey("audit_logs", "tenant_id").references("tenants", "id").onDeleteSetNull(),
                foreignKey("audit_logs", "actor_id").references("users", "id").onDeleteSetNull()),
        identityAlways(dsl, "audit_logs"),
        dsl.createIndex("audit_logs_tenant_time_idx")
            .on(
                table(name("audit_logs")),
                field(name("tenant_id")).sortDefault(),
                field(name("occurred_at")).desc()),
        dsl.createIndex("audit_logs_actor_id_idx")
            .on("audit_logs", "actor_id")
            .where(condition("actor_id IS NOT NULL")),
        dsl.query("CREATE INDEX audit_logs_details_idx ON audit_logs USING gin (details)"));
  }
}
