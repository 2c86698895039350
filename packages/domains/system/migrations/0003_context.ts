import type { Knex } from 'knex';

/**
 * What no table can be made without: who is asking, from settings alone, and the trigger of `updated_at`.
 *
 * These functions stand in policies, so they read no table: one that did would ask its own policy again. `app.enter_tenant` fills the settings
 * after it has checked the membership.
 */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    CREATE FUNCTION app.current_tenant_id() RETURNS bigint
    LANGUAGE plpgsql STABLE PARALLEL SAFE SET search_path = ''
    AS $$
    DECLARE
      v_tenant text := nullif(current_setting('app.tenant_id', true), '');
      v_entered text := nullif(current_setting('app.entered_tenant_id', true), '');
      v_claims jsonb;
    BEGIN
      IF v_tenant IS NULL THEN
        v_claims := nullif(current_setting('request.jwt.claims', true), '')::jsonb;
        v_tenant := coalesce(v_claims ->> 'tenant_id', v_claims #>> '{app_metadata,tenant_id}');
      END IF;
      -- In a transaction that has entered a tenant, any other value has been slipped in later.
      IF v_entered <> v_tenant THEN
        RETURN NULL;
      END IF;
      RETURN v_tenant::bigint;
    END
    $$;
    COMMENT ON FUNCTION app.current_tenant_id() IS
      'The tenant of this transaction: the setting app.tenant_id, else the signed claims; NULL when there is none, or when the setting is not the tenant that was entered.';

    CREATE FUNCTION app.current_user_id() RETURNS bigint
    LANGUAGE plpgsql STABLE PARALLEL SAFE SET search_path = ''
    AS $$
    BEGIN
      IF app.current_tenant_id() IS NULL THEN
        RETURN NULL;
      END IF;
      RETURN nullif(current_setting('app.user_id', true), '')::bigint;
    END
    $$;
    COMMENT ON FUNCTION app.current_user_id() IS
      'The user of this transaction as app.enter_tenant has set it; NULL outside a tenant.';

    -- Asked for every row that is written: it repeats the test of current_tenant_id instead of calling it.
    CREATE FUNCTION app.has_permission(p_permission text) RETURNS boolean
    LANGUAGE plpgsql STABLE PARALLEL SAFE SET search_path = ''
    AS $$
    DECLARE
      v_tenant text := coalesce(current_setting('app.tenant_id', true), '');
    BEGIN
      RETURN v_tenant <> ''
        AND coalesce(nullif(current_setting('app.entered_tenant_id', true), ''), v_tenant) = v_tenant
        AND position(',' || p_permission || ',' IN coalesce(current_setting('app.permissions', true), '')) > 0;
    END
    $$;
    COMMENT ON FUNCTION app.has_permission(text) IS
      'Whether the user of this transaction holds a permission in the current tenant, e.g. orders.write.';

    CREATE FUNCTION public.update_updated_at_column() RETURNS trigger
    LANGUAGE plpgsql SET search_path = ''
    AS $$
    BEGIN
      NEW.updated_at := now();
      RETURN NEW;
    END
    $$;
    COMMENT ON FUNCTION public.update_updated_at_column() IS 'Trigger: stamps updated_at with the time of the transaction.';
  `);
  for (const name of CONTEXT) {
    await knex.raw(`REVOKE ALL ON FUNCTION ${name} FROM PUBLIC, anon, authenticated`);
    await knex.raw(`GRANT EXECUTE ON FUNCTION ${name} TO erp_app, erp_service, erp_definer`);
  }
  await knex.raw('REVOKE ALL ON FUNCTION public.update_updated_at_column() FROM PUBLIC, anon, authenticated');
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw('DROP FUNCTION public.update_updated_at_column()');
  for (const name of CONTEXT.toReversed()) await knex.raw(`DROP FUNCTION ${name}`);
}

const CONTEXT = ['app.current_tenant_id()', 'app.current_user_id()', 'app.has_permission(text)'];
