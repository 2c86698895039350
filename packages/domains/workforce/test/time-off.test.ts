import { call, outcomes, refusal } from '@erp/testing/calls';
import { inDomain } from '@erp/testing/in-domain';
import { addMember } from '@erp/testing/tenants';
import { departments } from '../test-factories.ts';
import { addLeaveType, as, draftShift, type Tenant } from './people.ts';

const { database, a, b } = inDomain('workforce');
let manager: Tenant;
let worker: Tenant;
let vacation: string;
let unlimited: string;
let sickness: string;

beforeAll(async () => {
  manager = await addMember(database, a, 'manager');
  vacation = await addLeaveType(database, a, 'vacation', { is_paid: true });
  unlimited = await addLeaveType(database, a, 'unpaid', { tracks_balance: false });
  sickness = await addLeaveType(database, a, 'sick', { tracks_balance: false, requires_approval: false });
});
beforeEach(async () => {
  worker = await addMember(database, a, 'member');
});

const ask = (type: string, day: string, last: string | null = null, details: object = {}) =>
  as<string>(database, worker, 'request_time_off', type, day, last, JSON.stringify(details));
const decide = (id: string, decision = 'approved', ...more: unknown[]) =>
  as<boolean>(database, manager, 'decide_time_off', id, decision, ...more);
const grant = (days: number, on = '2026-01-01', type = vacation) =>
  as<string>(database, a, 'book_leave', worker.ownerId, type, days, on);
const balance = async (at: string, who = worker) =>
  Number(await as<string>(database, who, 'leave_balance', worker.ownerId, vacation, at));
const request = (id: string) => database.knex('schedule_time_off_request').where({ id }).first();
const draft = (day: string) => draftShift(database, manager, worker, day);
const confirm = (id: string) => as<boolean>(database, manager, 'confirm_shift', id);

describe('a request', () => {
  test('becomes an absence in the schedule and takes its days', async () => {
    await grant(10);
    const id = await ask(vacation, '2026-03-02', '2026-03-06', { reason: 'sea' });
    expect(await decide(id, 'approved', 'have fun')).toBe(true);
    expect(await decide(id)).toBe(false);
    const approved = await request(id);
    expect(approved).toMatchObject({
      status: 'approved',
      confirmed_by: manager.ownerId,
      hr_comment: 'have fun',
      days: '5.00',
    });
    const absence = await database
      .knex('schedule')
      .where({ id: approved?.schedule_id ?? '' })
      .first();
    expect(absence).toMatchObject({
      leave_type_id: vacation,
      status: 'confirmed',
      total_minutes: 5 * 24 * 60,
      authorized_at: null,
      authorized_by: null,
    });
    expect([await balance('2026-03-01'), await balance('2026-03-02')]).toEqual([10, 5]);
  });

  test('is decided on by somebody else, also where one may decide', async () => {
    const own = await as<string>(database, manager, 'request_time_off', unlimited, '2026-03-02');
    await expect(decide(own)).rejects.toMatchObject({ code: '42501' });
    expect(await as(database, a, 'decide_time_off', own, 'approved')).toBe(true);
    const byHand = database
      .knex('schedule_time_off_request')
      .where({ id: own })
      .update({ confirmed_by: manager.ownerId });
    await expect(byHand).rejects.toMatchObject({ constraint: 'ck_schedule_time_off_request_confirmed_by' });
  });

  test('is rejected, and then that is that', async () => {
    const id = await ask(unlimited, '2026-03-02');
    expect(await decide(id, 'rejected', 'too many away')).toBe(true);
    await expect(decide(id)).rejects.toMatchObject({ code: '55000' });
    await expect(decide(id, 'perhaps')).rejects.toMatchObject({ code: '22023' });
  });

  test('does not overlap another one that is open or approved', async () => {
    const first = await ask(unlimited, '2026-03-02', '2026-03-04');
    await expect(ask(unlimited, '2026-03-04')).rejects.toMatchObject({ code: '23P01' });
    await decide(first, 'rejected');
    expect(await ask(unlimited, '2026-03-04')).toBeDefined();
  });

  test('may be for a part of a day, beside a shift', async () => {
    const shift = await draft('2026-03-02');
    await confirm(shift);
    const evening = { from_time: '16:00', until_time: '20:00', days: 0.25 };
    const id = await ask(unlimited, '2026-03-02', null, evening);
    expect(await decide(id)).toBe(true);
    const absence = await database
      .knex('schedule')
      .where({ staff_id: worker.ownerId, leave_type_id: unlimited })
      .first();
    expect(absence?.total_minutes).toBe(240);
  });

  test('counts a day of the clock on the wall, also when it has an hour less', async () => {
    const rome = await departments.create(database.knex, { tenant_id: a.id, timezone: 'Europe/Rome' });
    const id = await ask(unlimited, '2026-03-29', null, { department_id: rome.id });
    const row = await request(id);
    expect([row?.start_time?.toISOString(), row?.end_time?.toISOString()]).toEqual([
      '2026-03-28T23:00:00.000Z',
      '2026-03-29T22:00:00.000Z',
    ]);
  });

  test.each([
    ['takes more days than the calendar has', '2026-03-02', '2026-03-03', { days: 3 }, '23514'],
    ['takes none', '2026-03-02', '2026-03-03', { days: 0 }, '23514'],
    ['takes a number that is none', '2026-03-02', '2026-03-03', { days: 'NaN' }, '22023'],
    ['ends before it begins', '2026-03-02', '2026-03-01', {}, '23514'],
  ])('is refused that %s', async (_what, day, last, details, code) => {
    await expect(ask(unlimited, day, last, details)).rejects.toMatchObject({ code });
  });

  test('without need of approval counts at once, unless something stands against it', async () => {
    const free = await ask(sickness, '2026-03-02');
    expect(await request(free)).toMatchObject({ status: 'approved', confirmed_by: null });
    const shift = await draft('2026-03-03');
    await confirm(shift);
    const against = await ask(sickness, '2026-03-03');
    expect(await request(against)).toMatchObject({ status: 'pending' });
    await as(database, manager, 'transition_schedule', shift, 'failed', 'sick');
    expect(await decide(against)).toBe(true);
  });
});

