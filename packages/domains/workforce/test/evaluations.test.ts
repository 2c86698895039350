import { call, outcomes, refusal } from '@erp/testing/calls';
import { inDomain } from '@erp/testing/in-domain';
import { addMember } from '@erp/testing/tenants';
import type { Knex } from 'knex';
import { criteria as criterionRows, departments } from '../test-factories.ts';
import { as, type Tenant } from './people.ts';

const { database, a, b } = inDomain('workforce', {
  // Approved evaluations that a load brings with one score each.
  broken: ['workforce/judged_by_the_whole'],
});
let evaluator: Tenant;
let judged: Tenant;
let department: string;
let criteria: { quality: string; speed: string; other: string };

beforeAll(async () => {
  evaluator = await addMember(database, a, 'manager');
});

let year = 2000;
beforeEach(async () => {
  year++;
  judged = await addMember(database, a, 'member');
  const own = { tenant_id: a.id };
  department = (await departments.create(database.knex, own)).id;
  const asked = async (
    name: string,
    columns: { weight: number; max_score: number; department_id?: string },
  ) => (await criterionRows.create(database.knex, { ...own, name: `${name} ${year}`, ...columns })).id;
  criteria = {
    quality: await asked('quality', { department_id: department, weight: 75, max_score: 5 }),
    speed: await asked('speed', { weight: 25, max_score: 10 }),
    other: await asked('other', { department_id: department, weight: 10, max_score: 100 }),
  };
});

const open = (who = evaluator, columns: object = {}) =>
  database.asTenant(who, async (trx) => {
    const row = {
      tenant_id: a.id,
      staff_id: judged.ownerId,
      evaluator_id: who.ownerId,
      department_id: department,
      period_start: `${year}-01-01`,
      period_end: `${year}-12-31`,
      ...columns,
    };
    await trx('performance_evaluation').insert(row);
    const found = await trx('performance_evaluation').where({ staff_id: row.staff_id }).first('id');
    return found?.id ?? '';
  });
const score = (id: string, criterion: string, value: number | null) =>
  as(database, evaluator, 'score_evaluation', id, criterion, value);
/** A score as a service loads it. */
const load = (
  evaluation_id: string,
  criteria_id: string,
  score: number,
  { staff_id = judged.ownerId, knex = database.knex }: { staff_id?: string; knex?: Knex } = {},
) => knex('performance_score').insert({ tenant_id: a.id, evaluation_id, staff_id, criteria_id, score });
const submit = (id: string) => as(database, evaluator, 'submit_evaluation', id);
const approve = (id: string, who = a) => as<boolean>(database, who, 'approve_evaluation', id);
const row = (id: string) => database.knex('performance_evaluation').where({ id }).first();
const overall = async (id: string) => (await row(id))?.overall_score;
const criterion = (id: string, columns: object) =>
  database.knex('performance_criteria').where({ id }).update(columns);

/** Scored 4 of 5 and 5 of 10: 75 × 0.8 + 25 × 0.5 = 72.5. */
const scored = async () => {
  const id = await open();
  await score(id, criteria.quality, 4);
  await score(id, criteria.speed, 5);
  return id;
};

