import { createTenantTable, jsonObject, memberForeign, tenantForeign } from '@erp/kit/schema';
import type { Knex } from 'knex';

/** Who was merged into whom; the redirect for keys that are gone. */
export async function up(knex: Knex): Promise<void> {
  await createTenantTable(knex, 'crm_person_merges', { write: 'crm.merge', appendOnly: true }, (table) => {
    table.comment(
      'Two persons who turned out to be one: the key that is gone, the one that stayed, by whom, when, and what moved.',
    );
    table.bigInteger('dropped_id').notNullable().comment('Key that is gone; never given out again.');
    table.text('dropped_external_key').comment('Its outside key; emptied when the person is erased.');
    table.bigInteger('kept_id').notNullable().comment('Key that it was merged into at the time.');
    table
      .bigInteger('survivor_id')
      .notNullable()
      .comment('Key of the person today: follows when kept_id is itself merged into another.');
    table.bigInteger('merged_by').comment('Member who merged; empty for a job.');
    jsonObject(table, 'moved').comment('Number of rows that moved, by table and column.');
    jsonObject(table, 'removed').comment(
      'Rows that could not stand beside those of the kept person, by table; emptied when the person is erased.',
    );
    table.check('dropped_id <> kept_id', [], 'ck_crm_person_merges_kept_id');
    table.unique(['tenant_id', 'dropped_id'], { indexName: 'uq_crm_person_merges_dropped_id' });
    table.index(['tenant_id', 'dropped_external_key'], 'ix_crm_person_merges_dropped_external_key', {
      predicate: knex.whereNotNull('dropped_external_key'),
    });
    tenantForeign(table, 'survivor_id', 'crm_personal_keys').onDelete('CASCADE');
    memberForeign(table, 'merged_by');
  });
  // Written by app.merge_persons alone.
  await knex.raw('REVOKE INSERT ON crm_person_merges FROM erp_app');
}

export async function down(knex: Knex): Promise<void> {
  await knex.schema.dropTable('crm_person_merges');
}