describe('against a confirmed shift', () => {
  test('nothing is approved, and it stays undecided', async () => {
    await grant(5);
    await confirm(await draft('2026-04-01'));
    const id = await ask(vacation, '2026-04-01');
    expect(await refusal(decide(id))).toMatchObject({
      code: '23P01',
      message: `Member ${worker.ownerId} is not free at that time.`,
      detail: expect.stringMatching(/^Entry \d+ of the schedule holds from 2026-04-01 08:00/),
    });
    expect(await request(id)).toMatchObject({ status: 'pending', schedule_id: null });
    expect(await balance('2026-12-31')).toBe(5);
  });

  test('after an approval no shift is confirmed', async () => {
    const id = await ask(unlimited, '2026-04-01');
    await decide(id);
    await expect(confirm(await draft('2026-04-01'))).rejects.toMatchObject({ code: '23P01' });
  });

  test('an approval waits for a shift that is being confirmed, and then fails', async () => {
    const [shift, id] = [await draft('2026-04-02'), await ask(unlimited, '2026-04-02')];
    let second: Promise<unknown> = Promise.resolve();
    await database.asTenant(manager, async (trx) => {
      await call(trx, 'confirm_shift', shift);
      second = refusal(decide(id));
      expect(await database.untilBlocked(second)).toBe(true);
    });
    expect(await second).toMatchObject({ code: '23P01' });
    expect(await request(id)).toMatchObject({ status: 'pending' });
  });

  test('a shift waits for an approval that is being given, and then fails', async () => {
    const [shift, id] = [await draft('2026-04-03'), await ask(unlimited, '2026-04-03')];
    let second: Promise<unknown> = Promise.resolve();
    await database.asTenant(manager, async (trx) => {
      await call(trx, 'decide_time_off', id, 'approved');
      second = refusal(confirm(shift));
      expect(await database.untilBlocked(second)).toBe(true);
    });
    expect(await second).toMatchObject({ code: '23P01' });
    expect(await database.knex('schedule').where({ id: shift }).first()).toMatchObject({ status: 'draft' });
  });

  test('a shift goes ahead when the approval before it is taken back', async () => {
    const [shift, id] = [await draft('2026-04-06'), await ask(unlimited, '2026-04-06')];
    let second: Promise<unknown> = Promise.resolve();
    const undo = new Error('undone');
    await database
      .asTenant(manager, async (trx) => {
        await call(trx, 'decide_time_off', id, 'approved');
        second = confirm(shift);
        expect(await database.untilBlocked(second)).toBe(true);
        throw undo;
      })
      .catch((error) => expect(error).toBe(undo));
    expect(await second).toBe(true);
  });

  test('of many at once exactly one wins, over and over', async () => {
    for (let round = 1; round <= 10; round++) {
      const day = `2026-05-${String(round).padStart(2, '0')}`;
      const [shift, id] = [await draft(day), await ask(unlimited, day)];
      const calls = Array.from({ length: 6 }, (_, i) =>
        (i + round) % 2 === 0 ? confirm(shift) : decide(id),
      );
      const { results, codes } = await outcomes(calls);
      expect(results.filter(Boolean)).toHaveLength(1);
      expect(new Set(codes)).toEqual(new Set(['23P01']));
      const { rows } = await database.knex.raw(
        `SELECT count(*)::int AS held FROM schedule
          WHERE staff_id = ? AND is_confirmed AND tstzrange(start_time, end_time) && tstzrange(?, ?)`,
        [worker.ownerId, `${day}T00:00Z`, `${day}T23:00Z`],
      );
      expect(rows[0].held).toBe(1);
    }
  });
});

