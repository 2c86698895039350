import type { Knex } from 'knex';

/** No query used it: containment is not leakproof, so row security keeps it from an index, and no function asks for it. */
export async function up(knex: Knex): Promise<void> {
  await knex.raw('DROP INDEX ix_crm_personal_profile_custom_attributes');
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw(`
    CREATE INDEX ix_crm_personal_profile_custom_attributes ON crm_personal_profile
    USING gin (custom_attributes jsonb_path_ops)
  `);
}
