import { outcomes } from '@erp/testing/calls';
import { inDomain } from '@erp/testing/in-domain';
import { openTransaction, untilWaiting } from '@erp/testing/sessions';
import { addMember } from '@erp/testing/tenants';
import { dependencies, members, milestones, tasks } from '../test-factories.ts';
import { addProject, as, type Tenant } from './projects.ts';

const { database, a: owner } = inDomain('tasks');
let project: string;

beforeEach(async () => {
  project = await addProject(database, owner);
});

const create = (title: string, ...more: readonly unknown[]) =>
  as<string>(database, owner, 'create_task', project, title, ...more);
const subtask = (parent: string, title = 'Part') => create(title, null, null, null, 'medium', 'task', parent);
const move = (task: string, to: string) => as<boolean>(database, owner, 'transition_task', task, to);
const taskOf = async (id: string) => database.knex('task').where({ id }).first();
const wait = (task: string, other: string, who = owner) =>
  database.asTenant(who, (trx) => dependencies.create(trx, { task_id: task, depends_on_task_id: other }));
const refused = (code: string, message: RegExp) =>
  expect.objectContaining({ code, message: expect.stringMatching(message) });

describe('numbers', () => {
  test('are handed out without a gap by forty sessions, and a failed one leaves none', async () => {
    await database.knex('project').where({ id: project }).update({ code: 'FAIR' });
    const made = Array.from({ length: 40 }, (_, i) => create(i % 4 === 0 ? ' ' : `Task ${i}`));
    const { results, codes } = await outcomes(made);
    expect(codes).toEqual(Array(10).fill('23514'));
    const rows = await database.knex('task').whereIn('id', results);
    expect(rows.map((row) => row.task_number).sort()).toEqual(
      Array.from({ length: 30 }, (_, i) => `FAIR-${i + 1}`).sort(),
    );
  });

  test('of another tenant are unknown', async () => {
    const task = await create('Ours');
    const other = database.tenants.b;
    await expect(as(database, other, 'create_task', project, 'Theirs')).rejects.toMatchObject({
      code: 'P0002',
    });
    await expect(as(database, other, 'transition_task', task, 'done')).rejects.toMatchObject({
      code: 'P0002',
    });
    await expect(as(database, other, 'comment_task', task, 'Hello')).rejects.toMatchObject({ code: 'P0002' });
  });

  test('are not made by hand, nor in a closed project', async () => {
    await expect(
      database.asTenant(owner, (trx) =>
        trx('task').insert(tasks.build({ tenant_id: owner.id, project_id: project })),
      ),
    ).rejects.toMatchObject({ code: '42501' });
    await as(database, owner, 'transition_project', project, 'completed');
    await expect(create('Late')).rejects.toEqual(refused('55000', /is completed; it takes no more tasks/));
  });
});

