import { code, createTenantTable, tenantForeign } from '@erp/kit/schema';
import type { Knex } from 'knex';

/** Checkpoints of projects. */
export async function up(knex: Knex): Promise<void> {
  await createTenantTable(knex, 'milestone', { write: 'tasks.manage' }, (table) => {
    table.comment('A dated checkpoint of a project.');
    table.bigInteger('project_id').notNullable();
    table.text('title').notNullable();
    table.text('description');
    table.timestamp('target_date', { useTz: true }).comment('When it is to be reached.');
    code(table, 'status', ['pending', 'in_progress', 'completed']).notNullable().defaultTo('pending');
    table.timestamp('completed_at', { useTz: true });
    table.check("btrim(title) <> ''", [], 'ck_milestone_title');
    table.check("(status = 'completed') = (completed_at IS NOT NULL)", [], 'ck_milestone_completed_at');
    // Tasks point here with the project, so that theirs cannot be another one.
    table.unique(['tenant_id', 'project_id', 'id'], { indexName: 'uq_milestone_project_id_id' });
    table.index(['tenant_id', 'target_date'], 'ix_milestone_due', {
      predicate: knex.whereRaw("status <> 'completed'"),
    });
    tenantForeign(table, 'project_id', 'project', { index: false }).onDelete('CASCADE');
  });
}

export async function down(knex: Knex): Promise<void> {
  await knex.schema.dropTable('milestone');
}
