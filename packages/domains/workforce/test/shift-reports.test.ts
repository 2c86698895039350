import { outcomes, refusal } from '@erp/testing/calls';
import { inDomain } from '@erp/testing/in-domain';
import { addMember } from '@erp/testing/tenants';
import { criteria, departments, revisionDetails } from '../test-factories.ts';
import { addLeaveType, as, draftShift, type Tenant } from './people.ts';

const { database, a, b } = inDomain('workforce');
let manager: Tenant;
let worker: Tenant;

beforeAll(async () => {
  manager = await addMember(database, a, 'manager');
});
beforeEach(async () => {
  worker = await addMember(database, a, 'member');
});

const open = (...values: unknown[]) => as<string>(database, worker, 'open_shift_report', ...values);
const close = (id: string, figures: object = {}) =>
  as<boolean>(database, worker, 'close_shift_report', id, JSON.stringify(figures));
const review = (id: string, decision = 'approved') =>
  as<boolean>(database, manager, 'review_shift_report', id, decision);
const row = (id: string) => database.knex('shift_report').where({ id }).first();

describe('a report', () => {
  test('is open once per member, when many are opened at once', async () => {
    const { results, codes } = await outcomes(Array.from({ length: 12 }, () => open()));
    expect(results).toHaveLength(1);
    expect(new Set(codes)).toEqual(new Set(['55000']));
    await close(results[0] ?? '');
    expect(await open()).toBeDefined();
  });

  test('is open once per member, whoever writes it', async () => {
    await open();
    const second = database
      .knex('shift_report')
      .insert({ tenant_id: a.id, staff_id: worker.ownerId, report_date: '2026-01-05' });
    await expect(second).rejects.toMatchObject({ constraint: 'uq_shift_report_open' });
  });

  test('belongs to a shift of the author, and to the day on which it began', async () => {
    const shift = await draftShift(database, manager, worker, '2026-01-05', '22:00', '06:00');
    await expect(open(shift)).rejects.toMatchObject({ code: 'P0002' });
    await as(database, manager, 'confirm_shift', shift);
    const id = await open(shift);
    expect(await database.knex('schedule').where({ id: shift }).first()).toMatchObject({
      shift_report_id: id,
    });
    const { rows } = await database.knex.raw('SELECT report_date::text FROM shift_report WHERE id = ?', [id]);
    expect(rows[0].report_date).toBe('2026-01-05');
    const foreign = await draftShift(database, manager, manager, '2026-01-06');
    await as(database, manager, 'confirm_shift', foreign);
    await close(id);
    await expect(open(foreign)).rejects.toMatchObject({ code: 'P0002' });
  });

  test('keeps its figures when it is closed, once', async () => {
    const id = await open();
    await database.asTenant(worker, (trx) =>
      trx('shift_report').where({ id }).update({ orders_count: 2, handover_notes: 'till is short' }),
    );
    const figures = { sales_amount: 120.5, currency_code: 'EUR', metrics: { visitors: 9 } };
    expect(await close(id, figures)).toBe(true);
    expect(await close(id, { sales_amount: 1 })).toBe(false);
    expect(await row(id)).toMatchObject({
      status: 'submitted',
      orders_count: 2,
      sales_amount: '120.50',
      handover_notes: 'till is short',
      metrics: { visitors: 9 },
      worked_minutes: 0,
    });
  });

  test('is closed by one of many who try at once, with the figures of that one', async () => {
    const id = await open();
    const calls = Array.from({ length: 8 }, (_, i) => close(id, { orders_count: i + 1 }));
    const { results, codes } = await outcomes(calls);
    expect(codes).toEqual([]);
    expect(results.filter(Boolean)).toHaveLength(1);
    expect((await row(id))?.orders_count).toBe(results.indexOf(true) + 1);
  });

  test.each([
    ['sales', { sales_amount: 1 }],
    ['count', { orders_count: 1 }],
    ['currency', { currency_code: 'USD' }],
    ['metrics', { metrics: '{"a": 1}' }],
    ['words', { summary: 'x' }],
    ['end', { ended_at: '2126-01-01T00:00Z' }],
    ['state', { status: 'draft', ended_at: null, submitted_at: null }],
  ] as const)(
    'does not change its %s afterwards, not even by the owner of the schema',
    async (_what, columns) => {
      const id = await open();
      await close(id);
      await expect(database.knex('shift_report').where({ id }).update(columns)).rejects.toMatchObject({
        code: '55000',
      });
    },
  );

  test('is written by its author alone, while it is open', async () => {
    const id = await open();
    const written = (who: Tenant) =>
      database.asTenant(who, (trx) => trx('shift_report').where({ id }).update({ summary: 'x' }));
    expect([await written(manager), await written(worker)]).toEqual([0, 1]);
    await expect(as(database, manager, 'close_shift_report', id)).rejects.toMatchObject({ code: 'P0002' });
    await close(id);
    expect(await written(worker)).toBe(0);
  });

  test('is reviewed by somebody else, when it is closed', async () => {
    const id = await open();
    await expect(review(id)).rejects.toMatchObject({ code: '55000' });
    await close(id);
    expect([await review(id), await review(id)]).toEqual([true, false]);
    await expect(review(id, 'rejected')).rejects.toMatchObject({ code: '55000' });
    const own = await as<string>(database, manager, 'open_shift_report');
    await as(database, manager, 'close_shift_report', own);
    await expect(review(own)).rejects.toMatchObject({ code: '42501' });
  });

  test.each([
    ['sales without a currency', { sales_amount: 1 }, '23514'],
    ['sales below nothing', { sales_amount: -1, currency_code: 'EUR' }, '23514'],
    ['sales that are no number', { sales_amount: 'NaN', currency_code: 'EUR' }, '22023'],
    ['orders below nothing', { orders_count: -1 }, '23514'],
  ])('does not close with %s', async (_what, figures, code) => {
    await expect(close(await open(), figures)).rejects.toMatchObject({ code });
  });
});

