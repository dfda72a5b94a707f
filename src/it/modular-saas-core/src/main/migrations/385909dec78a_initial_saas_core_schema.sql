-- revision: 385909dec78a
-- down_revision: base
-- message: initial saas core schema
-- created: 2026-01-12T09:00:00Z

-- saascore:upgrade
CREATE TYPE tenant_status AS ENUM ('trial', 'active', 'suspended', 'closed');

CREATE TYPE subscription_status AS ENUM ('trialing', 'active', 'past_due', 'cancelled');

-- What the product can do; a tenant subscribes to modules and configures them.
CREATE TABLE modules_registry (
  module_key text NOT NULL,
  name text NOT NULL,
  version text NOT NULL,
  is_core boolean NOT NULL DEFAULT false,
  default_settings jsonb NOT NULL DEFAULT '{}',
  registered_at timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT modules_registry_pkey PRIMARY KEY (module_key),
  CONSTRAINT modules_registry_module_key_check CHECK (module_key ~ '^[a-z][a-z0-9_]{1,62}$')
);

CREATE TABLE tenants (
  id uuid NOT NULL DEFAULT gen_random_uuid(),
  slug text NOT NULL,
  name text NOT NULL,
  status tenant_status NOT NULL DEFAULT 'trial',
  settings jsonb NOT NULL DEFAULT '{}',
  created_at timestamptz NOT NULL DEFAULT now(),
  deleted_at timestamptz,
  CONSTRAINT tenants_pkey PRIMARY KEY (id),
  CONSTRAINT tenants_slug_key UNIQUE (slug),
  CONSTRAINT tenants_slug_check CHECK (slug ~ '^[a-z0-9][a-z0-9-]{1,62}$')
);

CREATE INDEX tenants_live_idx ON tenants (created_at) WHERE deleted_at IS NULL;

CREATE TABLE users (
  id uuid NOT NULL DEFAULT gen_random_uuid(),
  tenant_id uuid NOT NULL,
  email text NOT NULL,
  display_name text NOT NULL,
  password_hash text,
  role text NOT NULL DEFAULT 'member',
  invited_by uuid,
  created_at timestamptz NOT NULL DEFAULT now(),
  last_login_at timestamptz,
  CONSTRAINT users_pkey PRIMARY KEY (id),
  CONSTRAINT users_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenants (id) ON DELETE CASCADE,
  CONSTRAINT users_invited_by_fkey FOREIGN KEY (invited_by) REFERENCES users (id) ON DELETE SET NULL,
  CONSTRAINT users_email_check CHECK (position('@' in email) > 1),
  CONSTRAINT users_role_check CHECK (role IN ('owner', 'admin', 'member'))
);

CREATE INDEX users_tenant_id_idx ON users (tenant_id);

CREATE INDEX users_invited_by_idx ON users (invited_by);

-- Paid history outlives a wish to delete: a tenant with subscriptions cannot be deleted.
CREATE TABLE subscriptions (
  id bigint GENERATED ALWAYS AS IDENTITY,
  tenant_id uuid NOT NULL,
  module_key text NOT NULL,
  status subscription_status NOT NULL DEFAULT 'trialing',
  seats integer NOT NULL DEFAULT 1,
  price_cents bigint NOT NULL DEFAULT 0,
  currency char(3) NOT NULL DEFAULT 'EUR',
  started_at timestamptz NOT NULL DEFAULT now(),
  ended_at timestamptz,
  CONSTRAINT subscriptions_pkey PRIMARY KEY (id),
  CONSTRAINT subscriptions_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenants (id) ON DELETE RESTRICT,
  CONSTRAINT subscriptions_module_key_fkey FOREIGN KEY (module_key) REFERENCES modules_registry (module_key)
    ON UPDATE CASCADE ON DELETE RESTRICT,
  CONSTRAINT subscriptions_seats_check CHECK (seats > 0),
  CONSTRAINT subscriptions_price_cents_check CHECK (price_cents >= 0),
  CONSTRAINT subscriptions_period_check CHECK (ended_at > started_at)
);

-- One running subscription a tenant and module; ended ones stay for the record.
CREATE UNIQUE INDEX subscriptions_running_key ON subscriptions (tenant_id, module_key) WHERE ended_at IS NULL;

CREATE INDEX subscriptions_module_key_idx ON subscriptions (module_key);

-- Content without a tenant belongs to the platform itself.
CREATE TABLE platform_content (
  id bigint GENERATED ALWAYS AS IDENTITY,
  tenant_id uuid,
  author_id uuid,
  slug text NOT NULL,
  locale text NOT NULL DEFAULT 'en',
  title text NOT NULL,
  body text NOT NULL DEFAULT '',
  metadata jsonb NOT NULL DEFAULT '{}',
  created_at timestamptz NOT NULL DEFAULT now(),
  published_at timestamptz,
  CONSTRAINT platform_content_pkey PRIMARY KEY (id),
  CONSTRAINT platform_content_tenant_slug_key UNIQUE (tenant_id, slug, locale),
  CONSTRAINT platform_content_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenants (id) ON DELETE CASCADE,
  CONSTRAINT platform_content_author_id_fkey FOREIGN KEY (author_id) REFERENCES users (id) ON DELETE SET NULL,
  CONSTRAINT platform_content_locale_check CHECK (locale ~ '^[a-z]{2}(-[A-Z]{2})?$')
);

