import { stores } from '@erp/system/test-factories';
import { call, outcomes, refusal } from '@erp/testing/calls';
import { inDomain } from '@erp/testing/in-domain';
import { addMember } from '@erp/testing/tenants';
import { departments, revisionDetails, revisions } from '../test-factories.ts';
import { as, draftShift, type Tenant } from './people.ts';

const { database, a, b } = inDomain('workforce');
let worker: Tenant;
let planner: Tenant;

beforeAll(async () => {
  planner = await addMember(database, a, 'manager');
});
beforeEach(async () => {
  worker = await addMember(database, a, 'member');
});

const row = (id: string) => database.knex('schedule').where({ id }).first();
const draft = (day: string, from?: string, until?: string) =>
  draftShift(database, planner, worker, day, from, until);
const confirm = (id: string) => as<boolean>(database, planner, 'confirm_shift', id);

describe('the clock on the wall', () => {
  const berlin = async (day: string, from: string, until: string) => {
    const there = { tenant_id: a.id, timezone: 'Europe/Berlin' };
    const details = JSON.stringify({ department_id: (await departments.create(database.knex, there)).id });
    const id = await as<string>(database, planner, 'plan_shift', worker.ownerId, day, from, until, details);
    const { rows } = await database.knex.raw(
      'SELECT total_minutes, work_date::text, start_time, end_time FROM schedule WHERE id = ?',
      [id],
    );
    return rows[0];
  };

  test.each([
    ['an ordinary night', '2026-03-20', 480],
    ['the night that loses an hour', '2026-03-28', 420],
    ['the night that has one more', '2026-10-24', 540],
  ])('from ten in the evening to six: %s', async (_what, day, minutes) => {
    expect(await berlin(day, '22:00', '06:00')).toMatchObject({ total_minutes: minutes, work_date: day });
  });

  test('is that of the department, and the day is the one on which the shift begins there', async () => {
    const early = await berlin('2026-06-10', '00:30', '08:30');
    expect(early.start_time.toISOString()).toBe('2026-06-09T22:30:00.000Z');
    expect(early.work_date).toBe('2026-06-10');
  });

  test('is that of the store or of the tenant where nothing else is said', async () => {
    const store = await stores.create(database.knex, { tenant_id: a.id, timezone: 'America/New_York' });
    expect(await as(database, planner, 'workforce_timezone', null, store.id)).toBe('America/New_York');
    expect(await as(database, planner, 'workforce_timezone')).toBe('UTC');
  });

  test('is one that PostgreSQL knows', async () => {
    const unknown = departments.create(database.knex, { tenant_id: a.id, timezone: 'Europe/Atlantis' });
    await expect(unknown).rejects.toMatchObject({ code: '22023' });
  });
});