describe('the overall score', () => {
  test('is the weighted mean in percent, of what is scored so far', async () => {
    const id = await open();
    expect(await overall(id)).toBeNull();
    await score(id, criteria.quality, 4);
    expect(await overall(id)).toBe('80.00');
    await score(id, criteria.speed, 5);
    expect(await overall(id)).toBe('72.50');
    await score(id, criteria.speed, 10);
    expect(await overall(id)).toBe('85.00');
    await score(id, criteria.speed, null);
    expect(await overall(id)).toBe('80.00');
  });

  test('follows the criteria until it is approved, and not after', async () => {
    const id = await scored();
    await criterion(criteria.quality, { max_score: 8 });
    expect(await overall(id)).toBe('50.00');
    await criterion(criteria.quality, { max_score: 5 });
    await submit(id);
    await approve(id);
    await criterion(criteria.quality, { max_score: 8, weight: 1 });
    expect(await overall(id)).toBe('72.50');
    expect(await database.knex('performance_score').where({ evaluation_id: id }).orderBy('id')).toMatchObject(
      [
        { weight: '75.00', max_score: '5.00' },
        { weight: '25.00', max_score: '10.00' },
      ],
    );
  });

  test('is empty while nothing that is scored has a weight', async () => {
    const id = await open();
    await criterion(criteria.speed, { weight: 0 });
    await score(id, criteria.speed, 5);
    expect(await overall(id)).toBeNull();
  });

  test('cannot be written', async () => {
    const id = await open();
    const written = database.asTenant(a, (trx) =>
      trx('performance_evaluation').where({ id }).update({ overall_score: 100 }),
    );
    await expect(written).rejects.toMatchObject({ code: '42501' });
  });

  test('has both scores in it that were given at once', async () => {
    const id = await open();
    const { codes } = await outcomes([score(id, criteria.quality, 4), score(id, criteria.speed, 5)]);
    expect(codes).toEqual([]);
    expect(await overall(id)).toBe('72.50');
  });

  test('has both scores in it that two services load at once', async () => {
    const id = await open();
    let second: Promise<unknown> = Promise.resolve();
    let lowered: Promise<unknown> = Promise.resolve();
    await database.knex.transaction(async (trx) => {
      await load(id, criteria.quality, 4, { knex: trx });
      second = load(id, criteria.speed, 5).then(() => undefined);
      lowered = refusal(criterion(criteria.quality, { max_score: 3 }));
      expect(await database.untilBlocked(Promise.race([second, lowered]), 2)).toBe(true);
    });
    await second;
    expect(await overall(id)).toBe('72.50');
    expect(await lowered).toMatchObject({ code: '23514' });
  });

  test('is not touched by a load that brings it, and corrected by one that does not', async () => {
    const staff = [await addMember(database, a, 'member'), await addMember(database, a, 'member')];
    const [right, wrong] = await database
      .knex('performance_evaluation')
      .insert(
        staff.map((who, i) => ({
          tenant_id: a.id,
          staff_id: who.ownerId,
          period_start: '2020-01-01',
          period_end: '2020-12-31',
          overall_score: i === 0 ? 80 : 1,
          status: 'approved',
          created_at: '2021-01-01T00:00Z',
          updated_at: '2021-01-01T00:00Z',
          submitted_at: '2021-01-02T00:00Z',
          approved_at: '2021-01-03T00:00Z',
        })),
      )
      .returning('id');
    await database.knex.transaction(async (trx) => {
      await trx.raw('SET LOCAL ROLE erp_service');
      await trx('performance_score').insert(
        staff.map((who, i) => ({
          tenant_id: a.id,
          evaluation_id: (i === 0 ? right?.id : wrong?.id) ?? '',
          staff_id: who.ownerId,
          criteria_id: criteria.quality,
          score: 4,
          weight: 75,
          max_score: 5,
        })),
      );
    });
    const untouched = await row(right?.id ?? '');
    expect(untouched).toMatchObject({ overall_score: '80.00', updated_at: new Date('2021-01-01T00:00Z') });
    expect(await overall(wrong?.id ?? '')).toBe('80.00');
  });
});