describe('the life of a task', () => {
  test('is stamped, and only along its paths', async () => {
    const task = await create('Polish');
    expect(await move(task, 'in_progress')).toBe(true);
    expect(await move(task, 'in_progress')).toBe(false);
    expect(await taskOf(task)).toMatchObject({
      status: 'in_progress',
      started_at: expect.any(Date),
      completed_at: null,
    });
    await move(task, 'done');
    expect(await taskOf(task)).toMatchObject({ completed_at: expect.any(Date) });
    await expect(move(task, 'todo')).rejects.toEqual(refused('55000', /cannot go from done to todo/));
    await move(task, 'in_progress');
    expect(await taskOf(task)).toMatchObject({ status: 'in_progress', completed_at: null });
    await expect(
      database.asTenant(owner, (trx) => trx('task').where({ id: task }).update({ status: 'done' })),
    ).rejects.toMatchObject({ code: '42501' });
  });

  test('does not end before its parts do, and parts are not reopened under a closed one', async () => {
    const whole = await create('Whole');
    const part = await subtask(whole);
    await expect(move(whole, 'done')).rejects.toEqual(refused('55000', /has parts that are open: P\d+-2/));
    await move(part, 'done');
    await move(whole, 'done');
    await expect(move(part, 'in_progress')).rejects.toEqual(
      refused('55000', /is part of P\d+-1, which is closed/),
    );
    await expect(subtask(whole)).rejects.toEqual(refused('55000', /takes no more parts/));
  });

  test('a part that is added while the whole is closed: one of the two is refused', async () => {
    for (let round = 0; round < 8; round++) {
      const whole = await create(`Race ${round}`);
      const { codes } = await outcomes<unknown>([move(whole, 'done'), subtask(whole)]);
      expect(codes).toEqual(['55000']);
    }
  });

  test('waits for what blocks it, in whatever project that is', async () => {
    const task = await create('After');
    const elsewhere = await addProject(database, owner);
    const before = await as<string>(database, owner, 'create_task', elsewhere, 'Before');
    await wait(task, before);
    await move(task, 'in_progress');
    await expect(move(task, 'done')).rejects.toEqual(refused('55000', /waits for P\d+-1/));
    await move(before, 'cancelled');
    expect(await move(task, 'done')).toBe(true);
  });

  test('is put away only when it is closed', async () => {
    const task = await create('Old');
    await expect(as(database, owner, 'archive_task', task)).rejects.toMatchObject({ code: '55000' });
    await move(task, 'cancelled');
    expect(await as(database, owner, 'archive_task', task)).toBe(true);
    expect(await as(database, owner, 'archive_task', task)).toBe(false);
    await move(task, 'todo');
    expect(await taskOf(task)).toMatchObject({ archived_at: null });
  });

  test('remembers the first date that it was due', async () => {
    const task = await create('Later');
    const due = (date: string | null) =>
      database.asTenant(owner, (trx) => trx('task').where({ id: task }).update({ due_date: date }));
    await due('2026-05-01T00:00:00Z');
    await due('2026-06-01T00:00:00Z');
    expect((await taskOf(task))?.original_due_date).toEqual(new Date('2026-05-01T00:00:00Z'));
  });
});

describe('loops', () => {
  test('no task is part of itself, over any number of levels', async () => {
    const top = await create('Top');
    const middle = await subtask(top);
    const bottom = await subtask(middle);
    const below = (task: string, parent: string | null) =>
      database.asTenant(owner, (trx) => trx('task').where({ id: task }).update({ parent_task_id: parent }));
    await expect(below(top, bottom)).rejects.toEqual(refused('23514', /would be part of itself/));
    for (let round = 0; round < 8; round++) {
      const [x, y] = [await create('X'), await create('Y')];
      const { results, codes } = await outcomes<unknown>([below(x, y), below(y, x)]);
      expect({ done: results.length, codes }).toEqual({ done: 1, codes: ['23514'] });
    }
  });

  test('a part, a milestone and a template belong to the same project', async () => {
    const elsewhere = await addProject(database, owner);
    const milestone = await milestones.create(database.knex, { tenant_id: owner.id, project_id: elsewhere });
    const task = await create('Ours');
    const theirs = await as<string>(database, owner, 'create_task', elsewhere, 'Theirs');
    const set = (columns: object) =>
      database.asTenant(owner, (trx) => trx('task').where({ id: task }).update(columns));
    await expect(set({ milestone_id: milestone.id })).rejects.toMatchObject({
      constraint: 'fk_task_milestone_id',
    });
    await expect(set({ parent_task_id: theirs })).rejects.toMatchObject({
      constraint: 'fk_task_parent_task_id',
    });
  });

  test('no task waits for itself, over any number of others, nor through two sessions at once', async () => {
    const [x, y, z] = [await create('X'), await create('Y'), await create('Z')];
    await wait(x, y);
    await wait(y, z);
    await expect(wait(z, x)).rejects.toEqual(refused('23514', /would wait for itself/));
    for (let round = 0; round < 8; round++) {
      const [p, q] = [await create('P'), await create('Q')];
      const { results, codes } = await outcomes<unknown>([wait(p, q), wait(q, p)]);
      expect({ done: results.length, codes }).toEqual({ done: 1, codes: ['23514'] });
    }
  });
});