describe('a shift', () => {
  test('is confirmed once, when many ask at once', async () => {
    const id = await draft('2026-01-05');
    const { results, codes } = await outcomes(Array.from({ length: 20 }, () => confirm(id)));
    expect(codes).toEqual([]);
    expect(results.filter(Boolean)).toHaveLength(1);
    expect(await row(id)).toMatchObject({ status: 'confirmed', is_confirmed: true, is_authorized: false });
  });

  test('may touch another one, but not overlap it', async () => {
    await confirm(await draft('2026-01-05', '08:00', '12:00'));
    expect(await confirm(await draft('2026-01-05', '12:00', '16:00'))).toBe(true);
    const overlapping = await draft('2026-01-05', '11:59', '12:30');
    await expect(confirm(overlapping)).rejects.toMatchObject({
      code: '23P01',
      constraint: 'ex_schedule_staff_id_time',
    });
    expect(await row(overlapping)).toMatchObject({ status: 'draft' });
  });

  test('wins alone among overlapping ones that are confirmed at once', async () => {
    const ids = [];
    for (let i = 0; i < 12; i++) ids.push(await draft('2026-01-06', `08:${10 + i}`, '16:00'));
    const { results, codes } = await outcomes(ids.map(confirm));
    expect(results).toEqual([true]);
    expect(new Set(codes)).toEqual(new Set(['23P01']));
  });

  test('of somebody else, or in another tenant, is not in the way', async () => {
    await confirm(await draft('2026-01-07'));
    const colleague = await addMember(database, a, 'member');
    expect(await confirm(await draftShift(database, planner, colleague, '2026-01-07'))).toBe(true);
    const there = await draftShift(database, b, b, '2026-01-07');
    expect(await as(database, b, 'confirm_shift', there)).toBe(true);
  });

  test('does not overlap, not even when a service loads it', async () => {
    await confirm(await draft('2026-01-08'));
    const shift = { tenant_id: a.id, staff_id: worker.ownerId, timezone: 'UTC' };
    const loaded = database.knex.transaction(async (trx) => {
      await trx.raw('SET LOCAL ROLE erp_service');
      await trx('schedule').insert({
        ...shift,
        start_time: '2026-01-08T15:00:00Z',
        end_time: '2026-01-08T18:00:00Z',
        status: 'completed',
      });
    });
    await expect(loaded).rejects.toMatchObject({ code: '23P01', constraint: 'ex_schedule_staff_id_time' });
  });

  test.each([
    ['confirmed', 'completed', true],
    ['confirmed', 'failed', true],
    ['confirmed', 'cancelled', true],
    ['draft', 'completed', false],
    ['completed', 'confirmed', false],
    ['cancelled', 'confirmed', false],
  ])('goes from %s to %s: %s', async (from, to, allowed) => {
    const id = await draft('2026-01-09');
    if (from !== 'draft' && from !== 'cancelled') await confirm(id);
    if (from !== 'draft' && from !== 'confirmed') {
      await as(database, planner, 'transition_schedule', id, from);
    }
    const moved = as(database, planner, 'transition_schedule', id, to);
    if (allowed) expect(await moved).toBe(true);
    else await expect(moved).rejects.toMatchObject({ code: '55000' });
  });

  test('is not completed before it begins', async () => {
    const id = await draft('2126-01-05');
    await confirm(id);
    const done = as(database, planner, 'transition_schedule', id, 'completed');
    await expect(done).rejects.toMatchObject({ code: '55000' });
    expect(await as(database, planner, 'transition_schedule', id, 'cancelled')).toBe(true);
  });

  test('gives its time free when it is called off', async () => {
    const id = await draft('2026-01-12');
    await confirm(id);
    await as(database, planner, 'transition_schedule', id, 'cancelled', 'closed');
    expect(await confirm(await draft('2026-01-12'))).toBe(true);
    expect(await row(id)).toMatchObject({ reason: 'closed' });
  });

  test('has its hours authorized by somebody else alone', async () => {
    const own = await draftShift(database, planner, planner, '2026-01-05');
    await confirm(own);
    await expect(as(database, planner, 'authorize_shift', own)).rejects.toMatchObject({ code: '42501' });
    const id = await draft('2026-01-13');
    await expect(as(database, planner, 'authorize_shift', id)).rejects.toMatchObject({ code: '55000' });
    await confirm(id);
    expect(await as(database, planner, 'authorize_shift', id)).toBe(true);
    expect(await as(database, planner, 'authorize_shift', id)).toBe(false);
    expect(await row(id)).toMatchObject({ is_authorized: true, authorized_by: planner.ownerId });
  });

  test.each(['failed', 'cancelled'])('has no authorized hours any more when it is %s', async (status) => {
    const id = await draft('2026-01-13');
    await confirm(id);
    await as(database, planner, 'authorize_shift', id);
    await as(database, planner, 'transition_schedule', id, status);
    expect(await row(id)).toMatchObject({ status, authorized_at: null, authorized_by: null });
  });

  test('keeps its authorized hours when it is completed', async () => {
    const id = await draft('2026-01-13');
    await confirm(id);
    await as(database, planner, 'authorize_shift', id);
    await as(database, planner, 'transition_schedule', id, 'completed');
    expect(await row(id)).toMatchObject({ status: 'completed', is_authorized: true });
  });
});

