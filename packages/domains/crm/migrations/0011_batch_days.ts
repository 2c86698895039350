import type { Knex } from 'knex';

/**
 * The figures of a day of a win-back batch follow its people, as those of the batch do (app.refresh_batch_days), so
 * nobody writes them by hand any more. Days that say something else are set right: what the people say is what
 * `verify --data` has asked of them all along.
 */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    REVOKE INSERT, UPDATE ON crm_reengage_batches_stats FROM erp_app;
    GRANT INSERT (tenant_id, batch_id, snapshot_date, ${WRITABLE}, created_at), UPDATE (${WRITABLE})
      ON crm_reengage_batches_stats TO erp_app;
    COMMENT ON TABLE crm_reengage_batches_stats IS
      'The figures of a win-back batch on one day, taken from its people; one row per batch and day.';
  `);
  // Somebody may answer whom nobody had reached: that is a figure too, and no reason to refuse the answer.
  await knex.raw(
    'ALTER TABLE crm_reengage_batches_stats DROP CONSTRAINT ck_crm_reengage_batches_stats_reached',
  );
  await knex.raw(FROM_PEOPLE);
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw(`
    ALTER TABLE crm_reengage_batches_stats ADD CONSTRAINT ck_crm_reengage_batches_stats_reached
      CHECK (total_responses <= total_contacted AND total_conversions <= total_contacted)
  `);
  await knex.raw(`
    REVOKE INSERT, UPDATE ON crm_reengage_batches_stats FROM erp_app;
    GRANT INSERT, UPDATE ON crm_reengage_batches_stats TO erp_app;
    COMMENT ON TABLE crm_reengage_batches_stats IS
      'The figures of a win-back batch as they stood on one day; one row per batch and day.';
  `);
}

const WRITABLE = 'sms_sent, email_sent, phone_calls, notes';

const FROM_PEOPLE = `
  UPDATE crm_reengage_batches_stats d
  SET contacted_count = f.contacted, response_count = f.responded, conversion_count = f.converted,
    total_contacted = f.reached, total_responses = f.answered, total_conversions = f.bought,
    revenue_generated = f.won, total_revenue = f.revenue
  FROM (
    SELECT d.tenant_id, d.id,
      count(*) FILTER (WHERE e.contacted = d.snapshot_date) AS contacted,
      count(*) FILTER (WHERE e.responded = d.snapshot_date) AS responded,
      count(*) FILTER (WHERE e.converted = d.snapshot_date) AS converted,
      count(*) FILTER (WHERE e.contacted <= d.snapshot_date) AS reached,
      count(*) FILTER (WHERE e.responded <= d.snapshot_date) AS answered,
      count(*) FILTER (WHERE e.converted <= d.snapshot_date) AS bought,
      coalesce(sum(e.value) FILTER (WHERE e.converted = d.snapshot_date), 0) AS won,
      coalesce(sum(e.value) FILTER (WHERE e.converted <= d.snapshot_date), 0) AS revenue
    FROM crm_reengage_batches_stats d
    LEFT JOIN (
      SELECT m.tenant_id, m.batch_id, (m.contacted_at AT TIME ZONE 'UTC')::date AS contacted,
        (m.responded_at AT TIME ZONE 'UTC')::date AS responded,
        (m.converted_at AT TIME ZONE 'UTC')::date AS converted, m.conversion_value AS value
      FROM crm_reengage_personal_keys m
    ) e ON e.tenant_id = d.tenant_id AND e.batch_id = d.batch_id
    GROUP BY d.tenant_id, d.id
  ) f
  WHERE d.tenant_id = f.tenant_id AND d.id = f.id
    AND (d.contacted_count, d.response_count, d.conversion_count, d.total_contacted, d.total_responses,
        d.total_conversions, d.revenue_generated, d.total_revenue)
      IS DISTINCT FROM (f.contacted, f.responded, f.converted, f.reached, f.answered, f.bought, f.won, f.revenue)`;
