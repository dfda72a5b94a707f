package com.example.saas;

import static com.example.saas.Columns.JSON_OBJECT;
import static com.example.saas.Columns.NOW;
import static com.example.saas.Columns.NUMBER;
import static com.example.saas.Columns.OPTIONAL_ID;
import static com.example.saas.Columns.OPTIONAL_TEXT;
import static com.example.saas.Columns.OPTIONAL_TIME;
import static com.example.saas.Columns.TEXT;
import static com.example.saas.Tables.foreignKey;
import static com.example.saas.Tables.identityAlways;
import static com.example.saas.Tables.index;
import static org.jooq.impl.DSL.condition;
import static org.jooq.impl.DSL.constraint;
import static org.jooq.impl.DSL.name;

import java.util.List;
import org.jooq.DSLContext;
import org.jooq.Query;

/** What the platform and its tenants publish. */
record ContentTables(DSLContext dsl) {
  List<Query> platformContent() {
    return List.of(
        dsl.createTable("platform_content")
            .column("id", NUMBER)
            .column("tenant_id", OPTIONAL_ID)
            .column("author_id", OPTIONAL_ID)
            .column("slug", TEXT)
            .column("locale", TEXT.defaultValue("en"))
            .column("title", TEXT)
            .column("body", TEXT.defaultValue(""))
            .column("metadata", JSON_OBJECT)
            .column("created_at", NOW)
            .column("published_at", OPTIONAL_TIME)
            .column("summary", OPTIONAL_TEXT)
            .constraints(
                constraint("platform_content_pkey").primaryKey("id"),
                constraint("platform_content_tenant_slug_key")
                    .unique("tenant_id", "slug", "locale"),
                foreignKey("platform_content", "tenant_id")
                    .references("tenants", "id")
                    .onDeleteCascade(),
                foreignKey("platform_content", "author_id")
                    .references("users", "id")
                    .onDeleteSetNull(),
                constraint("platform_content_locale_check")
                    .check(condition("locale ~ '^[a-z]{2}(-[A-Z]{2})?$'"))),
        identityAlways(dsl, "platform_content"),
        dsl.commentOnColumn(name("platform_content", "summary"))
            .is("Shown in lists; the body's beginning where it is null"),
        dsl.createUniqueIndex("platform_content_shared_slug_key")
            .on("platform_content", "slug", "locale")
            .where(condition("tenant_id IS NULL")),
        index(dsl, "platform_content", "author_id"),
        dsl.query(
            """
            CREATE INDEX platform_content_metadata_idx
            ON platform_content USING gin (metadata jsonb_path_ops)
            """));
  }
}