describe('a score', () => {
  test.each([5.01, 100, 'NaN'])('is not above the top mark: %s', async (value) => {
    const id = await open();
    const given = as(database, evaluator, 'score_evaluation', id, criteria.quality, value);
    await expect(given).rejects.toMatchObject({ code: '23514' });
  });

  test('is not above the top mark, not even when a service loads it or changes it', async () => {
    const id = await open();
    const quality = (value: number) => load(id, criteria.quality, value);
    await expect(quality(6)).rejects.toMatchObject({ constraint: 'ck_performance_score_max_score' });
    await quality(5);
    const changed = database.knex('performance_score').where({ evaluation_id: id }).update({ score: 6 });
    await expect(changed).rejects.toMatchObject({ constraint: 'ck_performance_score_max_score' });
  });

  test('keeps the top mark from being lowered under it', async () => {
    const id = await scored();
    const lower = (to: number) => criterion(criteria.quality, { max_score: to });
    await expect(lower(3.99)).rejects.toMatchObject({ constraint: 'ck_performance_criteria_max_score' });
    expect(await lower(4)).toBe(1);
    expect(await overall(id)).toBe('87.50');
  });

  test('that is being given keeps a top mark from being lowered at the same moment', async () => {
    const id = await open();
    let lowered: Promise<unknown> = Promise.resolve();
    await database.asTenant(evaluator, async (trx) => {
      await call(trx, 'score_evaluation', id, criteria.quality, 5);
      lowered = refusal(criterion(criteria.quality, { max_score: 4 }));
      expect(await database.untilBlocked(lowered)).toBe(true);
    });
    expect(await lowered).toMatchObject({ code: '23514' });
  });

  test('is judged by a top mark that is being lowered at the same moment', async () => {
    const id = await open();
    let given: Promise<unknown> = Promise.resolve();
    await database.knex.transaction(async (trx) => {
      await trx('performance_criteria').where({ id: criteria.quality }).update({ max_score: 4 });
      given = refusal(score(id, criteria.quality, 5));
      expect(await database.untilBlocked(given)).toBe(true);
    });
    expect(await given).toMatchObject({ code: '23514' });
  });

  test('is not overlooked by an old snapshot', async () => {
    const id = await open();
    const lowered = database.knex.transaction(
      async (trx) => {
        await trx('performance_criteria').first('id');
        await score(id, criteria.quality, 5);
        await trx('performance_criteria').where({ id: criteria.quality }).update({ max_score: 4 });
      },
      { isolationLevel: 'repeatable read' },
    );
    await expect(lowered).rejects.toMatchObject({ code: '0A000' });
  });

  test('never blocks a change of the criteria for good', async () => {
    const ids = [await scored()];
    for (let i = 0; i < 3; i++) {
      judged = await addMember(database, a, 'member');
      ids.push(await scored());
    }
    const calls = Array.from({ length: 24 }, (_, i) =>
      i % 3 === 0
        ? criterion(i % 2 === 0 ? criteria.quality : criteria.speed, { weight: 40 + i })
        : score(ids[i % 4] ?? '', i % 2 === 0 ? criteria.speed : criteria.quality, i % 5),
    );
    const { codes } = await outcomes<unknown>(calls);
    expect(codes).toEqual([]);
    const { rows } = await database.knex.raw(`
      SELECT e.id FROM performance_evaluation e
      JOIN performance_score p ON p.evaluation_id = e.id JOIN performance_criteria c ON c.id = p.criteria_id
      WHERE p.weight IS NULL GROUP BY e.id, e.overall_score
      HAVING e.overall_score IS DISTINCT FROM round(100 * sum(c.weight * p.score / c.max_score) / nullif(sum(c.weight), 0), 2)`);
    expect(rows).toEqual([]);
  });

  test('is for a criterion of the department or of all, that is active', async () => {
    const id = await open();
    const elsewhere = await departments.create(database.knex, { tenant_id: a.id });
    await criterion(criteria.other, { department_id: elsewhere.id });
    await expect(score(id, criteria.other, 1)).rejects.toMatchObject({ code: '55000' });
    await criterion(criteria.speed, { is_active: false });
    await expect(score(id, criteria.speed, 1)).rejects.toMatchObject({ code: '55000' });
    await expect(score(id, '999999', 1)).rejects.toMatchObject({ code: 'P0002' });
  });

  test('belongs to the person of its evaluation', async () => {
    const id = await open();
    const stray = load(id, criteria.quality, 1, { staff_id: evaluator.ownerId });
    await expect(stray).rejects.toMatchObject({ constraint: 'fk_performance_score_evaluation_id' });
  });
});

