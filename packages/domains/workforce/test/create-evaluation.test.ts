import { outcomes, refusal } from '@erp/testing/calls';
import { inDomain } from '@erp/testing/in-domain';
import { addMember } from '@erp/testing/tenants';
import { criteria as criterionRows } from '../test-factories.ts';
import { as, type Tenant } from './people.ts';

const { database, a } = inDomain('workforce');

let evaluator: Tenant;
let judged: Tenant;
let criteria: readonly string[];

beforeAll(async () => {
  evaluator = await addMember(database, a, 'manager');
  const asked = async (name: string, weight: number) =>
    (await criterionRows.create(database.knex, { tenant_id: a.id, name, weight, max_score: 5 })).id;
  criteria = [await asked('quality', 60), await asked('speed', 40)];
});
beforeEach(async () => {
  judged = await addMember(database, a, 'member');
});

const create = (scores: object, details: object = {}, who = evaluator, staff = judged.ownerId) =>
  as<string>(
    database,
    who,
    'create_evaluation',
    staff,
    '2026-01-01',
    '2026-06-30',
    JSON.stringify(scores),
    JSON.stringify(details),
  );
const scores = (quality: number, speed: number) => [
  { criteria_id: criteria[0], score: quality, comments: 'good' },
  { criteria_id: criteria[1], score: speed },
];

test('an evaluation is opened with its scores, worked over, and handed in', async () => {
  const id = await create(scores(4, 5), { notes: 'A good half year.' });
  expect(await database.knex('performance_evaluation').where({ id }).first()).toMatchObject({
    status: 'draft',
    evaluator_id: evaluator.ownerId,
    overall_score: '88.00',
    notes: 'A good half year.',
  });
  expect(await create(scores(5, 5))).toBe(id);
  expect((await database.knex('performance_evaluation').where({ id }).first())?.overall_score).toBe('100.00');
  await as(database, evaluator, 'submit_evaluation', id);
  await expect(create(scores(1, 1))).rejects.toMatchObject({ code: '55000' });
  expect(await create([])).toBe(id);
});

test('many sessions at once open one', async () => {
  const { results, codes } = await outcomes(Array.from({ length: 12 }, () => create(scores(3, 3))));
  expect([codes, new Set(results).size]).toEqual([[], 1]);
});

test('bad input changes nothing', async () => {
  const before = await database.knex('performance_evaluation').count();
  for (const [refused, code] of [
    [create([{ criteria_id: criteria[0], points: 1 }]), '22023'],
    [create({}), '22023'],
    [create([], { note: 'x' }), '22023'],
    [create(scores(6, 1)), '23514'],
    [create([{ criteria_id: 999_999, score: 1 }]), 'P0002'],
    [create([], {}, evaluator, '999999'), 'P0002'],
    [create([], {}, evaluator, evaluator.ownerId), '42501'],
    [create(scores(1, 1), { evaluator_id: a.ownerId }), '42501'],
    [create([], {}, judged), '42501'],
  ] as const)
    expect(await refusal(refused)).toMatchObject({ code });
  expect(await database.knex('performance_evaluation').count()).toEqual(before);
});

test('a member has one evaluator for a period', async () => {
  await create([]);
  expect(await refusal(create([], { evaluator_id: a.ownerId }))).toMatchObject({
    code: '23505',
    hint: 'A member has one evaluation for a period.',
  });
});
