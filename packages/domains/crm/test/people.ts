import type { TestDatabase } from '@erp/testing/database';
import type { Knex } from 'knex';
import { leads, people } from '../test-factories.ts';

/** The side of a test database that a test works in. */
export type Tenant = TestDatabase['tenants']['a'];

/** Adds a person with an e-mail address where one is given; returns the key. */
export async function addPerson(trx: Knex, tenant: Tenant, email?: string): Promise<string> {
  const contacts =
    email === undefined ? [] : [{ contact_type: 'email', contact_value: email, is_primary: true }];
  return (await people.create(trx, { tenant_id: tenant.id, contacts })).id;
}

/** Adds a lead of the person; returns its number. */
export async function addLead(trx: Knex, tenant: Tenant, personId: string): Promise<string> {
  return (await leads.referred().create(trx, { tenant_id: tenant.id, personal_key_id: personId })).id;
}