describe('an evaluation', () => {
  test('is handed in with weights that add up to 100, and then rests', async () => {
    const id = await open();
    await score(id, criteria.quality, 4);
    await expect(submit(id)).rejects.toMatchObject({ code: '55000' });
    await score(id, criteria.speed, 5);
    await submit(id);
    await expect(submit(id)).rejects.toMatchObject({ code: '55000' });
    await expect(score(id, criteria.speed, 9)).rejects.toMatchObject({ code: '55000' });
    const touched = await database.asTenant(evaluator, async (trx) => [
      await trx('performance_evaluation').where({ id }).update({ notes: 'x' }),
      await trx('performance_evaluation').where({ id }).delete(),
    ]);
    expect(touched).toEqual([0, 0]);
  });

  test('is approved once, when many ask at once', async () => {
    const id = await scored();
    await submit(id);
    const { results, codes } = await outcomes(Array.from({ length: 12 }, () => approve(id)));
    expect(codes).toEqual([]);
    expect(results.filter(Boolean)).toHaveLength(1);
    expect(await row(id)).toMatchObject({ status: 'approved', approved_by: a.ownerId });
  });

  test('is approved or sent back, when both are tried at once', async () => {
    const id = await scored();
    await submit(id);
    const other = await addMember(database, a, 'admin');
    const { results, codes } = await outcomes([
      approve(id),
      as<boolean>(database, other, 'reject_evaluation', id, 'too kind'),
    ]);
    expect([results, codes]).toEqual([[true], ['55000']]);
  });

  test('is sent back with a reason, worked over and handed in again', async () => {
    const id = await scored();
    await submit(id);
    const reject = (reason: string | null) => as(database, a, 'reject_evaluation', id, reason);
    await expect(reject(null)).rejects.toMatchObject({ code: '23514' });
    expect(await reject('too kind')).toBe(true);
    await score(id, criteria.quality, 3);
    await submit(id);
    expect(await row(id)).toMatchObject({ status: 'submitted', rejected_at: null, overall_score: '57.50' });
    expect(await approve(id)).toBe(true);
  });

  test('is decided on neither by the judged nor by the evaluator', async () => {
    judged = await addMember(database, a, 'admin');
    const chief = await addMember(database, a, 'admin');
    const id = await open(chief);
    await as(database, chief, 'score_evaluation', id, criteria.quality, 4);
    await as(database, chief, 'score_evaluation', id, criteria.speed, 4);
    await as(database, chief, 'submit_evaluation', id);
    for (const who of [judged, chief]) {
      await expect(approve(id, who)).rejects.toMatchObject({ code: '42501' });
      await expect(as(database, who, 'reject_evaluation', id, 'x')).rejects.toMatchObject({ code: '42501' });
    }
    expect(await approve(id)).toBe(true);
  });

  test.each([
    ['approved by the judged', { approved_by: 'judged' }, 'ck_performance_evaluation_approved_by'],
    ['approved by the evaluator', { approved_by: 'evaluator' }, 'ck_performance_evaluation_approved_by'],
    ['judging oneself', { evaluator_id: 'judged' }, 'ck_performance_evaluation_evaluator_id'],
    [
      'approved at no time',
      { approved_at: null, approved_by: null },
      'ck_performance_evaluation_approved_at',
    ],
    ['approved and never handed in', { submitted_at: null }, 'ck_performance_evaluation_submitted_at'],
    ['approved without a score', { overall_score: null }, 'ck_performance_evaluation_scored'],
  ])('is not %s, whoever writes it', async (_what, columns, constraint) => {
    const id = await scored();
    await submit(id);
    await approve(id);
    const people = { judged: judged.ownerId, evaluator: evaluator.ownerId };
    const values = Object.fromEntries(
      Object.entries(columns).map(([key, value]) => [
        key,
        value === null ? null : people[value as keyof typeof people],
      ]),
    );
    const written = database.knex('performance_evaluation').where({ id }).update(values);
    await expect(written).rejects.toMatchObject({ constraint });
  });

  test('is not opened of oneself', async () => {
    const own = open(evaluator, { staff_id: evaluator.ownerId, evaluator_id: null });
    await expect(own).rejects.toMatchObject({ code: '42501' });
  });

  test('of others is worked on by the evaluator alone', async () => {
    const id = await open();
    const given = as(database, a, 'score_evaluation', id, criteria.quality, 1);
    await expect(given).rejects.toMatchObject({ code: 'P0002' });
    await expect(as(database, a, 'submit_evaluation', id)).rejects.toMatchObject({ code: 'P0002' });
  });

  test('is seen by the judged when it is approved, by others only with the permission', async () => {
    const peer = await addMember(database, a, 'manager');
    const id = await scored();
    const seen = (who: Tenant) =>
      database.asTenant(who, async (trx) => [
        (await trx('performance_evaluation').where({ id })).length,
        (await trx('performance_score').where({ evaluation_id: id })).length,
      ]);
    await submit(id);
    expect([await seen(evaluator), await seen(a), await seen(judged), await seen(peer)]).toEqual([
      [1, 2],
      [1, 2],
      [0, 0],
      [0, 0],
    ]);
    await approve(id);
    expect([await seen(judged), await seen(peer)]).toEqual([
      [1, 2],
      [0, 0],
    ]);
  });

  test('in the making is hidden from the judged also with every permission', async () => {
    judged = await addMember(database, a, 'admin');
    const id = await scored();
    expect(await database.asTenant(judged, (trx) => trx('performance_evaluation').where({ id }))).toEqual([]);
  });
});