describe('progress', () => {
  const progressOf = async (id: string) =>
    database.knex('project').where({ id }).first('task_count', 'done_task_count', 'progress');

  test('is that of the tasks that are not cancelled, whoever changes them', async () => {
    const tasks = [await create('A'), await create('B'), await create('C'), await create('D')];
    await move(tasks[0] ?? '', 'done');
    await move(tasks[1] ?? '', 'cancelled');
    expect(await progressOf(project)).toEqual({ task_count: 3, done_task_count: 1, progress: '33.33' });
    expect(await as(database, owner, 'delete_task', tasks[2])).toBe(true);
    expect(await as(database, owner, 'delete_task', tasks[2])).toBe(false);
    expect(await progressOf(project)).toEqual({ task_count: 2, done_task_count: 1, progress: '50.00' });
  });

  test('a deletion and a move of one task wait for each other and do not block each other', async () => {
    const [first, second] = [await create('First'), await create('Second')];
    const mover = await openTransaction(database, owner);
    await mover.query('SELECT app.transition_task($1, $2)', [first, 'in_progress']);
    const deletion = as(database, owner, 'delete_task', second);
    await untilWaiting(database, 1);
    await mover.query('SELECT app.transition_task($1, $2)', [second, 'done']);
    await mover.query('COMMIT');
    expect(await deletion).toBe(true);
    expect(await progressOf(project)).toEqual({ task_count: 1, done_task_count: 0, progress: '0.00' });
  });

  test('a task is not deleted by hand, nor without the right, nor from another tenant', async () => {
    const task = await create('Kept');
    const byHand = database.asTenant(owner, (trx) => trx('task').where({ id: task }).delete());
    await expect(byHand).rejects.toMatchObject({ code: '42501' });
    const member = await addMember(database, owner, 'member');
    await expect(as(database, member, 'delete_task', task)).rejects.toMatchObject({ code: '42501' });
    expect(await as(database, database.tenants.b, 'delete_task', task)).toBe(false);
    expect(await taskOf(task)).toBeDefined();
  });

  test('is right after thirty sessions at once', async () => {
    const tasks = await Promise.all(Array.from({ length: 30 }, (_, i) => create(`T${i}`)));
    await Promise.all(tasks.map((task, i) => move(task, i % 3 === 0 ? 'cancelled' : 'done')));
    expect(await progressOf(project)).toEqual({ task_count: 20, done_task_count: 20, progress: '100.00' });
  });

  test('a load that brings the right figures updates nothing', async () => {
    const loaded = await addProject(database, owner, { task_count: 2, done_task_count: 1 });
    const before = await database.knex('project').where({ id: loaded }).first('updated_at');
    const row = { tenant_id: owner.id, project_id: loaded };
    const done = { status: 'done', started_at: '2026-01-01', completed_at: '2026-01-02' } as const;
    await database.knex('task').insert([tasks.build(row), tasks.build({ ...row, ...done })]);
    expect(await database.knex('project').where({ id: loaded }).first('updated_at')).toEqual(before);
  });

  test('a task of a closed project is not reopened', async () => {
    const task = await create('Over');
    await move(task, 'cancelled');
    await as(database, owner, 'transition_project', project, 'archived');
    await expect(move(task, 'todo')).rejects.toEqual(refused('55000', /is part of a project that is closed/));
    await as(database, owner, 'transition_project', project, 'active');
    expect(await move(task, 'todo')).toBe(true);
  });

  test('a project is not completed while a task of it is open', async () => {
    const task = await create('Open');
    const complete = () => as<boolean>(database, owner, 'transition_project', project, 'completed');
    await expect(complete()).rejects.toEqual(refused('55000', /has 1 open tasks/));
    await move(task, 'done');
    expect(await complete()).toBe(true);
  });
});

