import type { Knex } from 'knex';

/**
 * Only hours of shifts that hold are authorized. Approvals of time off wrote it for absences as well, and shifts that
 * failed or were cancelled kept it: the request and the status say what is true, so the authorization goes.
 */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    UPDATE schedule SET authorized_at = NULL, authorized_by = NULL
      WHERE authorized_at IS NOT NULL AND NOT (leave_type_id IS NULL AND status IN ('confirmed', 'completed'));
    ALTER TABLE schedule ADD CONSTRAINT ck_schedule_authorized_at
      CHECK (authorized_at IS NULL OR leave_type_id IS NULL AND status IN ('confirmed', 'completed'));
  `);
}

/** What was authorized wrongly is not made wrong again. */
export async function down(knex: Knex): Promise<void> {
  await knex.raw('ALTER TABLE schedule DROP CONSTRAINT ck_schedule_authorized_at');
}
