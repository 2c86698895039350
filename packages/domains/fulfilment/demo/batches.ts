import { numberOfKind, withoutTriggers } from '@erp/kit/demo';
import { type DemoTenant, staffWithRole } from '@erp/kit/demo-tenant';
import { saleCount } from '@erp/orders/demo';
import type { Knex } from 'knex';
import { leaveOfManagers, presentManager } from './managers.ts';
import { say } from './texts/words.ts';

/**
 * Puts what left on one of the last days of the story into the batch of that day, one for each unit of scale; the batch of
 * the last day is still open. Says where numbers of shipments go on. Changes nothing when it is run again.
 */
export async function tellBatches(trx: Knex, tenants: readonly DemoTenant[]): Promise<void> {
  const bindings = {
    ids: tenants.map((tenant) => tenant.id),
    sales: tenants.map(saleCount),
    untils: tenants.map((tenant) => new Date(tenant.until).toISOString()),
    managers: tenants.map((tenant) => staffWithRole(tenant, 'manager')),
    ...leaveOfManagers(tenants),
    words: tenants.map((tenant) => say(tenant, 'Parcels of')),
  };
  const filled = ['fulfilment_batches', 'fulfilment_batch_status_history', 'fulfilment_shipments'];
  await withoutTriggers(trx, filled, async () => {
    for (const statement of [BATCHES, HISTORY, SHIPMENTS]) await trx.raw(statement, bindings);
  });
  await trx.raw(NUMBERS, bindings);
}

/** Days of the story that have batches; numbers of batches leave room for as many. */
const DAYS = 28;

/** Shipments of the last days, with the number of the batch that they belong to. */
const LATE = `
  SELECT s.tenant_id, s.id, ${presentManager('s.tenant_id', 's.manager', 's.first_at')} AS manager, s.day, s.batch_id,
    s.shipped_at
  FROM (
    SELECT s.tenant_id, s.id, t.manager, d.day, d.batch_id, s.shipped_at,
      min(s.shipped_at) OVER (PARTITION BY s.tenant_id, d.batch_id) AS first_at
    FROM unnest(:ids::bigint[], :sales::bigint[], :untils::timestamptz[], :managers::bigint[])
      AS t (tenant_id, sales, until_at, manager)
    JOIN fulfilment_shipments s ON s.tenant_id = t.tenant_id AND s.id < 1000000000
      AND s.shipped_at >= t.until_at - interval '${DAYS} days' AND s.batch_id IS NULL
    CROSS JOIN LATERAL (
      SELECT e.day, (s.id - 1) / t.sales * ${DAYS} + e.day + 1 AS batch_id
      FROM (SELECT floor(extract(epoch FROM s.shipped_at - (t.until_at - interval '${DAYS} days')) / 86400)::bigint AS day) e
    ) d
    WHERE d.day < ${DAYS}
  ) s`;

const BATCHES = `
  INSERT INTO fulfilment_batches (
    tenant_id, id, name, status, ship_date, created_by, updated_by, created_at, updated_at
  )
  SELECT l.tenant_id, l.batch_id, (:words::text[])[array_position(:ids::bigint[], l.tenant_id)] || ' ' || min((l.shipped_at AT TIME ZONE 'UTC')::date),
    CASE WHEN l.day = ${DAYS - 1} THEN 'processing' ELSE 'completed' END,
    min((l.shipped_at AT TIME ZONE 'UTC')::date), l.manager, l.manager,
    min(l.shipped_at) - interval '10 minutes',
    CASE WHEN l.day = ${DAYS - 1} THEN min(l.shipped_at) - interval '5 minutes' ELSE max(l.shipped_at) END
  FROM (${LATE}) l
  WHERE NOT EXISTS (SELECT FROM fulfilment_batches b WHERE b.tenant_id = l.tenant_id AND b.id = l.batch_id)
  GROUP BY l.tenant_id, l.batch_id, l.day, l.manager
  ORDER BY l.tenant_id, l.batch_id`;

const HISTORY = `
  INSERT INTO fulfilment_batch_status_history (
    tenant_id, id, batch_id, from_status, to_status, changed_by, changed_at, created_at
  )
  SELECT b.tenant_id, b.id * 3 - 3 + s.step, b.id, s.from_status, s.to_status, b.created_by, s.at, s.at
  FROM fulfilment_batches b
  CROSS JOIN LATERAL (
    SELECT 1 AS step, NULL AS from_status, 'draft' AS to_status, b.created_at AS at
    UNION ALL SELECT 2, 'draft', 'processing', b.created_at + interval '5 minutes'
    UNION ALL SELECT 3, 'processing', 'completed', b.updated_at WHERE b.status = 'completed'
  ) s
  WHERE b.tenant_id = ANY (:ids) AND b.id < 1000000000 AND NOT EXISTS (
    SELECT FROM fulfilment_batch_status_history h WHERE h.tenant_id = b.tenant_id AND h.batch_id = b.id)
  ORDER BY 1, 2`;

const SHIPMENTS = `
  UPDATE fulfilment_shipments s
  SET batch_id = l.batch_id, updated_by = CASE s.status WHEN 'shipped' THEN l.manager ELSE s.updated_by END
  FROM (${LATE}) l
  WHERE s.tenant_id = l.tenant_id AND s.id = l.id`;

/** Numbers of new shipments go on far behind those of the demo, so that a larger scale finds its numbers free. */
const NUMBERS = `
  WITH sequence AS (
    INSERT INTO sys_document_sequences (tenant_id, id, kind, prefix, digits, period, created_at, updated_at)
    SELECT t.id, ${numberOfKind('shipment')}, 'shipment', 'SHP-', 8, 'none', t.created_at, t.created_at
    FROM sys_tenants t
    WHERE t.id = ANY (:ids) AND NOT EXISTS (
      SELECT FROM sys_document_sequences s WHERE s.tenant_id = t.id AND s.kind = 'shipment')
    ORDER BY t.id
    RETURNING tenant_id, id, created_at
  )
  INSERT INTO sys_document_counters (tenant_id, sequence_id, period, next_value, created_at, updated_at)
  SELECT s.tenant_id, s.id, '', 10000001, s.created_at, s.created_at FROM sequence s ORDER BY s.tenant_id`;
