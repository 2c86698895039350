import { code, createTenantTable, memberForeign, tenantForeign } from '@erp/kit/schema';
import type { Knex } from 'knex';

/** Appraisals with a score for each criterion. Who may see and write them is narrower than the tenant. */
export async function up(knex: Knex): Promise<void> {
  await createTenantTable(knex, 'performance_evaluation', { write: 'workforce.evaluate' }, (table) => {
    table.comment('The appraisal of one member for a period, by another one, approved by a third.');
    table.bigInteger('staff_id').notNullable().comment('Member who is judged.');
    table.bigInteger('evaluator_id').comment('Member who judges; named when the evaluation is opened.');
    table.bigInteger('department_id').comment('Department in which the member is judged.');
    table.date('period_start').notNullable().comment('First day of the period.');
    table.date('period_end').notNullable().comment('Last day of the period.');
    table
      .decimal('overall_score', 5, 2)
      .comment('Weighted mean of the scores in percent of their top marks, 0 to 100; kept by a trigger.');
    code(table, 'status', ['draft', 'submitted', 'approved', 'rejected'])
      .notNullable()
      .defaultTo('draft')
      .comment('A rejected one can be worked over and submitted again. Changed by functions alone.');
    table.text('notes').comment('Feedback as a whole.');
    table.timestamp('submitted_at', { useTz: true }).comment('When it was last handed in.');
    table.bigInteger('approved_by').comment('Member who approved it.');
    table.timestamp('approved_at', { useTz: true });
    table.bigInteger('rejected_by').comment('Member who sent it back.');
    table.timestamp('rejected_at', { useTz: true });
    table.text('rejection_reason').comment('What has to be put right.');
    table.bigInteger('created_by').comment('Member who opened it.');
    table.check('period_end >= period_start', [], 'ck_performance_evaluation_period_end');
    table.check('overall_score BETWEEN 0 AND 100', [], 'ck_performance_evaluation_overall_score');
    table.check(
      "status IN ('draft', 'rejected') OR overall_score IS NOT NULL",
      [],
      'ck_performance_evaluation_scored',
    );
    table.check("(status = 'draft') = (submitted_at IS NULL)", [], 'ck_performance_evaluation_submitted_at');
    table.check(
      "(status = 'approved') = (approved_at IS NOT NULL) AND (approved_by IS NULL OR approved_at IS NOT NULL)",
      [],
      'ck_performance_evaluation_approved_at',
    );
    table.check(
      "(status = 'rejected') = (rejected_at IS NOT NULL) AND (rejected_by IS NULL OR rejected_at IS NOT NULL)",
      [],
      'ck_performance_evaluation_rejected_at',
    );
    table.check(
      "status <> 'rejected' OR rejection_reason IS NOT NULL AND btrim(rejection_reason) <> ''",
      [],
      'ck_performance_evaluation_rejection_reason',
    );
    table.check(
      'approved_at >= submitted_at AND rejected_at IS NULL OR rejected_at >= submitted_at AND approved_at IS NULL' +
        ' OR approved_at IS NULL AND rejected_at IS NULL',
      [],
      'ck_performance_evaluation_timeline',
    );
    table.check('evaluator_id <> staff_id', [], 'ck_performance_evaluation_evaluator_id');
    table.check(
      'approved_by <> staff_id AND approved_by IS DISTINCT FROM evaluator_id OR approved_by IS NULL',
      [],
      'ck_performance_evaluation_approved_by',
    );
    table.check(
      'rejected_by <> staff_id AND rejected_by IS DISTINCT FROM evaluator_id OR rejected_by IS NULL',
      [],
      'ck_performance_evaluation_rejected_by',
    );
    table.unique(['tenant_id', 'staff_id', 'period_start', 'period_end'], {
      indexName: 'uq_performance_evaluation_period',
    });
    // Scores point here with the person, so that theirs cannot be another one.
    table.unique(['tenant_id', 'staff_id', 'id'], { indexName: 'uq_performance_evaluation_staff_id_id' });
    table.index(['tenant_id', 'staff_id', 'period_end'], 'ix_performance_evaluation_approved', {
      predicate: knex.whereRaw("status = 'approved'"),
    });
    table.index(['tenant_id', 'status', 'period_end', 'id'], 'ix_performance_evaluation_open', {
      predicate: knex.whereRaw("status IN ('draft', 'submitted', 'rejected')"),
    });
    table.index(['tenant_id', 'period_start', 'period_end'], 'ix_performance_evaluation_period_start');
    tenantForeign(table, 'staff_id', 'sys_tenant_members', {
      parentColumn: 'user_id',
      index: false,
    }).onDelete('CASCADE');
    memberForeign(table, 'evaluator_id');
    tenantForeign(table, 'department_id', 'department').onDelete('SET NULL (department_id)');
    memberForeign(table, 'approved_by');
    memberForeign(table, 'rejected_by');
    memberForeign(table, 'created_by');
  });
  // Restrictive policies narrow what the tenant and the permission allow: nobody judges oneself, the judged sees the
  // result and not the making of it, and what was handed in is not written on.
  await knex.raw(`
    CREATE POLICY performance_evaluation_select_concerned ON performance_evaluation AS RESTRICTIVE FOR SELECT TO erp_app
      USING (evaluator_id = app.current_user_id() OR staff_id = app.current_user_id() AND status = 'approved'
        OR staff_id <> app.current_user_id() AND app.has_permission('workforce.read_evaluations'));
    CREATE POLICY performance_evaluation_insert_other ON performance_evaluation AS RESTRICTIVE FOR INSERT TO erp_app
      WITH CHECK (staff_id <> app.current_user_id());
    CREATE POLICY performance_evaluation_update_open ON performance_evaluation AS RESTRICTIVE FOR UPDATE TO erp_app
      USING (staff_id <> app.current_user_id() AND status IN ('draft', 'rejected'))
      WITH CHECK (staff_id <> app.current_user_id() AND status IN ('draft', 'rejected'));
    CREATE POLICY performance_evaluation_delete_draft ON performance_evaluation AS RESTRICTIVE FOR DELETE TO erp_app
      USING (staff_id <> app.current_user_id() AND status = 'draft');
    REVOKE INSERT, UPDATE ON performance_evaluation FROM erp_app;
    GRANT INSERT (tenant_id, staff_id, evaluator_id, department_id, period_start, period_end, notes, created_by),
      UPDATE (department_id, period_start, period_end, notes) ON performance_evaluation TO erp_app;
  `);

  await createTenantTable(knex, 'performance_score', { write: 'workforce.evaluate' }, (table) => {
    table.comment('The score of an evaluation for one criterion.');
    table.bigInteger('evaluation_id').notNullable().comment('Evaluation that it is part of.');
    table.bigInteger('staff_id').notNullable().comment('Member who is judged; that of the evaluation.');
    table.bigInteger('criteria_id').notNullable().comment('Criterion that is scored.');
    table.decimal('score', 5, 2).notNullable().comment('From 0 to the top mark of the criterion.');
    table.text('comments').comment('Why this score.');
    table.bigInteger('evaluator_id').comment('Member who gave it.');
    table
      .decimal('weight', 5, 2)
      .comment(
        'Weight of the criterion when the evaluation was approved; empty before, the criterion counts.',
      );
    table
      .decimal('max_score', 5, 2)
      .comment('Top mark of the criterion when the evaluation was approved; empty before.');
    table.check("score >= 0 AND score <> 'NaN'", [], 'ck_performance_score_score');
    table.check('weight BETWEEN 0 AND 100', [], 'ck_performance_score_weight');
    table.check(
      "score <= max_score AND max_score > 0 AND max_score <> 'NaN'",
      [],
      'ck_performance_score_max_score',
    );
    table.check('(weight IS NULL) = (max_score IS NULL)', [], 'ck_performance_score_frozen');
    table.check('evaluator_id <> staff_id', [], 'ck_performance_score_evaluator_id');
    table.unique(['tenant_id', 'staff_id', 'evaluation_id', 'criteria_id'], {
      indexName: 'uq_performance_score_evaluation_id_criteria_id',
    });
    table
      .foreign(['tenant_id', 'staff_id', 'evaluation_id'], 'fk_performance_score_evaluation_id')
      .references(['tenant_id', 'staff_id', 'id'])
      .inTable('performance_evaluation')
      .deferrable('immediate')
      .onDelete('CASCADE');
    // A criterion that was scored stays.
    tenantForeign(table, 'criteria_id', 'performance_criteria');
    memberForeign(table, 'evaluator_id');
  });
  // The weight is there once the evaluation is approved: that is when the judged may see the score.
  await knex.raw(`
    CREATE POLICY performance_score_select_concerned ON performance_score AS RESTRICTIVE FOR SELECT TO erp_app
      USING (evaluator_id = app.current_user_id() OR staff_id = app.current_user_id() AND weight IS NOT NULL
        OR staff_id <> app.current_user_id() AND app.has_permission('workforce.read_evaluations'));
    REVOKE INSERT, UPDATE, DELETE ON performance_score FROM erp_app;
  `);
}

export async function down(knex: Knex): Promise<void> {
  await knex.schema.dropTable('performance_score');
  await knex.schema.dropTable('performance_evaluation');
}
