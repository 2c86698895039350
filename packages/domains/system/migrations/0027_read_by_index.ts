import { readByOneComparison, readBySubSelect } from '@erp/kit/read-permission';
import type { Knex } from 'knex';

/**
 * Tenant and permission for reading become one comparison, which an index answers; who reads what stays as it is.
 *
 * The functions of the policies lose their SET search_path, which was two thirds of the price of a call. In its place
 * every name, type and operator in them is qualified: what a caller's path holds cannot change what they mean.
 */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    CREATE OR REPLACE FUNCTION app.current_tenant_id() RETURNS bigint
    LANGUAGE plpgsql STABLE PARALLEL SAFE
    AS $$
    DECLARE
      v_tenant pg_catalog.text := pg_catalog.current_setting('app.tenant_id', true);
      v_entered pg_catalog.text := pg_catalog.current_setting('app.entered_tenant_id', true);
      v_claims pg_catalog.text;
    BEGIN
      IF v_tenant OPERATOR(pg_catalog.<>) '' AND v_tenant OPERATOR(pg_catalog.=) v_entered THEN
        RETURN v_tenant;
      END IF;
      IF v_tenant IS NULL OR v_tenant OPERATOR(pg_catalog.=) '' THEN
        v_tenant := NULL;
        v_claims := pg_catalog.current_setting('request.jwt.claims', true);
        IF v_claims OPERATOR(pg_catalog.<>) '' THEN
          v_tenant := coalesce(
            v_claims::pg_catalog.jsonb OPERATOR(pg_catalog.->>) 'tenant_id',
            v_claims::pg_catalog.jsonb OPERATOR(pg_catalog.#>>) '{app_metadata,tenant_id}');
          IF v_tenant OPERATOR(pg_catalog.!~) '^[0-9]{1,18}$' THEN
            RETURN NULL;
          END IF;
        END IF;
      END IF;
      -- In a transaction that has entered a tenant, any other value has been slipped in later.
      IF v_entered OPERATOR(pg_catalog.<>) '' AND v_entered OPERATOR(pg_catalog.<>) v_tenant THEN
        RETURN NULL;
      END IF;
      RETURN v_tenant;
    END
    $$;

    CREATE OR REPLACE FUNCTION app.current_user_id() RETURNS bigint
    LANGUAGE plpgsql STABLE PARALLEL SAFE
    AS $$
    DECLARE
      v_user pg_catalog.text := pg_catalog.current_setting('app.user_id', true);
    BEGIN
      IF v_user OPERATOR(pg_catalog.<>) '' AND app.current_tenant_id() IS NOT NULL THEN
        RETURN v_user;
      END IF;
      RETURN NULL;
    END
    $$;

    -- Asked for every row that is written: it repeats the test of current_tenant_id instead of calling it. split_part
    -- and not position: that one counts the characters before what it found.
    CREATE OR REPLACE FUNCTION app.has_permission(p_permission text) RETURNS boolean
    LANGUAGE plpgsql STABLE PARALLEL SAFE
    AS $$
    DECLARE
      v_tenant pg_catalog.text := pg_catalog.current_setting('app.tenant_id', true);
      v_entered pg_catalog.text := coalesce(pg_catalog.current_setting('app.entered_tenant_id', true), '');
      v_held pg_catalog.text := pg_catalog.current_setting('app.permissions', true);
    BEGIN
      RETURN coalesce(
        v_tenant OPERATOR(pg_catalog.<>) ''
        AND (v_entered OPERATOR(pg_catalog.=) v_tenant OR v_entered OPERATOR(pg_catalog.=) '')
        AND pg_catalog.split_part(v_held, pg_catalog.concat(',', p_permission, ','), 1) OPERATOR(pg_catalog.<>) v_held,
        false);
    END
    $$;

    -- The first permission is the one for reading, which nearly everybody who asks holds: the list is made for the others only.
    CREATE FUNCTION app.tenant_read_by(p_permissions text[]) RETURNS bigint
    LANGUAGE plpgsql STABLE PARALLEL SAFE
    AS $$
    DECLARE
      v_tenant pg_catalog.text := pg_catalog.current_setting('app.tenant_id', true);
      v_held pg_catalog.text := pg_catalog.current_setting('app.permissions', true);
    BEGIN
      IF v_tenant OPERATOR(pg_catalog.=) pg_catalog.current_setting('app.entered_tenant_id', true)
        AND (pg_catalog.split_part(v_held, pg_catalog.concat(',', p_permissions[1], ','), 1) OPERATOR(pg_catalog.<>) v_held
          OR pg_catalog.string_to_array(v_held, ',') OPERATOR(pg_catalog.&&) p_permissions)
      THEN
        RETURN v_tenant;
      END IF;
      RETURN NULL;
    END
    $$;
    COMMENT ON FUNCTION app.tenant_read_by(text[]) IS
      'The tenant that this transaction has entered when its user holds one of the permissions, else NULL: what policies for reading compare tenant_id with.';
    REVOKE ALL ON FUNCTION app.tenant_read_by(text[]) FROM PUBLIC, anon, authenticated;
    GRANT EXECUTE ON FUNCTION app.tenant_read_by(text[]) TO erp_app, erp_service, erp_definer;
  `);
  await readByOneComparison(knex, TABLES);
}

export async function down(knex: Knex): Promise<void> {
  await readBySubSelect(knex, TABLES);
  await knex.raw(`
    DROP FUNCTION app.tenant_read_by(text[]);

    CREATE OR REPLACE FUNCTION app.current_tenant_id() RETURNS bigint
    LANGUAGE plpgsql STABLE PARALLEL SAFE SET search_path = pg_catalog, pg_temp
    AS $$
    DECLARE
      v_tenant text := nullif(current_setting('app.tenant_id', true), '');
      v_entered text := nullif(current_setting('app.entered_tenant_id', true), '');
      v_claims jsonb;
    BEGIN
      IF v_tenant IS NULL THEN
        v_claims := nullif(current_setting('request.jwt.claims', true), '')::jsonb;
        v_tenant := coalesce(v_claims ->> 'tenant_id', v_claims #>> '{app_metadata,tenant_id}');
        IF v_tenant !~ '^[0-9]{1,18}$' THEN
          RETURN NULL;
        END IF;
      END IF;
      -- In a transaction that has entered a tenant, any other value has been slipped in later.
      IF v_entered <> v_tenant THEN
        RETURN NULL;
      END IF;
      RETURN v_tenant::bigint;
    END
    $$;

    CREATE OR REPLACE FUNCTION app.current_user_id() RETURNS bigint
    LANGUAGE plpgsql STABLE PARALLEL SAFE SET search_path = pg_catalog, pg_temp
    AS $$
    BEGIN
      IF app.current_tenant_id() IS NULL THEN
        RETURN NULL;
      END IF;
      RETURN nullif(current_setting('app.user_id', true), '')::bigint;
    END
    $$;

    CREATE OR REPLACE FUNCTION app.has_permission(p_permission text) RETURNS boolean
    LANGUAGE plpgsql STABLE PARALLEL SAFE SET search_path = pg_catalog, pg_temp
    AS $$
    DECLARE
      v_tenant text := coalesce(current_setting('app.tenant_id', true), '');
    BEGIN
      RETURN v_tenant <> ''
        AND coalesce(nullif(current_setting('app.entered_tenant_id', true), ''), v_tenant) = v_tenant
        AND position(',' || p_permission || ',' IN coalesce(current_setting('app.permissions', true), '')) > 0;
    END
    $$;
  `);
}

const TABLES = ['sys_role_permissions', 'sys_user_roles', 'sys_tenant_invitations'];
