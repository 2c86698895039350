import type { Client } from 'pg';

/** How much there is to look through. */
export interface FillSize {
  readonly tenants: number;
  readonly orders: number;
}

/** Rank 1 is the largest tenant. Ids start well above those of the two tenants that every test database has. */
export const tenantOfRank = (rank: number): number => 1000 + rank;
/** A member of a tenant, by number from 0 to 9. */
export const memberOfRank = (rank: number, number: number): number => 100_000 + rank * 10 + number;

/**
 * Fills crm and orders with tenants of very different size (the second is half as large as the first, the third a
 * third …), set by set, as the owner. Rows of all tenants lie mixed on the pages, as they do after years of use.
 * Triggers and foreign keys are off meanwhile; checks and unique keys are not.
 */
export async function fillOrders(client: Client, size: FillSize): Promise<void> {
  const customers = Math.max(size.tenants * 5, Math.round(size.orders / 4));
  await client.query(`
    SET session_replication_role = replica;
    SET work_mem = '256MB';
    SELECT setseed(0.42);
    CREATE TEMP TABLE bench_tenant AS
      WITH weight AS (
        SELECT rank, 1.0 / rank / sum(1.0 / rank) OVER () AS share FROM generate_series(1, ${size.tenants}) rank
      ), sized AS (
        SELECT rank, share, greatest(5, floor(share * ${customers}))::bigint AS customers FROM weight
      )
      SELECT rank, (sum(share) OVER (ORDER BY rank) - share)::float8 AS lower_bound, customers,
        1 + sum(customers) OVER (ORDER BY rank) - customers AS first_customer
      FROM sized;
    -- A random number between 0 and 1 picks a tenant by its share, and then one of its customers.
    CREATE TEMP TABLE bench_bounds AS
      SELECT array_agg(lower_bound ORDER BY rank) AS bounds, array_agg(customers ORDER BY rank) AS customers,
        array_agg(first_customer::bigint ORDER BY rank) AS firsts
      FROM bench_tenant;
  `);
  for (const sql of steps(size)) await client.query(sql);
  await client.query('RESET session_replication_role');
  await client.query('RESET work_mem');
  await client.query('VACUUM (ANALYZE)');
}

