import type { Knex } from 'knex';

/**
 * erp_definer may create nothing at rest: code that found its way into a definer function could otherwise leave a
 * function of its own behind. Who gives a function to erp_definer lends the privilege for that moment, in the same
 * transaction (docs/decisions/0010-create-is-lent.md).
 */
export async function up(knex: Knex): Promise<void> {
  await knex.raw('REVOKE CREATE ON SCHEMA app FROM erp_definer');
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw('GRANT CREATE ON SCHEMA app TO erp_definer');
}
