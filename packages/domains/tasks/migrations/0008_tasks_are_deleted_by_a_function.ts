import type { Knex } from 'knex';

/** A DELETE locks the task before its project, everything else the project before the task: so a function does it. */
export async function up(knex: Knex): Promise<void> {
  await knex.raw('REVOKE DELETE ON task FROM erp_app');
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw('GRANT DELETE ON task TO erp_app');
}
