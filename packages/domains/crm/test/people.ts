import type { TestDatabase } from '@erp/testing/database';
import type { Knex } from 'knex';

/** The side of a test database that a test works in. */
export type Tenant = TestDatabase['tenants']['a'];

/** Adds a person with an e-mail address where one is given; returns the key. */
export async function addPerson(trx: Knex, tenant: Tenant, email?: string): Promise<string> {
  const [person] = await trx('crm_personal_keys').insert({ tenant_id: tenant.id }, 'id');
  const id = person?.id ?? '';
  if (email !== undefined) {
    await trx('crm_personal_contacts').insert({
      tenant_id: tenant.id,
      personal_key_id: id,
      contact_type: 'email',
      contact_value: email,
      is_primary: true,
    });
  }
  return id;
}

/** Adds a lead of the person; returns its number. */
export async function addLead(trx: Knex, tenant: Tenant, personId: string): Promise<string> {
  const row = { tenant_id: tenant.id, personal_key_id: personId, source: 'referral' };
  const [lead] = await trx('crm_leads').insert(row, 'id');
  return lead?.id ?? '';
}