test('two criteria for everybody do not have one name', async () => {
  const again = criterionRows.create(database.knex, { tenant_id: a.id, name: `speed ${year}` });
  await expect(again).rejects.toMatchObject({ code: '23505' });
});

test('a department with criteria is not deleted, so that they do not become those of everybody', async () => {
  const deleted = database.knex('department').where({ id: department }).delete();
  await expect(deleted).rejects.toMatchObject({ code: '23503' });
});

test('another tenant gets the same answer for a foreign evaluation as for none', async () => {
  const id = await open();
  for (const [name, ...more] of [
    ['submit_evaluation'],
    ['approve_evaluation'],
    ['reject_evaluation', 'x'],
    ['score_evaluation', 1, 1],
  ] as const) {
    const answer = (each: string) => refusal(as(database, b, name, each, ...more), each);
    expect(await answer(id)).toEqual(await answer('999999'));
    expect(await answer(id)).toMatchObject({ code: 'P0002' });
  }
});

test.each([
  ['workforce.evaluate', 'member', 'submit_evaluation', [1]],
  ['workforce.evaluate', 'member', 'score_evaluation', [1, 1, 1]],
  ['workforce.approve', 'member', 'approve_evaluation', [1]],
  ['workforce.read_evaluations', 'manager', 'approve_evaluation', [1]],
  ['workforce.read_evaluations', 'manager', 'reject_evaluation', [1, 'x']],
] as const)('without %s a %s does not call %s', async (permission, role, name, values) => {
  const who = await addMember(database, a, role);
  const answer = await refusal(as(database, who, name, ...values));
  expect(answer).toMatchObject({ code: '42501', message: `Permission ${permission} is missing.` });
});

test('the policies let the index find the rows', async () => {
  const { rows } = await database.asTenant(evaluator, async (trx) => {
    await trx.raw('SET LOCAL enable_seqscan = off');
    return trx.raw('EXPLAIN SELECT * FROM performance_evaluation WHERE staff_id = 1');
  });
  const plan = rows.map((line: Record<string, string>) => line['QUERY PLAN']).join('\n');
  expect(plan).toMatch(/Index Cond: \(\(tenant_id = app\.current_tenant_id\(\)\) AND \(staff_id = '?1'?/);
});