describe('the balance', () => {
  test('is the sum of the ledger up to a day, and holds what is approved', async () => {
    await grant(4);
    await grant(2, '2026-07-01');
    expect([await balance('2025-12-31'), await balance('2026-06-30'), await balance('2026-07-01')]).toEqual([
      0, 4, 6,
    ]);
    await expect(decide(await ask(vacation, '2026-02-02', '2026-02-06'))).rejects.toMatchObject({
      code: '23514',
    });
  });

  test('is not taken twice: neither before nor after what is booked', async () => {
    await grant(10);
    expect(await decide(await ask(vacation, '2026-12-01', '2026-12-08'))).toBe(true);
    const early = await ask(vacation, '2026-03-02', '2026-03-04');
    await expect(decide(early)).rejects.toMatchObject({ code: '23514' });
    expect(await decide(early, 'approved', null, 2)).toBe(true);
    expect(await balance('2026-12-31')).toBe(0);
  });

  test('counts days that are granted later only from then on', async () => {
    await grant(5, '2026-07-01');
    await expect(decide(await ask(vacation, '2026-06-30'))).rejects.toMatchObject({ code: '23514' });
    expect(await decide(await ask(vacation, '2026-07-01'))).toBe(true);
  });

  test('is never overdrawn, when many requests are approved at once', async () => {
    await grant(3);
    const ids = [];
    for (let day = 10; day < 22; day++) ids.push(await ask(vacation, `2026-08-${day}`));
    const { results, codes } = await outcomes(ids.map((id) => decide(id)));
    expect(results).toHaveLength(3);
    expect(new Set(codes)).toEqual(new Set(['23514']));
    expect(await balance('2026-12-31')).toBe(0);
  });

  test('waits for an approval that is being given before it is judged', async () => {
    await grant(1);
    const [first, second] = [await ask(vacation, '2026-08-10'), await ask(vacation, '2026-08-12')];
    let later: Promise<unknown> = Promise.resolve();
    await database.asTenant(manager, async (trx) => {
      await call(trx, 'decide_time_off', first, 'approved');
      later = refusal(decide(second));
      expect(await database.untilBlocked(later)).toBe(true);
    });
    expect(await later).toMatchObject({ code: '23514' });
  });

  test('is not taken away under what is approved, also at the same moment', async () => {
    await grant(3);
    const id = await ask(vacation, '2026-08-10', '2026-08-11');
    const take = () => as(database, a, 'book_leave', worker.ownerId, vacation, -2, '2026-01-02');
    const { codes } = await outcomes<unknown>([decide(id), take()]);
    expect(codes).toEqual(['23514']);
    expect(await balance('2026-12-31')).toBe(1);
  });

  test('is not judged by an old snapshot', async () => {
    await grant(1);
    const [first, second] = [await ask(vacation, '2026-08-10'), await ask(vacation, '2026-08-12')];
    const answer = await refusal(
      database.knex.transaction(
        async (trx) => {
          await trx.raw('SET LOCAL ROLE erp_app');
          await trx.raw('SELECT app.enter_tenant(?::bigint, ?::bigint)', [a.id, manager.ownerId]);
          await decide(first);
          await call(trx, 'decide_time_off', second, 'approved');
        },
        { isolationLevel: 'repeatable read' },
      ),
    );
    expect(answer).toMatchObject({ code: '0A000' });
    expect(await balance('2026-12-31')).toBe(0);
  });

  test('gets the days back once when the absence is called off', async () => {
    await grant(5);
    const id = await ask(vacation, '2126-08-10', '2126-08-11');
    await decide(id);
    expect(await balance('2126-12-31')).toBe(3);
    const { results, codes } = await outcomes(
      Array.from({ length: 8 }, () => as<boolean>(database, worker, 'cancel_time_off', id)),
    );
    expect(codes).toEqual([]);
    expect(results.filter(Boolean)).toHaveLength(1);
    expect(await balance('2126-12-31')).toBe(5);
    expect(await confirm(await draft('2126-08-10'))).toBe(true);
    await expect(decide(id)).rejects.toMatchObject({ code: '55000' });
  });

  test('keeps days of an absence that has begun, unless an approver calls it off', async () => {
    await grant(5);
    const id = await ask(vacation, '2026-01-05');
    await decide(id);
    await expect(as(database, worker, 'cancel_time_off', id)).rejects.toMatchObject({ code: '55000' });
    expect(await as(database, manager, 'cancel_time_off', id, 'was here')).toBe(true);
    expect(await balance('2026-12-31')).toBe(5);
  });

  test.each([
    ['consumption', -1],
    ['grant', -1],
    ['expiry', 1],
  ])('is not booked as %s of %s', async (kind, days) => {
    await grant(5);
    const booked = as(database, a, 'book_leave', worker.ownerId, vacation, days, '2026-01-02', 'x', kind);
    await expect(booked).rejects.toMatchObject({ code: expect.stringMatching(/^(22023|23514)$/) });
  });
});

