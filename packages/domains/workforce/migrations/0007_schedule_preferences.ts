import { createTenantTable, jsonObject, tenantForeign } from '@erp/kit/schema';
import type { Knex } from 'knex';

/** When people would like to work. */
export async function up(knex: Knex): Promise<void> {
  await createTenantTable(knex, 'schedule_preferences', { write: 'workforce.request' }, (table) => {
    table.comment('The wishes of a member for one week, written by the member or a planner.');
    table.bigInteger('staff_id').notNullable().comment('Member whose wishes these are.');
    table
      .integer('year')
      .notNullable()
      .defaultTo(knex.raw('extract(isoyear FROM current_date)'))
      .comment('ISO year, to which the week belongs.');
    table
      .integer('week_number')
      .notNullable()
      .comment('ISO week, 1 to 53; the last one only where the year has it.');
    jsonObject(table, 'preferences').comment('Grid of wishes, in the form that the application chooses.');
    table.check('year BETWEEN 2000 AND 2999', [], 'ck_schedule_preferences_year');
    // December 28 is always in the last week of its ISO year.
    table.check(
      `CASE WHEN year BETWEEN 2000 AND 2999
        THEN week_number BETWEEN 1 AND extract(week FROM make_date(year, 12, 28)) ELSE false END`,
      [],
      'ck_schedule_preferences_week_number',
    );
    table.unique(['tenant_id', 'staff_id', 'year', 'week_number'], {
      indexName: 'uq_schedule_preferences_week',
    });
    table.index(['tenant_id', 'year', 'week_number'], 'ix_schedule_preferences_year_week_number');
    tenantForeign(table, 'staff_id', 'sys_tenant_members', {
      parentColumn: 'user_id',
      index: false,
    }).onDelete('CASCADE');
  });
  await knex.raw(`
    CREATE POLICY schedule_preferences_select_concerned ON schedule_preferences AS RESTRICTIVE FOR SELECT TO erp_app
      USING (${CONCERNED});
    CREATE POLICY schedule_preferences_insert_concerned ON schedule_preferences AS RESTRICTIVE FOR INSERT TO erp_app
      WITH CHECK (${CONCERNED});
    CREATE POLICY schedule_preferences_update_concerned ON schedule_preferences AS RESTRICTIVE FOR UPDATE TO erp_app
      USING (${CONCERNED}) WITH CHECK (${CONCERNED});
    CREATE POLICY schedule_preferences_delete_concerned ON schedule_preferences AS RESTRICTIVE FOR DELETE TO erp_app
      USING (${CONCERNED});
  `);
}

export async function down(knex: Knex): Promise<void> {
  await knex.schema.dropTable('schedule_preferences');
}

const CONCERNED = "staff_id = app.current_user_id() OR app.has_permission('workforce.write')";