describe('what is said and done', () => {
  const activityOf = async (task: string) =>
    (await database.knex('task_activity').where({ task_id: task }).orderBy('id')).map((row) =>
      [row.action_type, row.field_name, row.old_value, row.new_value]
        .filter((each) => each !== null)
        .join(' '),
    );

  test('is written down, with who did it', async () => {
    const colleague = await addMember(database, owner, 'member');
    const task = await create('Written down');
    await as(database, owner, 'assign_task', task, colleague.ownerId);
    await as(database, colleague, 'transition_task', task, 'in_progress', 'on it');
    await as(database, colleague, 'comment_task', task, 'Half done');
    await database.asTenant(colleague, (trx) => trx('task').where({ id: task }).update({ priority: 'high' }));
    expect(await activityOf(task)).toEqual([
      'created',
      `assigned assigned_to ${colleague.ownerId}`,
      'status_changed status todo in_progress',
      'commented',
      'updated priority medium high',
    ]);
    const rows = await database.knex('task_activity').where({ task_id: task }).orderBy('id');
    expect(rows.map((row) => row.staff_id)).toEqual([
      owner.ownerId,
      owner.ownerId,
      colleague.ownerId,
      colleague.ownerId,
      colleague.ownerId,
    ]);
    expect(rows[2]?.metadata).toEqual({ note: 'on it' });
    await expect(
      database.asTenant(owner, (trx) => trx('task_activity').where({ task_id: task }).delete()),
    ).rejects.toMatchObject({ code: '42501' });
  });

  test('an import brings its own story', async () => {
    const imported = await tasks.create(database.knex, { tenant_id: owner.id, project_id: project });
    expect(await activityOf(imported.id)).toEqual([]);
  });

  test('names members only, who follow the task from then on', async () => {
    const task = await create('Named');
    const colleague = await addMember(database, owner, 'viewer');
    const remark = (people: readonly string[]) =>
      as<string>(database, owner, 'comment_task', task, 'Look', people);
    await remark([colleague.ownerId, colleague.ownerId]);
    await remark([colleague.ownerId]);
    expect(await database.knex('task_watcher').where({ task_id: task }).pluck('staff_id')).toEqual([
      colleague.ownerId,
    ]);
    await expect(remark([database.tenants.b.ownerId])).rejects.toMatchObject({ code: '23503' });
    await expect(as(database, owner, 'assign_task', task, database.tenants.b.ownerId)).rejects.toMatchObject({
      code: '23503',
    });
  });

  test('is changed by who said it, or by who manages projects', async () => {
    const [writer, other] = [
      await addMember(database, owner, 'member'),
      await addMember(database, owner, 'member'),
    ];
    const task = await create('Remarks');
    const remark = await as<string>(database, writer, 'comment_task', task, 'First');
    const edit = (who: Tenant, content: string) =>
      database.asTenant(who, (trx) => trx('task_comment').where({ id: remark }).update({ content }));
    expect(await edit(other, 'Not mine')).toBe(0);
    expect(await edit(writer, 'Second')).toBe(1);
    expect(await edit(owner, 'Third')).toBe(1);
  });

  test('an answer is to a remark on the same task', async () => {
    const [task, another] = [await create('One'), await create('Two')];
    const remark = await as<string>(database, owner, 'comment_task', task, 'Question');
    await as(database, owner, 'comment_task', task, 'Answer', [], remark);
    await expect(as(database, owner, 'comment_task', another, 'Answer', [], remark)).rejects.toMatchObject({
      constraint: 'fk_task_comment_parent_comment_id',
    });
  });
});

test('screens show projects by their visibility', async () => {
  const viewer = await addMember(database, owner, 'viewer');
  const worker = await addMember(database, owner, 'member');
  const [hidden, team, open] = [
    await addProject(database, owner, { visibility: 'private' }),
    await addProject(database, owner, { visibility: 'team' }),
    await addProject(database, owner, { visibility: 'public' }),
  ];
  const seen = async (who: Tenant) =>
    database.asTenant(who, async (trx) => {
      const { rows } = await trx.raw('SELECT app.visible_projects() AS id');
      return rows
        .map((row: { id: string }) => row.id)
        .filter((id: string) => [hidden, team, open].includes(id));
    });
  expect(await seen(viewer)).toEqual([open]);
  expect(await seen(worker)).toEqual([team, open]);
  expect(await seen(owner)).toEqual([hidden, team, open]);
  const joined = { project_id: hidden, user_id: viewer.ownerId, role: 'viewer' } as const;
  await members.create(database.knex, { tenant_id: owner.id, ...joined });
  expect(await seen(viewer)).toEqual([hidden, open]);
});

test('who may not, does not', async () => {
  const viewer = await addMember(database, owner, 'viewer');
  const worker = await addMember(database, owner, 'member');
  const missing = { code: '42501' };
  await expect(as(database, viewer, 'create_task', project, 'No')).rejects.toMatchObject(missing);
  await expect(as(database, worker, 'transition_project', project, 'completed')).rejects.toMatchObject(
    missing,
  );
  await expect(as(database, worker, 'make_due_tasks')).rejects.toMatchObject(missing);
});
