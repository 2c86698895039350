import type { Knex } from 'knex';

/** An order that comes to nothing takes its conversion along; those that did so before are noted now. */
export async function up(knex: Knex): Promise<void> {
  await knex.schema.alterTable('mkt_utm_conversions', (table) => {
    table
      .timestamp('cancelled_at', { useTz: true })
      .comment('When the order was cancelled or deleted: it does not count any more.');
  });
  await knex.raw(NOTE);
  await knex.raw(COUNT);
  await knex.raw(
    'ALTER TABLE mkt_utm_conversions ADD CONSTRAINT ck_mkt_utm_conversions_cancelled_at CHECK (isfinite(cancelled_at))',
  );
}

export async function down(knex: Knex): Promise<void> {
  await knex.schema.alterTable('mkt_utm_conversions', (table) => {
    table.dropColumn('cancelled_at');
  });
  await knex.raw(COUNT.replace('AND v.cancelled_at IS NULL', ''));
}

const NOTE = `
  UPDATE mkt_utm_conversions v SET cancelled_at = coalesce(o.cancelled_at, o.deleted_at)
  FROM orders o
  WHERE o.tenant_id = v.tenant_id AND o.id = v.order_id AND (o.status = 'cancelled' OR o.deleted_at IS NOT NULL)`;

const COUNT = `
  UPDATE mkt_utm_links l SET conversions = s.conversions
  FROM (
    SELECT l.tenant_id, l.id, count(v.order_id) AS conversions
    FROM mkt_utm_links l
    LEFT JOIN mkt_utm_conversions v ON v.tenant_id = l.tenant_id AND v.utm_link_id = l.id AND v.cancelled_at IS NULL
    GROUP BY l.tenant_id, l.id
  ) s
  WHERE s.tenant_id = l.tenant_id AND s.id = l.id AND s.conversions <> l.conversions`;