describe('by hand', () => {
  test('a draft is changed and deleted, a confirmed shift is not', async () => {
    const [drafted, confirmed] = [await draft('2026-01-14'), await draft('2026-01-15')];
    await confirm(confirmed);
    const changed = (id: string) =>
      database.asTenant(planner, (trx) => trx('schedule').where({ id }).update({ shift_name: 'early' }));
    const deleted = (id: string) =>
      database.asTenant(planner, (trx) => trx('schedule').where({ id }).delete());
    expect([await changed(drafted), await changed(confirmed)]).toEqual([1, 0]);
    expect([await deleted(drafted), await deleted(confirmed)]).toEqual([1, 0]);
  });

  test.each([
    ['confirm', "UPDATE schedule SET status = 'confirmed'"],
    ['authorize', 'UPDATE schedule SET authorized_at = now()'],
    ['record an absence', 'UPDATE schedule SET leave_type_id = 1'],
    [
      'write a confirmed shift',
      `INSERT INTO schedule (tenant_id, staff_id, start_time, end_time, timezone, status)
       VALUES ($t, $u, now(), now() + interval '1 hour', 'UTC', 'confirmed')`,
    ],
    ['apply a revision', 'UPDATE schedule_revision SET applied_at = now()'],
    ['rewrite what was', "UPDATE schedule_revision_detail SET previous = '{}'"],
    ['call an inner function', 'SELECT app.lock_schedule(1)'],
  ])('nobody can %s', async (_what, sql) => {
    const text = sql.replace('$t', a.id).replace('$u', worker.ownerId);
    await expect(database.asTenant(planner, (trx) => trx.raw(text))).rejects.toMatchObject({ code: '42501' });
  });

  test.each([
    ['ends before it begins', '2026-01-05T08:00Z', '2026-01-05T07:00Z', 'ck_schedule_end_time'],
    ['lasts for days', '2026-01-05T08:00Z', '2026-01-08T07:00Z', 'ck_schedule_length'],
  ])('nobody plans a shift that %s', async (_what, start_time, end_time, constraint) => {
    const shift = { tenant_id: a.id, staff_id: worker.ownerId, timezone: 'UTC', start_time, end_time };
    const planned = database.asTenant(planner, (trx) => trx('schedule').insert(shift));
    await expect(planned).rejects.toMatchObject({ code: '23514', constraint });
  });
});

