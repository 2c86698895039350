import type { Knex } from 'knex';

/**
 * A claimed tenant that is no number is no tenant: nothing is seen and nothing written, instead of an error of a cast
 * from the middle of a policy. What the application sets itself is still read as it is.
 */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(
    currentTenant(`
        IF v_tenant !~ '^[0-9]{1,18}$' THEN
          RETURN NULL;
        END IF;`),
  );
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw(currentTenant(''));
}

function currentTenant(refuse: string): string {
  return `
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
        v_tenant := coalesce(v_claims ->> 'tenant_id', v_claims #>> '{app_metadata,tenant_id}');${refuse}
      END IF;
      -- In a transaction that has entered a tenant, any other value has been slipped in later.
      IF v_entered <> v_tenant THEN
        RETURN NULL;
      END IF;
      RETURN v_tenant::bigint;
    END
    $$`;
}
