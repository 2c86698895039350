import { authorship, code, createTenantTable, tenantForeign, tenantRoot } from '@erp/kit/schema';
import type { Knex } from 'knex';

/** What people are judged by. */
export async function up(knex: Knex): Promise<void> {
  await createTenantTable(knex, 'performance_criteria', { write: 'workforce.manage' }, (table) => {
    table.comment('Something that people are judged by, in one department or in the whole tenant.');
    table.text('name').notNullable().comment('Unique within the department, or within those of all.');
    table.text('description');
    table
      .bigInteger('department_id')
      .comment('Department whose people are judged by it; empty for all departments.');
    code(table, 'type', ['quantitative', 'qualitative'])
      .notNullable()
      .defaultTo('quantitative')
      .comment('quantitative: measured. qualitative: judged.');
    table
      .decimal('weight', 5, 2)
      .notNullable()
      .defaultTo(0)
      .comment('Percent of the overall score; those of one evaluation add up to 100 when it is submitted.');
    table
      .decimal('max_score', 5, 2)
      .notNullable()
      .defaultTo(100)
      .comment('Top mark; cannot be lowered below a score that was given.');
    table
      .boolean('is_active')
      .notNullable()
      .defaultTo(true)
      .comment('May be scored in new evaluations; otherwise kept for the old ones.');
    table.check("btrim(name) <> ''", [], 'ck_performance_criteria_name');
    table.check('weight BETWEEN 0 AND 100', [], 'ck_performance_criteria_weight');
    table.check("max_score > 0 AND max_score <> 'NaN'", [], 'ck_performance_criteria_max_score');
    // No SET NULL: a criterion of a department that is gone must not become one for everybody.
    tenantForeign(table, 'department_id', 'department', { index: false });
    authorship(table);
    tenantRoot(table);
  });
  await knex.raw(`
    CREATE UNIQUE INDEX uq_performance_criteria_department_id_name
      ON performance_criteria (tenant_id, department_id, name) NULLS NOT DISTINCT
  `);
}

export async function down(knex: Knex): Promise<void> {
  await knex.schema.dropTable('performance_criteria');
}
