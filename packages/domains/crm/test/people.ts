import type { TestDatabase } from '@erp/testing/database';
import type { Knex } from 'knex';

/** The side of a test database that a test works in. */
export type Tenant = TestDatabase['tenants']['a'];

/** Calls a function of schema app and returns what it returns. */
export async function call<Result>(trx: Knex, name: string, ...values: readonly unknown[]): Promise<Result> {
  const marks = values.map(() => '?').join(', ');
  const { rows } = await trx.raw<{ rows: { result: Result }[] }>(`SELECT app.${name}(${marks}) AS result`, [
    ...values,
  ] as Knex.RawBinding[]);
  return rows[0]?.result as Result;
}

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

/** What came of many calls at once: results of those that went through, SQLSTATEs of the others. */
export async function outcomes<Result>(
  calls: readonly Promise<Result>[],
): Promise<{ results: Result[]; codes: string[] }> {
  const settled = await Promise.allSettled(calls);
  return {
    results: settled.flatMap((each) => (each.status === 'fulfilled' ? [each.value] : [])),
    codes: settled.flatMap((each) => (each.status === 'rejected' ? [String(each.reason.code)] : [])),
  };
}

/** What PostgreSQL said when it refused, with the number made equal so that two refusals can be compared. */
export async function refusal(refused: Promise<unknown>, id = ''): Promise<unknown> {
  const error = await refused.then(
    (value) => ({ message: `not refused but ${String(value)}` }),
    (reason) => reason,
  );
  const { code, message, detail, hint } = error;
  const said = message.split(' - ').at(-1);
  return { code, message: id === '' ? said : said.replaceAll(id, '#'), detail, hint };
}
