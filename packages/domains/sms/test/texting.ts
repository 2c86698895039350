import { call } from '@erp/testing/calls';
import type { TestDatabase } from '@erp/testing/database';
import type { Knex } from 'knex';
import type { SmsContactsRow, SmsMessagesRow, SmsServiceAccountsRow } from '../tables.ts';
import { accounts, contacts, numbers, services } from '../test-factories.ts';

/** The side of a test database that a test works in. */
export type Tenant = TestDatabase['tenants']['a'];

/** A number of ours with its account, and a service of each kind that the tests ask for. */
export interface Desk {
  readonly number: string;
  readonly numberId: string;
  readonly services: { readonly marketing: string; readonly transactional: string; readonly support: string };
}

/** Sets a tenant up to send text messages. */
export async function openDesk(
  database: TestDatabase,
  tenant: Tenant,
  number = '+15550100001',
): Promise<Desk> {
  return database.asTenant(tenant, async (trx) => {
    const account = await accounts.create(trx, { provider: 'acme' });
    const main = await numbers.primary().create(trx, { phone_number: number, account_id: account.id });
    const service = async (service_type: SmsServiceAccountsRow['service_type']) =>
      (await services.create(trx, { sender_account_id: account.id, service_type })).id;
    return {
      number,
      numberId: main.id,
      services: {
        marketing: await service('marketing'),
        transactional: await service('transactional'),
        support: await service('support'),
      },
    };
  });
}

let last = 200;
/** A number reserved for fiction that nobody has used yet. */
export function freshNumber(): string {
  last += 1;
  return `+1555010${String(last).padStart(4, '0')}`;
}

/** Somebody who has agreed to be texted, at any hour; returns the number. */
export async function friend(database: TestDatabase, tenant: Tenant): Promise<string> {
  const phone = freshNumber();
  await database.asTenant(tenant, async (trx) => {
    await contacts.create(trx, { phone, quiet_from: '00:00', quiet_until: '00:00' });
    await call(trx, 'record_opt_in', phone, 'form', 'I agree');
  });
  return phone;
}

/** What app.may_text says. */
export async function mayText(
  trx: Knex,
  phone: string,
  at: string,
  service: string | null = null,
): Promise<{ allowed: boolean; reason: string | null; next_allowed_at: Date | null }> {
  const { rows } = await trx.raw('SELECT * FROM app.may_text(?, ?, ?)', [phone, at, service]);
  return rows[0];
}

/** Claims messages the way a worker does; returns their numbers. */
export async function claim(
  database: TestDatabase,
  tenant: Tenant,
  worker: string,
  limit = 10,
  lease = '1 day',
): Promise<string[]> {
  return database.asTenant(tenant, async (trx) => {
    const { rows } = await trx.raw<{ rows: SmsMessagesRow[] }>('SELECT * FROM app.claim_sms(?, ?, ?)', [
      worker,
      limit,
      lease,
    ]);
    return rows.map((row) => row.id);
  });
}

/** A message as the owner of the schema sees it. */
export async function sms(database: TestDatabase, id: string): Promise<SmsMessagesRow> {
  const [row] = await database.knex('sms_messages').where({ id });
  if (row === undefined) throw new Error(`There is no message ${id}.`);
  return row;
}

/** A contact as the owner of the schema sees it. */
export async function contact(database: TestDatabase, phone: string): Promise<SmsContactsRow> {
  const [row] = await database.knex('sms_contacts').where({ phone });
  if (row === undefined) throw new Error(`There is no contact ${phone}.`);
  return row;
}