test.each([
  ['opened', 'INSERT INTO shift_report DEFAULT VALUES'],
  ['closed', "UPDATE shift_report SET status = 'submitted'"],
  ['deleted', 'DELETE FROM shift_report'],
])('no report is %s by hand', async (_what, sql) => {
  await expect(database.asTenant(a, (trx) => trx.raw(sql))).rejects.toMatchObject({ code: '42501' });
});

test('another tenant gets the same answer for a foreign report as for none', async () => {
  const id = await open();
  for (const [name, ...more] of [['close_shift_report'], ['review_shift_report', 'approved']] as const) {
    const answer = (each: string) => refusal(as(database, b, name, each, ...more), each);
    expect(await answer(id)).toEqual(await answer('999999'));
  }
});

test('erasing the tenant removes every row of it and no other', async () => {
  await as(database, b, 'open_shift_report');
  const type = await addLeaveType(database, a, 'vacation');
  await as(database, a, 'book_leave', worker.ownerId, type, 5, '2026-01-01');
  const asked = await as<string>(database, worker, 'request_time_off', type, '2026-01-07');
  await as(database, manager, 'decide_time_off', asked, 'approved');
  const shift = await draftShift(database, manager, worker, '2026-01-05');
  await as(database, manager, 'confirm_shift', shift);
  await close(await open(shift));
  const own = { tenant_id: a.id };
  const change = { action: 'update', schedule_id: shift, staff_id: worker.ownerId } as const;
  await revisionDetails.create(database.knex, { ...own, ...change });
  const unit = await departments.create(database.knex, own);
  const criterion = await criteria.create(database.knex, { ...own, weight: 100, department_id: unit.id });
  const [evaluation] = await database
    .knex('performance_evaluation')
    .insert({
      tenant_id: a.id,
      staff_id: worker.ownerId,
      evaluator_id: manager.ownerId,
      department_id: unit.id,
      period_start: '2026-01-01',
      period_end: '2026-12-31',
    })
    .returning('id');
  const id = evaluation?.id ?? '';
  await as(database, manager, 'score_evaluation', id, criterion.id, 50);
  await as(database, manager, 'submit_evaluation', id);
  await as(database, a, 'approve_evaluation', id);
  await database
    .knex('schedule_preferences')
    .insert({ tenant_id: a.id, staff_id: worker.ownerId, year: 2026, week_number: 1 });

  const tables = [
    'department',
    'performance_criteria',
    'performance_evaluation',
    'performance_score',
    'leave_type',
    'leave_entry',
    'schedule',
    'schedule_preferences',
    'schedule_revision',
    'schedule_revision_detail',
    'schedule_time_off_request',
    'shift_report',
  ];
  const count = async (tenant: string) => {
    const counts = await Promise.all(
      tables.map((table) => database.knex(table).where({ tenant_id: tenant }).count({ rows: '*' })),
    );
    return counts.map(([counted]) => Number(counted?.rows));
  };
  const others = await count(b.id);
  expect(await count(a.id)).not.toContain(0);
  await database.knex.raw('SELECT app.erase_tenant(?::bigint, ?)', [a.id, 'tenant-a']);
  expect(new Set(await count(a.id))).toEqual(new Set([0]));
  expect(await count(b.id)).toEqual(others);
  expect(Math.max(...others)).toBe(1);
});