describe('a revision', () => {
  const revision = async (details: readonly object[]) =>
    database.asTenant(planner, async (trx) => {
      const { id } = await revisions.create(trx);
      for (const detail of details) {
        await revisionDetails.create(trx, { revision_id: id, staff_id: worker.ownerId, ...detail });
      }
      return id;
    });
  const apply = (id: string) => as<boolean>(database, planner, 'apply_schedule_revision', id);

  test('that calls a shift off takes the authorization of its hours with it', async () => {
    const shift = await draft('2026-02-02');
    await confirm(shift);
    await as(database, planner, 'authorize_shift', shift);
    await apply(await revision([{ action: 'cancel', schedule_id: shift }]));
    expect(await row(shift)).toMatchObject({ status: 'cancelled', authorized_at: null, authorized_by: null });
  });

  test('leaves a shift that has a report to its member and its day', async () => {
    const shift = await draft('2026-02-02');
    await confirm(shift);
    const report = await as<string>(database, worker, 'open_shift_report', shift);
    const other = await addMember(database, a, 'member');
    const next = { start_time: '2026-02-03T08:00Z', end_time: '2026-02-03T16:00Z' };
    for (const change of [{ staff_id: other.ownerId }, next]) {
      const id = await revision([{ action: 'update', schedule_id: shift, ...change }]);
      expect(await refusal(apply(id))).toMatchObject({
        code: '55000',
        message: `Shift ${shift} has a report and keeps its member and its day.`,
        detail: `It is report ${report}.`,
      });
    }
    const later = { start_time: '2026-02-02T09:00Z', end_time: '2026-02-02T17:00Z' };
    expect(await apply(await revision([{ action: 'update', schedule_id: shift, ...later }]))).toBe(true);
  });

  test('swaps two shifts', async () => {
    const other = await addMember(database, a, 'member');
    const [mine, theirs] = [
      await draft('2026-02-02'),
      await draftShift(database, planner, other, '2026-02-02'),
    ];
    await confirm(mine);
    await confirm(theirs);
    const id = await revision([
      { action: 'update', schedule_id: mine, staff_id: other.ownerId },
      { action: 'update', schedule_id: theirs, staff_id: worker.ownerId },
    ]);
    expect(await apply(id)).toBe(true);
    expect(await apply(id)).toBe(false);
    expect(await row(mine)).toMatchObject({ staff_id: other.ownerId, status: 'confirmed' });
    expect(await row(theirs)).toMatchObject({ staff_id: worker.ownerId, status: 'confirmed' });
    const details = await database.knex('schedule_revision_detail').where({ revision_id: id }).orderBy('id');
    expect(details.map((each) => (each.previous as { staff_id: number }).staff_id)).toEqual([
      Number(worker.ownerId),
      Number(other.ownerId),
    ]);
  });

  test('makes, changes and calls off together', async () => {
    const [changed, cancelled] = [await draft('2026-02-03'), await draft('2026-02-04')];
    await confirm(cancelled);
    const id = await revision([
      {
        action: 'update',
        schedule_id: changed,
        start_time: '2026-02-03T10:00Z',
        end_time: '2026-02-03T12:00Z',
      },
      { action: 'cancel', schedule_id: cancelled, reason: 'stocktaking' },
      { action: 'create', start_time: '2026-02-04T08:00Z', end_time: '2026-02-04T16:00Z' },
      {
        action: 'create',
        start_time: '2026-02-04T09:00Z',
        end_time: '2026-02-04T10:00Z',
        is_confirmed: false,
      },
    ]);
    await apply(id);
    expect(await row(changed)).toMatchObject({ status: 'confirmed', total_minutes: 120 });
    expect(await row(cancelled)).toMatchObject({ status: 'cancelled', reason: 'stocktaking' });
    const shifts = await database.knex('schedule').where({ staff_id: worker.ownerId }).orderBy('id');
    expect(shifts.map((shift) => shift.status)).toEqual(['confirmed', 'cancelled', 'confirmed', 'draft']);
    const details = await database.knex('schedule_revision_detail').where({ revision_id: id });
    expect(details.every((detail) => detail.schedule_id !== null && detail.applied_at !== null)).toBe(true);
  });

  test('leaves everything as it was when one of its shifts cannot be', async () => {
    await confirm(await draft('2026-02-05'));
    const kept = await draft('2026-02-06');
    await confirm(kept);
    const id = await revision([
      { action: 'cancel', schedule_id: kept },
      { action: 'create', start_time: '2026-02-05T15:00Z', end_time: '2026-02-05T17:00Z' },
    ]);
    await expect(apply(id)).rejects.toMatchObject({ code: '23P01' });
    expect(await row(kept)).toMatchObject({ status: 'confirmed' });
    expect(await database.knex('schedule_revision').where({ id }).first()).toMatchObject({
      applied_at: null,
    });
  });

  test('takes effect once, when many ask at once', async () => {
    const id = await revision([{ action: 'create' }]);
    const { results, codes } = await outcomes(Array.from({ length: 12 }, () => apply(id)));
    expect(codes).toEqual([]);
    expect(results.filter(Boolean)).toHaveLength(1);
    expect(await database.knex('schedule').where({ staff_id: worker.ownerId })).toHaveLength(1);
  });

  test('and its mirror image never block each other', async () => {
    const other = await addMember(database, a, 'member');
    const [mine, theirs] = [
      await draft('2026-02-09'),
      await draftShift(database, planner, other, '2026-02-09'),
    ];
    const swaps = await Promise.all(
      Array.from({ length: 12 }, (_, i) => {
        const pair = [
          { action: 'update', schedule_id: mine, staff_id: i % 2 === 0 ? other.ownerId : worker.ownerId },
          { action: 'update', schedule_id: theirs, staff_id: i % 2 === 0 ? worker.ownerId : other.ownerId },
        ];
        return revision(i % 2 === 0 ? pair : pair.toReversed());
      }),
    );
    const { results, codes } = await outcomes(swaps.map(apply));
    expect(codes).toEqual([]);
    expect(results.filter(Boolean)).toHaveLength(12);
  });

  test('is not about a shift that is over, and has details', async () => {
    const shift = await draft('2026-02-10');
    await as(database, planner, 'transition_schedule', shift, 'cancelled');
    const over = await revision([{ action: 'update', schedule_id: shift }]);
    await expect(apply(over)).rejects.toMatchObject({ code: '55000' });
    await expect(apply(await revision([]))).rejects.toMatchObject({ code: '55000' });
  });

  test('does not change after it took effect', async () => {
    const id = await revision([{ action: 'create' }]);
    await apply(id);
    const added = database.asTenant(planner, (trx) => revisionDetails.create(trx, { revision_id: id }));
    await expect(added).rejects.toMatchObject({ code: '55000' });
    const touched = await database.asTenant(planner, async (trx) => [
      await trx('schedule_revision').where({ id }).update({ description: 'x' }),
      await trx('schedule_revision_detail').where({ revision_id: id }).update({ reason: 'x' }),
      await trx('schedule_revision_detail').where({ revision_id: id }).delete(),
      await trx('schedule_revision').where({ id }).delete(),
    ]);
    expect(touched).toEqual([0, 0, 0, 0]);
  });
});

