import type { Knex } from 'knex';

/**
 * TEMPORARY on the database goes from PUBLIC to erp_service. A caller who can make temporary types and functions can
 * try to slip them under the names that a definer function means: the fixed search_path of the functions is the first
 * wall, this is the second. The service keeps it, because imports and jobs stage rows in temporary tables; the owner
 * of the database has it anyway.
 *
 * Where the migrating role may not, nothing changes, and rule 0060 of `pnpm verify` shows the statement for the DBA.
 * The grant to erp_service is also the record of what was there: without it `down` gives nothing back.
 */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(move('PUBLIC', 'erp_service'));
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw(move('erp_service', 'PUBLIC'));
}

// Only the owner's own grant can be taken: a member of the owner and a superuser act as the owner here.
function move(from: 'PUBLIC' | 'erp_service', to: 'PUBLIC' | 'erp_service'): string {
  const grantee = from === 'PUBLIC' ? '0' : `'${from}'::regrole`;
  return `
    DO $move$
    BEGIN
      IF EXISTS (
        SELECT FROM pg_catalog.pg_database d
        CROSS JOIN LATERAL pg_catalog.aclexplode(coalesce(d.datacl, pg_catalog.acldefault('d', d.datdba))) a
        WHERE d.datname = pg_catalog.current_database() AND pg_catalog.pg_has_role(d.datdba, 'USAGE')
          AND a.privilege_type = 'TEMPORARY' AND a.grantee = ${grantee}
      ) THEN
        EXECUTE pg_catalog.format('REVOKE TEMPORARY ON DATABASE %I FROM ${from}', pg_catalog.current_database());
        EXECUTE pg_catalog.format('GRANT TEMPORARY ON DATABASE %I TO ${to}', pg_catalog.current_database());
      END IF;
    END
    $move$`;
}