describe('what is nobody’s business', () => {
  test('colleagues see shifts, but neither absences nor requests nor balances', async () => {
    await grant(5);
    await draft('2026-09-01');
    await decide(await ask(vacation, '2026-09-02', null, { reason: 'clinic' }));
    const colleague = await addMember(database, a, 'member');
    const seen = (who: Tenant) =>
      database.asTenant(who, async (trx) => {
        const own = { staff_id: worker.ownerId };
        return [
          (await trx('schedule').where(own)).length,
          (await trx('schedule_time_off_request').where(own)).length,
          (await trx('leave_entry').where(own)).length,
        ];
      });
    expect(await seen(colleague)).toEqual([1, 0, 0]);
    expect(await seen(worker)).toEqual([2, 1, 2]);
    expect(await seen(manager)).toEqual([2, 1, 2]);
    expect(await balance('2026-12-31')).toBe(4);
    await expect(balance('2026-12-31', colleague)).rejects.toMatchObject({ code: '42501' });
  });

  test('a colleague who would call off a request is told that there is none', async () => {
    const id = await ask(unlimited, '2026-09-01');
    const colleague = await addMember(database, a, 'member');
    const answer = (each: string) => refusal(as(database, colleague, 'cancel_time_off', each), each);
    expect(await answer(id)).toEqual(await answer('999999'));
  });

  test('another tenant gets the same answer for a foreign request as for none', async () => {
    const id = await ask(unlimited, '2026-09-01');
    for (const [name, ...more] of [['decide_time_off', 'approved'], ['cancel_time_off']] as const) {
      const answer = (each: string) => refusal(as(database, b, name, each, ...more), each);
      expect(await answer(id)).toEqual(await answer('999999'));
      expect(await answer(id)).toMatchObject({ code: 'P0002' });
    }
    expect(Number(await as(database, b, 'leave_balance', worker.ownerId, vacation))).toBe(0);
  });
});

test.each([
  ['ask', 'INSERT INTO schedule_time_off_request DEFAULT VALUES'],
  ['approve', "UPDATE schedule_time_off_request SET status = 'approved'"],
  ['forget', 'DELETE FROM schedule_time_off_request'],
  ['grant', 'INSERT INTO leave_entry DEFAULT VALUES'],
  ['change the ledger', 'UPDATE leave_entry SET days = 100'],
  ['shorten the ledger', 'DELETE FROM leave_entry'],
  ['approve past the checks', 'SELECT app.grant_time_off(NULL, NULL, NULL)'],
  ['see the future', 'SELECT app.lowest_leave_balance(1, 1, NULL)'],
])('nobody can %s by hand', async (_what, sql) => {
  await expect(database.asTenant(a, (trx) => trx.raw(sql))).rejects.toMatchObject({ code: '42501' });
});

test.each([
  ['workforce.approve', 'member', 'decide_time_off', [1, 'approved']],
  ['workforce.manage', 'manager', 'book_leave', [1, 1, 1, '2026-01-01']],
  ['workforce.request', 'viewer', 'request_time_off', [1, '2026-01-01']],
  ['workforce.request', 'viewer', 'cancel_time_off', [1]],
] as const)('without %s a %s does not call %s', async (permission, role, name, values) => {
  const who = await addMember(database, a, role);
  const answer = await refusal(as(database, who, name, ...values));
  expect(answer).toMatchObject({ code: '42501', message: `Permission ${permission} is missing.` });
});

test('a kind of absence that was taken is not deleted, so that absences never look like shifts', async () => {
  const type = await addLeaveType(database, a, 'study', { tracks_balance: false });
  await decide(await ask(type, '2026-09-01'));
  await expect(database.knex('leave_type').where({ id: type }).delete()).rejects.toMatchObject({
    code: '23503',
  });
});
