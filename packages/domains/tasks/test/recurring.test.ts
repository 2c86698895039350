import { outcomes } from '@erp/testing/calls';
import { inDomain } from '@erp/testing/in-domain';
import { addMember } from '@erp/testing/tenants';
import { assignees, templates } from '../test-factories.ts';
import { as } from './projects.ts';

const { database, a: owner } = inDomain('tasks');

// What another test has left is not due.
beforeEach(() => database.knex('recurring_task').update({ is_active: false }));

async function addTemplate(columns: object): Promise<string> {
  const title_template = 'Count the till on {date} ({week}, {month})';
  return (await templates.create(database.knex, { tenant_id: owner.id, title_template, ...columns })).id;
}

const make = (at: string, limit = 100) => as<number>(database, owner, 'make_due_tasks', at, limit);
const tasksOf = (template: string) =>
  database.knex('task').where({ recurring_task_id: template }).orderBy('id');
const nextOf = async (template: string) =>
  (await database.knex('recurring_task').where({ id: template }).first())?.next_run?.toISOString();

const next = async (
  frequency: string,
  every: number,
  days: number[],
  zone: string,
  after: string,
  last = after,
) => {
  const { rows } = await database.knex.raw(
    "SELECT app.next_occurrence(?, ?, ?::smallint[], '09:00', ?, ?, ?) AS next",
    [frequency, every, days, zone, after, last],
  );
  return rows[0].next?.toISOString();
};

describe('when work comes again', () => {
  test.each([
    ['daily', 1, [], 'UTC', '2026-01-31T09:00:00Z', '2026-02-01T09:00:00.000Z'],
    ['daily', 3, [], 'UTC', '2026-01-31T09:00:00Z', '2026-02-03T09:00:00.000Z'],
    ['custom', 10, [], 'UTC', '2026-01-31T09:00:00Z', '2026-02-10T09:00:00.000Z'],
    // Monday and Thursday; from a Thursday on.
    ['weekly', 1, [1, 4], 'UTC', '2026-01-01T09:00:00Z', '2026-01-05T09:00:00.000Z'],
    ['weekly', 2, [1, 4], 'UTC', '2026-01-01T09:00:00Z', '2026-01-12T09:00:00.000Z'],
    ['weekly', 2, [1, 4], 'UTC', '2026-01-12T09:00:00Z', '2026-01-15T09:00:00.000Z'],
    // The 31st is the last day of a month that has none.
    ['monthly', 1, [31], 'UTC', '2026-01-31T09:00:00Z', '2026-02-28T09:00:00.000Z'],
    ['monthly', 1, [31], 'UTC', '2026-02-28T09:00:00Z', '2026-03-31T09:00:00.000Z'],
    ['monthly', 3, [1, 15], 'UTC', '2026-01-15T09:00:00Z', '2026-04-01T09:00:00.000Z'],
    // Nine in the morning stays nine when the clocks change.
    ['daily', 1, [], 'Europe/Berlin', '2026-03-28T08:00:00Z', '2026-03-29T07:00:00.000Z'],
    ['daily', 1, [], 'America/New_York', '2026-10-31T13:00:00Z', '2026-11-01T14:00:00.000Z'],
    ['daily', 1, [], 'Asia/Ho_Chi_Minh', '2026-03-28T02:00:00Z', '2026-03-29T02:00:00.000Z'],
  ])('%s, every %d, %j in %s after %s', async (frequency, every, days, zone, after, expected) => {
    expect(await next(frequency, every, days, zone, after)).toBe(expected);
  });

  test('periods are counted from the last time, however long ago', async () => {
    expect(await next('weekly', 2, [1], 'UTC', '2026-11-10T00:00:00Z', '2020-01-06T09:00:00Z')).toBe(
      '2026-11-16T09:00:00.000Z',
    );
    expect(await next('monthly', 5, [10], 'UTC', '2026-11-10T00:00:00Z', '2019-01-10T09:00:00Z')).toBe(
      '2026-12-10T09:00:00.000Z',
    );
    expect(await next('daily', 7, [], 'UTC', '2026-11-10T00:00:00Z', '2019-01-01T09:00:00Z')).toBe(
      '2026-11-10T09:00:00.000Z',
    );
  });
});

test('what is due is made once, by twenty sessions at once', async () => {
  const template = await addTemplate({ next_run: '2026-03-02T09:00:00Z' });
  const { results, codes } = await outcomes(Array.from({ length: 20 }, () => make('2026-03-05T10:00:00Z')));
  expect(codes).toEqual([]);
  expect(results.reduce((sum, made) => sum + made, 0)).toBe(4);
  const tasks = await tasksOf(template);
  expect(tasks.map((task) => task.repeat_key)).toEqual([
    '2026-03-02',
    '2026-03-03',
    '2026-03-04',
    '2026-03-05',
  ]);
  expect(tasks[0]).toMatchObject({
    title: 'Count the till on 2026-03-02 (2026-W10, 2026-03)',
    start_date: new Date('2026-03-02T09:00:00Z'),
    due_date: new Date('2026-03-03T09:00:00Z'),
  });
  expect(await nextOf(template)).toBe('2026-03-06T09:00:00.000Z');
  expect(await make('2026-03-05T10:00:00Z')).toBe(0);
});

test('each assignee gets one, so many days ahead', async () => {
  const people = [await addMember(database, owner, 'member'), await addMember(database, owner, 'member')];
  const template = await addTemplate({ next_run: '2026-04-10T09:00:00Z', days_before_insert: 7 });
  for (const { ownerId } of people) {
    const assignee = { recurring_task_id: template, staff_id: ownerId };
    await assignees.create(database.knex, { tenant_id: owner.id, ...assignee });
  }
  expect(await make('2026-04-03T08:59:59Z')).toBe(0);
  expect(await make('2026-04-03T09:00:00Z')).toBe(2);
  expect((await tasksOf(template)).map((task) => task.assigned_to).sort()).toEqual(
    people.map(({ ownerId }) => ownerId).sort(),
  );
});

test('a call that comes late makes up for what was missed, in portions', async () => {
  const template = await addTemplate({ next_run: '2026-05-01T09:00:00Z' });
  expect(await make('2026-05-10T10:00:00Z', 4)).toBe(4);
  expect(await make('2026-05-10T10:00:00Z', 4)).toBe(4);
  expect(await make('2026-05-10T10:00:00Z', 4)).toBe(2);
  expect(await tasksOf(template)).toHaveLength(10);
});

test('a project that rests makes none, and catches up when it goes on', async () => {
  const template = await addTemplate({ next_run: '2026-06-01T09:00:00Z' });
  const project = (await database.knex('recurring_task').where({ id: template }).first())?.project_id;
  await as(database, owner, 'transition_project', project, 'on_hold');
  expect(await make('2026-06-02T10:00:00Z')).toBe(0);
  await as(database, owner, 'transition_project', project, 'active');
  expect(await make('2026-06-02T10:00:00Z')).toBe(2);
});

test.each([
  [{ frequency: 'weekly' }, 'ck_recurring_task_repeat_days'],
  [{ frequency: 'weekly', repeat_days: [8] }, 'ck_recurring_task_repeat_days'],
  [{ frequency: 'monthly', repeat_days: [0] }, 'ck_recurring_task_repeat_days'],
  [{ frequency: 'daily', repeat_days: [1] }, 'ck_recurring_task_repeat_days'],
  [{ every: 0 }, 'ck_recurring_task_every'],
])('a template of %j is refused', async (columns, constraint) => {
  await expect(addTemplate(columns)).rejects.toMatchObject({ constraint });
});
