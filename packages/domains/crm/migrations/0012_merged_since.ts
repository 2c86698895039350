import type { Knex } from 'knex';

/**
 * Merges of the past left the kept person and customer younger than what had moved to them. A kept customer is one since
 * the earlier of the two, which the record of the merge knows; a kept person was known no later than the oldest row
 * about them, which is all that is left of the other one's date. Later merges see to it by themselves.
 */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(CUSTOMERS);
  await knex.raw(PERSONS);
}

/** Nothing to take back: when the dropped person was known since is true with the earlier version, too. */
export async function down(): Promise<void> {}

const CUSTOMERS = `
  UPDATE crm_customers c SET created_at = m.since
  FROM (
    SELECT m.tenant_id, m.survivor_id, min((r ->> 'created_at')::timestamptz) AS since
    FROM crm_person_merges m CROSS JOIN LATERAL jsonb_array_elements(m.removed -> 'crm_customers') r
    GROUP BY m.tenant_id, m.survivor_id
  ) m
  WHERE c.tenant_id = m.tenant_id AND c.personal_key_id = m.survivor_id AND c.created_at > m.since`;

const PERSONS = `
  UPDATE crm_personal_keys k SET created_at = o.since
  FROM (
    SELECT d.tenant_id, d.personal_key_id, min(d.created_at) AS since
    FROM (
      SELECT tenant_id, personal_key_id, created_at FROM crm_leads
      UNION ALL SELECT tenant_id, personal_key_id, created_at FROM crm_customers
      UNION ALL SELECT tenant_id, personal_key_id, created_at FROM crm_personal_journey
      UNION ALL SELECT tenant_id, personal_key_id, created_at FROM crm_potential
      UNION ALL SELECT tenant_id, personal_key_id, created_at FROM crm_personal_contacts
    ) d
    WHERE (d.tenant_id, d.personal_key_id) IN (SELECT m.tenant_id, m.survivor_id FROM crm_person_merges m)
    GROUP BY d.tenant_id, d.personal_key_id
  ) o
  WHERE k.tenant_id = o.tenant_id AND k.id = o.personal_key_id AND k.created_at > o.since`;