function steps(size: FillSize): string[] {
  return [
    `INSERT INTO sys_tenants (id, slug, name)
     SELECT 1000 + rank, 'bench-' || rank, 'Bench ' || rank FROM bench_tenant`,

    `INSERT INTO sys_users (id, email)
     SELECT 100000 + rank * 10 + n, 'member' || n || '@tenant' || rank || '.example'
     FROM bench_tenant, generate_series(0, 9) n`,

    `INSERT INTO sys_tenant_members (tenant_id, user_id, display_name, joined_at)
     SELECT 1000 + rank, 100000 + rank * 10 + n, 'Member ' || n, now() FROM bench_tenant, generate_series(0, 9) n`,

    // Members as they are: with the role that new members get, so that what they read asks for permissions they hold.
    `INSERT INTO sys_roles (tenant_id, id, key, name, template_key)
     SELECT 1000 + rank, 1000 + rank, 'member', 'Member', 'member' FROM bench_tenant`,

    `INSERT INTO sys_role_permissions (tenant_id, role_id, permission_id)
     SELECT 1000 + rank, 1000 + rank, tp.permission_id
     FROM bench_tenant, sys_role_template_permissions tp WHERE tp.template_key = 'member'`,

    `INSERT INTO sys_user_roles (tenant_id, user_id, role_id)
     SELECT 1000 + rank, 100000 + rank * 10 + n, 1000 + rank FROM bench_tenant, generate_series(0, 9) n`,

    // Person and customer have the same number here: it spares a lookup, and nothing below reads it that way.
    `INSERT INTO crm_personal_keys (tenant_id, id)
     SELECT 1000 + rank, first_customer + n FROM bench_tenant, generate_series(0, customers - 1) n ORDER BY random()`,

    `INSERT INTO crm_personal_contacts (tenant_id, personal_key_id, contact_type, contact_value, is_primary)
     SELECT k.tenant_id, k.id, c.* FROM crm_personal_keys k,
       LATERAL (VALUES ('email', 'person' || k.id || '@mail.example', true), ('phone', '+4930' || 1000000 + k.id, false)) c
     WHERE k.tenant_id > 1000 ORDER BY random()`,

    `INSERT INTO crm_customers (tenant_id, id, personal_key_id, customer_rank, source)
     SELECT tenant_id, id, id, (ARRAY['silver', 'gold', NULL, NULL])[1 + id % 4], 'referral'
     FROM crm_personal_keys WHERE tenant_id > 1000 ORDER BY random()`,

    `INSERT INTO crm_leads (tenant_id, personal_key_id, status, source, assigned_to, created_at, converted_at)
     SELECT 1000 + d.rank, d.customer, d.status, 'facebook',
       CASE WHEN d.assigned < 10 THEN 100000 + d.rank * 10 + d.assigned END, d.at,
       CASE WHEN d.status = 'converted' THEN d.at + interval '3 days' END
     FROM (SELECT p.*, (ARRAY['new', 'contacted', 'qualified', 'converted', 'lost', 'lost', 'converted', 'lost'])
             [1 + floor(random() * 8)] AS status, floor(random() * 11)::bigint AS assigned
           FROM ${picks(size.orders / 5)} p) d`,

    `INSERT INTO crm_potential (tenant_id, personal_key_id, assigned_to, status, stage, priority, currency_code,
       estimated_value, probability_score, expected_close_date)
     SELECT 1000 + d.rank, d.customer, 100000 + d.rank * 10 + floor(random() * 10)::bigint, d.status,
       CASE WHEN d.status = 'open' THEN (ARRAY['prospecting', 'qualification', 'proposal', 'negotiation'])
         [1 + floor(random() * 4)] ELSE 'closed' END,
       'medium', 'EUR', round((random() * 10000)::numeric, 2), floor(random() * 101)::int, d.at::date + 60
     FROM (SELECT p.*, (ARRAY['open', 'won', 'lost', 'abandoned'])[1 + floor(random() * 4)] AS status
           FROM ${picks(size.orders / 10)} p) d`,

    `INSERT INTO crm_reengaged_batches (tenant_id, id, batch_name, currency_code, status, start_date)
     SELECT 1000 + rank, 1000 + rank, 'Spring', 'EUR', 'active', '2026-03-01' FROM bench_tenant`,

    `INSERT INTO crm_reengage_personal_keys (tenant_id, batch_id, personal_key_id, assigned_to, priority, status,
       added_to_batch_at, contacted_at)
     SELECT 1000 + d.rank, 1000 + d.rank, d.customer, 100000 + d.rank * 10 + floor(random() * 10)::bigint,
       (ARRAY['low', 'medium', 'high', 'critical'])[1 + floor(random() * 4)], d.status, d.at,
       CASE WHEN d.status = 'contacted' THEN d.at + interval '1 day' END
     FROM (SELECT DISTINCT ON (p.rank, p.customer) p.*, (ARRAY['pending', 'contacted', 'failed'])
             [1 + floor(random() * 3)] AS status
           FROM ${picks(size.orders / 10)} p) d ORDER BY random()`,

    `INSERT INTO orders (tenant_id, id, order_number, status, ordered_at, customer_id, currency_code, subtotal,
       tax_amount, total_paid, confirmed_at, shipped_at, delivered_at, completed_at, cancelled_at, created_by)
     SELECT 1000 + d.rank, d.n, 'ORD-' || lpad(d.n::text, 8, '0'), d.status, d.at, d.customer, 'EUR', d.net,
       round(d.net * 0.19, 2),
       CASE WHEN d.status IN ('pending', 'cancelled') THEN 0 WHEN random() < 0.92 THEN d.net + round(d.net * 0.19, 2)
         ELSE round(d.net / 2, 2) END,
       CASE WHEN d.status NOT IN ('pending', 'cancelled') THEN d.at + interval '1 hour' END,
       CASE WHEN d.status IN ('shipped', 'delivered', 'completed') THEN d.at + interval '1 day' END,
       CASE WHEN d.status IN ('delivered', 'completed') THEN d.at + interval '3 days' END,
       CASE WHEN d.status = 'completed' THEN d.at + interval '20 days' END,
       CASE WHEN d.status = 'cancelled' THEN d.at + interval '2 days' END,
       100000 + d.rank * 10 + d.n % 10
     FROM (SELECT p.*, round((10 + random() * 500)::numeric, 2) AS net,
             (ARRAY['pending', 'confirmed', 'processing', 'shipped', 'delivered', 'cancelled'])
               [CASE WHEN random() < 0.3 THEN 1 + floor(random() * 6)::int ELSE 7 END] AS picked
           FROM ${picks(size.orders)} p) e,
       LATERAL (SELECT e.*, coalesce(e.picked, 'completed') AS status) d`,

    `INSERT INTO order_payments (tenant_id, order_id, currency_code, kind, payment_method, amount, status,
       idempotency_key, paid_at, due_date)
     SELECT tenant_id, id, currency_code, 'payment', 'bank_transfer', greatest(total_paid, 1),
       CASE WHEN total_paid > 0 THEN 'paid' ELSE 'pending' END, 'bench-' || id,
       CASE WHEN total_paid > 0 THEN ordered_at + interval '2 hours' END, ordered_at::date + 14
     FROM orders WHERE tenant_id > 1000 AND status <> 'cancelled'`,
  ];
}

/** Rows (n, rank, customer, at), each of a tenant picked by its share. */
function picks(rows: number): string {
  return `(
    SELECT i.n, i.rank, b.firsts[i.rank] + floor(random() * b.customers[i.rank])::bigint AS customer,
      timestamptz '2026-11-01 00:00+00' - random() * interval '1000 days' AS at
    FROM bench_bounds b,
      LATERAL (SELECT n, width_bucket(random(), b.bounds) AS rank FROM generate_series(1, ${Math.round(rows)}) n OFFSET 0) i
  )`;
}