test('another tenant gets the same answer for a foreign shift or revision as for none', async () => {
  const shift = await draft('2026-01-20');
  for (const [name, ...more] of [
    ['confirm_shift'],
    ['authorize_shift'],
    ['transition_schedule', 'cancelled'],
    ['apply_schedule_revision'],
  ] as const) {
    const answer = (id: string) => refusal(as(database, b, name, id, ...more), id);
    expect(await answer(shift)).toEqual(await answer('999999'));
    expect(await answer(shift)).toMatchObject({ code: 'P0002' });
  }
});

test.each([
  ['workforce.write', 'plan_shift', [1, '2026-01-05', '08:00', '16:00']],
  ['workforce.write', 'confirm_shift', [1]],
  ['workforce.write', 'transition_schedule', [1, 'cancelled']],
  ['workforce.write', 'apply_schedule_revision', [1]],
  ['workforce.approve', 'authorize_shift', [1]],
])('without %s nobody calls %s', async (permission, name, values) => {
  const answer = await refusal(database.asTenant(worker, (trx) => call(trx, name, ...values)));
  expect(answer).toMatchObject({ code: '42501', message: `Permission ${permission} is missing.` });
});

describe('wishes', () => {
  const wish = (who: Tenant, columns: object = {}) =>
    database.asTenant(who, (trx) =>
      trx('schedule_preferences').insert({
        tenant_id: a.id,
        staff_id: worker.ownerId,
        year: 2026,
        week_number: 10,
        preferences: '{"mon": "late"}',
        ...columns,
      }),
    );

  test('are written by the member or a planner, and seen by them alone', async () => {
    const colleague = await addMember(database, a, 'member');
    await expect(wish(colleague)).rejects.toMatchObject({ code: '42501' });
    await wish(worker);
    await wish(planner, { week_number: 11 });
    const seen = (who: Tenant) =>
      database.asTenant(who, (trx) => trx('schedule_preferences').where({ staff_id: worker.ownerId }));
    expect([(await seen(worker)).length, (await seen(planner)).length]).toEqual([2, 2]);
    expect(await seen(colleague)).toEqual([]);
    const changed = await database.asTenant(colleague, (trx) =>
      trx('schedule_preferences').update({ preferences: '{}' }),
    );
    expect(changed).toBe(0);
  });

  test('are for weeks that there are', async () => {
    await wish(worker, { year: 2026, week_number: 53 });
    await expect(wish(worker, { year: 2027, week_number: 53 })).rejects.toMatchObject({
      constraint: 'ck_schedule_preferences_week_number',
    });
  });
});
