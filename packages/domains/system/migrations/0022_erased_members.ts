import type { Knex } from 'knex';

/** When the personal data of a member who has left was erased. */
export async function up(knex: Knex): Promise<void> {
  await knex.schema.alterTable('sys_tenant_members', (table) => {
    table
      .timestamp('erased_at', { useTz: true })
      .comment(
        'When app.erase_member took the name and what else was personal; written by that function alone.',
      );
    table.check("erased_at IS NULL OR status = 'left'", [], 'ck_sys_tenant_members_erased_at');
  });
}

export async function down(knex: Knex): Promise<void> {
  await knex.schema.alterTable('sys_tenant_members', (table) => {
    table.dropChecks(['ck_sys_tenant_members_erased_at']);
    table.dropColumn('erased_at');
  });
}
