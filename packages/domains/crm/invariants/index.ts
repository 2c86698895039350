import type { Invariant } from '@erp/kit/invariant';

/** The rules of the business that the rows of crm keep. */
export const invariants: readonly Invariant[] = [
  {
    name: 'lead_history_complete',
    says: 'The history of a lead is a chain without gaps that ends at its status.',
    sql: `
      SELECT l.tenant_id, l.id AS key, 'is ' || l.status || ', its history ends at ' || coalesce(h.last, 'nothing') AS found
      FROM crm_leads l
      LEFT JOIN LATERAL (
        SELECT (array_agg(h.to_status ORDER BY h.changed_at DESC, h.id DESC))[1] AS last,
          bool_and(h.from_status IS NOT DISTINCT FROM h.before) AS chained
        FROM (
          SELECT s.*, lag(s.to_status) OVER (ORDER BY s.changed_at, s.id) AS before
          FROM crm_lead_status_history s WHERE s.tenant_id = l.tenant_id AND s.lead_id = l.id
        ) h
      ) h ON true
      WHERE h.last IS DISTINCT FROM l.status OR h.chained IS NOT TRUE`,
  },
  {
    name: 'opportunity_history_complete',
    says: 'The history of an opportunity is a chain without gaps that ends at its status and stage.',
    sql: `
      SELECT p.tenant_id, p.id AS key,
        'is ' || p.status || ', ' || p.stage || '; its history ends at ' || coalesce(h.last, 'nothing') AS found
      FROM crm_potential p
      LEFT JOIN LATERAL (
        SELECT (array_agg(h.after ORDER BY h.changed_at DESC, h.id DESC))[1] AS last,
          bool_and(h.from_status || ', ' || h.from_stage IS NOT DISTINCT FROM h.before) AS chained
        FROM (
          SELECT s.*, s.to_status || ', ' || s.to_stage AS after,
            lag(s.to_status || ', ' || s.to_stage) OVER (ORDER BY s.changed_at, s.id) AS before
          FROM crm_potential_status_history s WHERE s.tenant_id = p.tenant_id AND s.potential_id = p.id
        ) h
      ) h ON true
      WHERE h.last IS DISTINCT FROM p.status || ', ' || p.stage OR h.chained IS NOT TRUE`,
  },
  {
    name: 'converted_lead_has_customer',
    says: 'A converted lead names the customer that its person became.',
    sql: `
      SELECT l.tenant_id, l.id AS key, 'is converted, but its customer is another person or missing' AS found
      FROM crm_leads l
      LEFT JOIN crm_customers c ON c.tenant_id = l.tenant_id AND c.id = l.converted_customer_id
      WHERE l.status = 'converted' AND c.personal_key_id IS DISTINCT FROM l.personal_key_id`,
  },
  {
    name: 'customer_statuses',
    says: 'A customer shows the status of the latest lead and the latest opportunity of the person.',
    sql: `
      SELECT c.tenant_id, c.id AS key,
        format('shows %s and %s instead of %s and %s', c.lead_status, c.potential_status, l.status, p.status) AS found
      FROM crm_customers c
      LEFT JOIN LATERAL (
        SELECT l.status FROM crm_leads l
        WHERE l.tenant_id = c.tenant_id AND l.personal_key_id = c.personal_key_id ORDER BY l.id DESC LIMIT 1
      ) l ON true
      LEFT JOIN LATERAL (
        SELECT p.status FROM crm_potential p
        WHERE p.tenant_id = c.tenant_id AND p.personal_key_id = c.personal_key_id ORDER BY p.id DESC LIMIT 1
      ) p ON true
      WHERE (c.lead_status, c.potential_status) IS DISTINCT FROM (l.status, p.status)`,
  },
  {
    name: 'children_after_person',
    says: 'Nothing about a person is older than the person.',
    // An hour for transactions that lasted: rows are dated by when they began.
    sql: `
      SELECT k.tenant_id, child.key, child.what || ' is older than person ' || k.id AS found
      FROM crm_personal_keys k
      JOIN (
        SELECT tenant_id, personal_key_id, created_at, 'lead' AS what, id::text AS key FROM crm_leads
        UNION ALL SELECT tenant_id, personal_key_id, created_at, 'customer', id::text FROM crm_customers
        UNION ALL SELECT tenant_id, personal_key_id, created_at, 'touchpoint', id::text FROM crm_personal_journey
        UNION ALL SELECT tenant_id, personal_key_id, created_at, 'opportunity', id::text FROM crm_potential
        UNION ALL SELECT tenant_id, personal_key_id, created_at, 'contact', id::text FROM crm_personal_contacts
      ) child ON child.tenant_id = k.tenant_id AND child.personal_key_id = k.id
      WHERE child.created_at < k.created_at - interval '1 hour'`,
  },
  {
    name: 'batch_counts',
    says: 'The counts and the revenue of a win-back batch are those of its people.',
    sql: `
      SELECT b.tenant_id, b.id AS key,
        format('says %s/%s/%s/%s, its people say %s/%s/%s/%s', b.contacted_count, b.response_count, b.conversion_count,
          b.reactivated_revenue, m.contacted, m.responded, m.converted, m.revenue) AS found
      FROM crm_reengaged_batches b
      CROSS JOIN LATERAL (
        SELECT count(m.contacted_at) AS contacted, count(m.responded_at) AS responded,
          count(m.converted_at) AS converted, coalesce(sum(m.conversion_value), 0) AS revenue
        FROM crm_reengage_personal_keys m WHERE m.tenant_id = b.tenant_id AND m.batch_id = b.id
      ) m
      WHERE (b.contacted_count, b.response_count, b.conversion_count, b.reactivated_revenue)
        IS DISTINCT FROM (m.contacted, m.responded, m.converted, m.revenue)`,
  },
  {
    name: 'batch_days',
    says: 'The figures of a day of a batch are those of its people on that day, and its totals those up to it.',
    sql: `
      SELECT d.tenant_id, d.batch_id || ' on ' || d.snapshot_date AS key,
        format('says %s/%s/%s/%s, its people say %s/%s/%s/%s', d.contacted_count, d.total_responses, d.total_conversions,
          d.total_revenue, m.contacted, m.answered, m.bought, m.revenue) AS found
      FROM crm_reengage_batches_stats d
      CROSS JOIN LATERAL (
        SELECT
          count(*) FILTER (WHERE e.contacted = d.snapshot_date) AS contacted,
          count(*) FILTER (WHERE e.responded = d.snapshot_date) AS responded,
          count(*) FILTER (WHERE e.converted = d.snapshot_date) AS converted,
          count(*) FILTER (WHERE e.contacted <= d.snapshot_date) AS reached,
          count(*) FILTER (WHERE e.responded <= d.snapshot_date) AS answered,
          count(*) FILTER (WHERE e.converted <= d.snapshot_date) AS bought,
          coalesce(sum(e.value) FILTER (WHERE e.converted = d.snapshot_date), 0) AS won,
          coalesce(sum(e.value) FILTER (WHERE e.converted <= d.snapshot_date), 0) AS revenue
        FROM (
          SELECT (m.contacted_at AT TIME ZONE 'UTC')::date AS contacted,
            (m.responded_at AT TIME ZONE 'UTC')::date AS responded,
            (m.converted_at AT TIME ZONE 'UTC')::date AS converted, m.conversion_value AS value
          FROM crm_reengage_personal_keys m WHERE m.tenant_id = d.tenant_id AND m.batch_id = d.batch_id
        ) e
      ) m
      WHERE (d.contacted_count, d.response_count, d.conversion_count, d.total_contacted, d.total_responses,
          d.total_conversions, d.revenue_generated, d.total_revenue)
        IS DISTINCT FROM (m.contacted, m.responded, m.converted, m.reached, m.answered, m.bought, m.won, m.revenue)`,
  },
  {
    name: 'phone_of_one_person',
    about: 'demo',
    says: 'No two people of a demo have the same telephone number.',
    sql: `
      SELECT c.tenant_id, c.contact_value AS key, count(DISTINCT c.personal_key_id) || ' people have it' AS found
      FROM crm_personal_contacts c
      JOIN sys_demo_seeds d ON d.tenant_id = c.tenant_id AND d.table_name = 'crm_personal_contacts'
      WHERE c.contact_type = 'phone' AND c.id < 1000000000
      GROUP BY c.tenant_id, c.contact_value HAVING count(DISTINCT c.personal_key_id) > 1`,
  },
  {
    name: 'postal_code_of_one_town',
    about: 'demo',
    says: 'Addresses of a demo with the same postal code are in the same town and state.',
    sql: `
      SELECT a.tenant_id, a.postal_code AS key, string_agg(DISTINCT a.city || ', ' || a.state, ' and ') AS found
      FROM crm_personal_addresses a
      JOIN sys_demo_seeds d ON d.tenant_id = a.tenant_id AND d.table_name = 'crm_personal_addresses'
      WHERE a.id < 1000000000
      GROUP BY a.tenant_id, a.postal_code HAVING count(DISTINCT (a.city, a.state)) > 1`,
  },
  {
    name: 'won_opportunity_is_customer',
    says: 'Who is behind an opportunity that was won is a customer.',
    sql: `
      SELECT p.tenant_id, p.id AS key, 'was won, but its person never bought' AS found
      FROM crm_potential p
      WHERE p.status = 'won' AND NOT EXISTS (
        SELECT FROM crm_customers c WHERE c.tenant_id = p.tenant_id AND c.personal_key_id = p.personal_key_id
      )`,
  },
  {
    name: 'met_as_they_can_be_reached',
    about: 'demo',
    says: 'People of a demo are called, texted and written to at addresses that are known; who comes by does so in a store.',
    sql: `
      SELECT m.tenant_id, m.key, format('by %s', m.way) AS found
      FROM (
        SELECT tenant_id, 'touchpoint ' || id AS key, personal_key_id, store_id, interaction_type AS way, 'crm_personal_journey' AS told
        FROM crm_personal_journey WHERE id < 1000000000
        UNION ALL
        SELECT tenant_id, 'member of a batch ' || id, personal_key_id, NULL, last_contact_method, 'crm_reengage_personal_keys'
        FROM crm_reengage_personal_keys WHERE id < 1000000000
      ) m
      JOIN sys_demo_seeds d ON d.tenant_id = m.tenant_id AND d.table_name = m.told
      JOIN crm_personal_keys k ON k.tenant_id = m.tenant_id AND k.id = m.personal_key_id AND k.erased_at IS NULL
      WHERE m.way = 'visit' AND m.store_id IS NULL
        OR m.way IN ('call', 'phone', 'sms', 'email') AND NOT EXISTS (
          SELECT FROM crm_personal_contacts c
          WHERE c.tenant_id = m.tenant_id AND c.personal_key_id = m.personal_key_id
            AND c.contact_type = CASE m.way WHEN 'email' THEN 'email' ELSE 'phone' END)`,
  },
  {
    name: 'demo_touchpoints_differ',
    says: 'What is written down of touchpoints in a demo is not the same over and over: a third are different ones, or there are 200.',
    about: 'demo',
    sql: `
      SELECT j.tenant_id, 'summaries' AS key, format('%s different ones of %s', count(DISTINCT j.summary_text), count(j.summary_text)) AS found
      FROM crm_personal_journey j
      WHERE j.id < 1000000000 AND EXISTS (
        SELECT FROM sys_demo_seeds d WHERE d.tenant_id = j.tenant_id AND d.table_name = 'crm_personal_journey')
      GROUP BY j.tenant_id HAVING count(DISTINCT j.summary_text) < least(0.33 * count(j.summary_text), 200)`,
  },
];
