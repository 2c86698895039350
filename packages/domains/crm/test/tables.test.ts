import type { RowMaker } from '@erp/kit/test-factory';
import { outcomes } from '@erp/testing/calls';
import { inDomain } from '@erp/testing/in-domain';
import type { Knex } from 'knex';
import {
  addresses,
  batchDays,
  batches,
  batchMembers,
  contacts,
  customers,
  leads,
  people,
  profiles,
} from '../test-factories.ts';
import { addPerson } from './people.ts';

const { database, a, b, refusal } = inDomain('crm');

const contact = (columns: object) => (trx: Knex.Transaction) =>
  addPerson(trx, a, 'first@example.com').then((id) =>
    contacts.create(trx, { personal_key_id: id, contact_type: 'other', contact_value: 'x', ...columns }),
  );

test.each([
  ['a second primary one', { is_primary: true }, 'uq_crm_personal_contacts_primary'],
  [
    'the same address again',
    { contact_type: 'email', contact_value: 'first@example.com' },
    'uq_crm_personal_contacts_contact_value',
  ],
  [
    'capitals in an address',
    { contact_type: 'email', contact_value: 'A@example.com' },
    'ck_crm_personal_contacts_contact_value',
  ],
  [
    'a national number',
    { contact_type: 'phone', contact_value: '030123456' },
    'ck_crm_personal_contacts_contact_value',
  ],
  ['an empty handle', { contact_value: ' ' }, 'ck_crm_personal_contacts_contact_value'],
  ['verified without a time', { is_verified: true }, 'ck_crm_personal_contacts_verified_at'],
  ['a type that there is not', { contact_type: 'fax' }, 'ck_crm_personal_contacts_contact_type'],
  ['a second one like this', { contact_type: 'phone', contact_value: '+15550100123' }, 'accepted'],
])('of a contact: %s', async (_what, columns, answer) => {
  expect(await refusal(contact(columns))).toBe(answer);
});

test.each([
  ['crm_personal_addresses', addresses, { is_default: true }, 'uq_crm_personal_addresses_default'],
  ['crm_customers', customers, {}, 'uq_crm_customers_personal_key_id'],
  ['crm_personal_profile', profiles, {}, 'uq_crm_personal_profile_personal_key_id'],
])('%s: one such row for a person', async (_table, rows: RowMaker, columns, answer) => {
  const twice = refusal(async (trx) => {
    const row = { tenant_id: a.id, personal_key_id: (await people.create(trx)).id, ...columns };
    await rows.create(trx, row);
    await rows.create(trx, row);
  });
  expect(await twice).toBe(answer);
});

test('an outside key is free in another tenant', async () => {
  for (const tenant of [a, b]) {
    await database.asTenant(tenant, (trx) => people.create(trx, { external_key: 'shared' }));
  }
  const again = refusal((trx) => people.create(trx, { external_key: 'shared' }));
  expect(await again).toBe('uq_crm_personal_keys_external_key');
});