CREATE UNIQUE INDEX platform_content_shared_slug_key ON platform_content (slug, locale) WHERE tenant_id IS NULL;

CREATE INDEX platform_content_author_id_idx ON platform_content (author_id);

CREATE INDEX platform_content_metadata_idx ON platform_content USING gin (metadata jsonb_path_ops);

CREATE TABLE tenant_domains (
  id bigint GENERATED ALWAYS AS IDENTITY,
  tenant_id uuid NOT NULL,
  domain text NOT NULL,
  is_primary boolean NOT NULL DEFAULT false,
  created_at timestamptz NOT NULL DEFAULT now(),
  verified_at timestamptz,
  CONSTRAINT tenant_domains_pkey PRIMARY KEY (id),
  CONSTRAINT tenant_domains_domain_key UNIQUE (domain),
  CONSTRAINT tenant_domains_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenants (id) ON DELETE CASCADE,
  CONSTRAINT tenant_domains_domain_check CHECK (domain = lower(domain))
);

CREATE INDEX tenant_domains_tenant_id_idx ON tenant_domains (tenant_id);

CREATE UNIQUE INDEX tenant_domains_primary_key ON tenant_domains (tenant_id) WHERE is_primary;

-- user_id has no foreign key: the row is the trace of a user who is gone.
CREATE TABLE deleted_accounts_history (
  id bigint GENERATED ALWAYS AS IDENTITY,
  tenant_id uuid,
  user_id uuid NOT NULL,
  email_hash text NOT NULL,
  reason text NOT NULL,
  deleted_by uuid,
  account jsonb NOT NULL,
  deleted_at timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT deleted_accounts_history_pkey PRIMARY KEY (id),
  CONSTRAINT deleted_accounts_history_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenants (id) ON DELETE SET NULL,
  CONSTRAINT deleted_accounts_history_deleted_by_fkey FOREIGN KEY (deleted_by) REFERENCES users (id) ON DELETE SET NULL,
  CONSTRAINT deleted_accounts_history_reason_check CHECK (reason IN ('requested', 'inactive', 'abuse', 'tenant_closed'))
);

COMMENT ON TABLE deleted_accounts_history IS 'Deleted accounts; kept after the user''s row is gone';

CREATE INDEX deleted_accounts_history_tenant_id_idx ON deleted_accounts_history (tenant_id);

CREATE INDEX deleted_accounts_history_deleted_by_idx ON deleted_accounts_history (deleted_by);

CREATE INDEX deleted_accounts_history_email_hash_idx ON deleted_accounts_history (email_hash);

CREATE TABLE audit_logs (
  id bigint GENERATED ALWAYS AS IDENTITY,
  tenant_id uuid,
  actor_id uuid,
  action text NOT NULL,
  entity text NOT NULL,
  entity_id text,
  details jsonb NOT NULL DEFAULT '{}',
  ip_address inet,
  occurred_at timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT audit_logs_pkey PRIMARY KEY (id),
  CONSTRAINT audit_logs_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenants (id) ON DELETE SET NULL,
  CONSTRAINT audit_logs_actor_id_fkey FOREIGN KEY (actor_id) REFERENCES users (id) ON DELETE SET NULL
);

CREATE INDEX audit_logs_tenant_time_idx ON audit_logs (tenant_id, occurred_at DESC);

CREATE INDEX audit_logs_details_idx ON audit_logs USING gin (details);

CREATE TABLE module_settings (
  tenant_id uuid NOT NULL,
  module_key text NOT NULL,
  enabled boolean NOT NULL DEFAULT true,
  settings jsonb NOT NULL DEFAULT '{}',
  updated_by uuid,
  updated_at timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT module_settings_pkey PRIMARY KEY (tenant_id, module_key),
  CONSTRAINT module_settings_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenants (id) ON DELETE CASCADE,
  CONSTRAINT module_settings_module_key_fkey FOREIGN KEY (module_key) REFERENCES modules_registry (module_key)
    ON UPDATE CASCADE ON DELETE CASCADE,
  CONSTRAINT module_settings_updated_by_fkey FOREIGN KEY (updated_by) REFERENCES users (id) ON DELETE SET NULL
);

CREATE INDEX module_settings_module_key_idx ON module_settings (module_key);

CREATE INDEX module_settings_updated_by_idx ON module_settings (updated_by);

-- saascore:downgrade
-- The view comes from repeatable/active_tenants.sql and would hold the tables.
DROP VIEW IF EXISTS active_tenants;

DROP TABLE module_settings;

DROP TABLE audit_logs;

DROP TABLE deleted_accounts_history;

DROP TABLE tenant_domains;

DROP TABLE platform_content;

DROP TABLE subscriptions;

DROP TABLE users;

DROP TABLE tenants;

DROP TABLE modules_registry;

DROP TYPE subscription_status;

DROP TYPE tenant_status;
