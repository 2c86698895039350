import type { Knex } from 'knex';

/**
 * The functions that migrations made look names up in pg_catalog first and in pg_temp last. With an empty path
 * pg_temp, unnamed, comes first for tables and types: a caller's temporary domain called `jsonb` would be the type
 * that the body means.
 */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(pin('pg_catalog, pg_temp'));
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw(pin("''"));
}

// auth.uid() belongs to the authentication service where that is there; only the stand-in is ours.
function pin(path: string): string {
  return `
    ALTER FUNCTION app.current_tenant_id() SET search_path = ${path};
    ALTER FUNCTION app.current_user_id() SET search_path = ${path};
    ALTER FUNCTION app.has_permission(text) SET search_path = ${path};
    ALTER FUNCTION public.update_updated_at_column() SET search_path = ${path};
    DO $pin$
    BEGIN
      IF obj_description(to_regnamespace('auth'), 'pg_namespace')
        = 'Stand-in for the authentication service, made by the ERP schema (system/0002_auth_stand_in).' THEN
        ALTER FUNCTION auth.uid() SET search_path = ${path};
      END IF;
    END
    $pin$`;
}
