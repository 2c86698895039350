import type { Knex } from 'knex';

/**
 * Until now an alert was dated by the beginning of the transaction that raised it, which may lie before the end of the
 * alert that stood before it. It was raised when that one was over, since one is open at most; so it is dated no
 * earlier. An hour at most: what is further apart has other causes and is left to be seen.
 */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    WITH early AS (
      SELECT a.tenant_id, a.id, a.created_at, p.resolved_at AS ended
      FROM alerts a
      CROSS JOIN LATERAL (
        SELECT p.id, p.resolved_at FROM alerts p
        WHERE p.tenant_id = a.tenant_id AND p.alert_key_id = a.alert_key_id AND p.entity_type = a.entity_type
          AND p.entity_id = a.entity_id AND p.id < a.id
        ORDER BY p.id DESC LIMIT 1
      ) p
      WHERE p.resolved_at > a.created_at AND p.resolved_at <= a.created_at + interval '1 hour'
        AND coalesce(a.resolved_at, 'infinity') >= p.resolved_at
        AND NOT EXISTS (
          SELECT FROM alert_events e
          WHERE e.tenant_id = a.tenant_id AND (e.alert_id = p.id AND e.event = 'reopened'
            OR e.alert_id = a.id AND e.event <> 'raised' AND e.created_at < p.resolved_at)
        )
    ), dated AS (
      UPDATE alerts a SET created_at = w.ended, last_raised_at = greatest(a.last_raised_at, w.ended)
      FROM early w WHERE a.tenant_id = w.tenant_id AND a.id = w.id
    )
    UPDATE alert_events e SET created_at = w.ended
    FROM early w WHERE e.tenant_id = w.tenant_id AND e.alert_id = w.id AND e.event = 'raised'`);
}

/** Nothing to take back: the later date is true with the earlier version, too. */
export async function down(): Promise<void> {}
