import { defaultToEnteredTenant, requireNamedTenant } from '@erp/kit/tenant-default';
import type { Knex } from 'knex';

/** A row that names no tenant belongs to the one that is entered; without one, the error says so. */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    CREATE FUNCTION app.entered_tenant_id() RETURNS bigint
    LANGUAGE plpgsql STABLE PARALLEL SAFE SET search_path = pg_catalog, pg_temp
    AS $$
    DECLARE
      v_tenant bigint := app.current_tenant_id();
    BEGIN
      IF v_tenant IS NULL THEN
        RAISE EXCEPTION 'No tenant has been entered.'
          USING ERRCODE = 'insufficient_privilege', DETAIL = 'A row that names no tenant belongs to the one that is entered.',
          HINT = 'Call app.enter_tenant first in the same transaction.';
      END IF;
      RETURN v_tenant;
    END
    $$;
    COMMENT ON FUNCTION app.entered_tenant_id() IS
      'The tenant of this transaction, for the default of tenant_id. Raises 42501 when there is none.';
    REVOKE ALL ON FUNCTION app.entered_tenant_id() FROM PUBLIC, anon, authenticated;
    GRANT EXECUTE ON FUNCTION app.entered_tenant_id() TO erp_app, erp_service, erp_definer;
  `);
  await defaultToEnteredTenant(knex, TABLES);
}

export async function down(knex: Knex): Promise<void> {
  await requireNamedTenant(knex, TABLES);
  await knex.raw('DROP FUNCTION app.entered_tenant_id()');
}

const TABLES = [
  'sys_brands',
  'sys_demo_seeds',
  'sys_document_counters',
  'sys_document_sequences',
  'sys_role_permissions',
  'sys_roles',
  'sys_stores',
  'sys_tenant_invitations',
  'sys_tenant_members',
  'sys_user_roles',
];