describe('the figures of a batch', () => {
  const figures = (id: string) =>
    database
      .knex('crm_reengaged_batches')
      .where({ id })
      .first('contacted_count', 'response_count', 'conversion_count', 'reactivated_revenue');

  test('follow its rows when many members write at once', async () => {
    const { batch, people } = await database.asTenant(a, async (trx) => {
      const { id } = await batches.create(trx);
      const members = await batchMembers.createList(trx, 20, { batch_id: id });
      return { batch: id, people: members.map((member) => member.personal_key_id) };
    });
    const { codes } = await outcomes(
      people.map((person) =>
        database.asTenant(a, (trx) =>
          trx('crm_reengage_personal_keys').where({ batch_id: batch, personal_key_id: person }).update({
            status: 'converted',
            contacted_at: trx.fn.now(),
            responded_at: trx.fn.now(),
            converted_at: trx.fn.now(),
            conversion_value: 1.5,
          }),
        ),
      ),
    );
    expect(codes).toEqual([]);
    const all = {
      contacted_count: 20,
      response_count: 20,
      conversion_count: 20,
      reactivated_revenue: '30.00',
    };
    expect(await figures(batch)).toEqual(all);
    await database.asTenant(a, (trx) =>
      trx('crm_reengage_personal_keys')
        .where({ batch_id: batch })
        .whereIn('personal_key_id', people.slice(5))
        .delete(),
    );
    expect(await figures(batch)).toMatchObject({ conversion_count: 5, reactivated_revenue: '7.50' });
    await database.asTenant(a, (trx) => trx('crm_reengaged_batches').where({ id: batch }).delete());
    expect(await figures(batch)).toBeUndefined();
  });

  test('are not written by hand', async () => {
    expect(await refusal((trx) => trx('crm_reengaged_batches').update({ contacted_count: 5 }))).toBe('42501');
  });

  test('of a day are those of the people by that day, with their rates, once a day', async () => {
    const write = async (trx: Knex.Transaction, times: number) => {
      const own = { batch_id: (await batches.create(trx)).id };
      for (const outcome of [
        { status: 'contacted', contacted_at: '2026-05-16T12:00:00Z' },
        { status: 'responded', contacted_at: '2026-05-17T08:00:00Z', responded_at: '2026-05-17T09:00:00Z' },
        {
          status: 'converted',
          contacted_at: '2026-05-16T08:00:00Z',
          responded_at: '2026-05-16T09:00:00Z',
          converted_at: '2026-05-17T23:59:59Z',
          conversion_value: 99.9,
        },
        { status: 'contacted', contacted_at: '2026-05-18T00:00:00Z' },
      ] as const) {
        await batchMembers.create(trx, { ...own, added_to_batch_at: '2026-05-16T00:00:00Z', ...outcome });
      }
      for (let i = 0; i < times; i++) {
        await batchDays.create(trx, { ...own, snapshot_date: '2026-05-17', sms_sent: 2 });
      }
      return own.batch_id;
    };
    const day = (batch: string) =>
      database.knex('crm_reengage_batches_stats').where({ batch_id: batch }).first();
    const batch = await database.asTenant(a, (trx) => write(trx, 1));
    expect(await day(batch)).toMatchObject({
      contacted_count: 1,
      response_count: 1,
      conversion_count: 1,
      revenue_generated: '99.90',
      total_contacted: 3,
      total_responses: 2,
      total_conversions: 1,
      total_revenue: '99.90',
      response_rate: '0.6667',
      conversion_rate: '0.3333',
      avg_revenue_per_conversion: '99.90',
    });
    // What is noted later counts on the day on which it happened.
    await database.asTenant(a, (trx) =>
      trx('crm_reengage_personal_keys')
        .where({ batch_id: batch, status: 'responded' })
        .update({ status: 'converted', converted_at: '2026-05-17T10:00:00Z', conversion_value: 0.1 }),
    );
    expect(await day(batch)).toMatchObject({ conversion_count: 2, total_revenue: '100.00' });
    // An import may bring figures; those of the people count.
    await database
      .knex('crm_reengage_batches_stats')
      .where({ batch_id: batch })
      .update({ total_contacted: 7 });
    expect(await day(batch)).toMatchObject({ total_contacted: 3 });
    expect(await refusal((trx) => trx('crm_reengage_batches_stats').update({ total_contacted: 7 }))).toBe(
      '42501',
    );
    expect(await refusal((trx) => write(trx, 2))).toBe(
      'uq_crm_reengage_batches_stats_batch_id_snapshot_date',
    );
  });
});

test('erasing the tenant removes every row of it and no other', async () => {
  await database.asTenant(b, (trx) => addPerson(trx, b, 'stays@example.com'));
  const [keep, drop] = await database.asTenant(a, async (trx) => [
    await addPerson(trx, a),
    await addPerson(trx, a),
  ]);
  await database.asTenant(a, async (trx) => {
    await leads.create(trx, { personal_key_id: drop ?? '' });
    await trx.raw('SELECT app.convert_lead(id) FROM crm_leads WHERE personal_key_id = ?', [drop ?? '']);
    await trx.raw('SELECT app.merge_persons(?, ?)', [keep ?? '', drop ?? '']);
  });
  const { rows } = await database.knex.raw<{ rows: { table: string }[] }>(
    "SELECT relname AS \"table\" FROM pg_class WHERE relname LIKE 'crm\\_%' AND relkind = 'r'",
  );
  const count = async (tenant: string) => {
    const counts = await Promise.all(
      rows.map(({ table }) =>
        database.knex(table).where({ tenant_id: tenant }).count<{ rows: string }[]>({ rows: '*' }),
      ),
    );
    return counts.reduce((sum, [row]) => sum + Number(row?.rows), 0);
  };
  const others = await count(b.id);
  expect(await count(a.id)).toBeGreaterThan(5);
  await database.knex.raw('SELECT app.erase_tenant(?::bigint, ?)', [a.id, 'tenant-a']);
  expect(await count(a.id)).toBe(0);
  expect(await count(b.id)).toBe(others);
});
