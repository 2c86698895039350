import { outcomes, refusal } from '@erp/testing/calls';
import { inDomain } from '@erp/testing/in-domain';
import { addMember } from '@erp/testing/tenants';

const AT_ONCE = 12;

const { database, a, call: inA } = inDomain('tasks');

const json = (value: unknown) => JSON.stringify(value);
let made = 0;
const project = () => {
  made += 1;
  return inA('create_project', `P${made}`, `Project ${made}`);
};
const pair = async () => {
  const within = await project();
  return [await inA('create_task', within, 'One'), await inA('create_task', within, 'Two')] as const;
};

describe('a project is opened', () => {
  test('with its people, and takes tasks at once', async () => {
    const colleague = await addMember(database, a, 'member');
    const id = await inA(
      'create_project',
      'fair',
      'Trade fair',
      json({
        visibility: 'private',
        start_date: '2026-05-01',
        end_date: '2026-06-01',
        members: [{ user_id: colleague.ownerId, role: 'viewer' }, { user_id: a.ownerId }],
      }),
    );
    expect(await database.knex('project').where({ id }).first()).toMatchObject({
      code: 'FAIR',
      owner_id: a.ownerId,
      created_by: a.ownerId,
      visibility: 'private',
      status: 'active',
    });
    expect(
      (await database.knex('project_member').where({ project_id: id })).map(({ user_id, role }) => [
        user_id,
        role,
      ]),
    ).toEqual(
      expect.arrayContaining([
        [a.ownerId, 'owner'],
        [colleague.ownerId, 'viewer'],
      ]),
    );
    const task = await inA('create_task', id, 'Book the stand');
    expect(await database.knex('task').where({ id: task }).first()).toMatchObject({ task_number: 'FAIR-1' });
  });

  test("once, by many sessions at once; its code is nobody else's", async () => {
    const { results, codes } = await outcomes(
      Array.from({ length: AT_ONCE }, () => inA('create_project', 'ONCE', 'Once')),
    );
    expect([codes, new Set(results).size]).toEqual([[], 1]);
    expect(await refusal(inA('create_project', 'once', 'Twice'))).toMatchObject({
      code: '23505',
      message: 'The code ONCE is that of another project.',
      detail: 'It is "Once".',
    });
  });

  test.each([
    ['a code of one letter', ['X', 'X'], /FAIR/],
    [
      'a visibility that there is not',
      ['XA', 'X', json({ visibility: 'hidden' })],
      'One of private, team, public.',
    ],
    [
      'a role that there is not',
      ['XB', 'X', json({ members: [{ user_id: 1, role: 'boss' }] })],
      /^One of owner, /,
    ],
    ['a misspelt detail', ['XC', 'X', json({ owner: 1 })], /owner_id/],
  ])('is refused with %s', async (_what, values, hint) => {
    expect(await refusal(inA('create_project', ...values))).toMatchObject({
      code: '22023',
      hint: expect.stringMatching(hint),
    });
  });

  test('not by who does not manage projects', async () => {
    const member = await addMember(database, a, 'member');
    const asked = database.asTenant(member, (trx) => trx.raw("SELECT app.create_project('NOPE', 'Nope')"));
    await expect(asked).rejects.toMatchObject({ code: '42501' });
  });
});

describe('a dependency', () => {
  test('holds, and is said once', async () => {
    const [one, two] = await pair();
    const id = await inA('add_dependency', one, two);
    expect(await inA('add_dependency', one, two)).toBe(id);
    await expect(inA('transition_task', one, 'done')).rejects.toMatchObject({ code: '55000' });
    const { results } = await outcomes(
      Array.from({ length: AT_ONCE }, (_, n) =>
        n % 2 === 0
          ? inA('add_dependency', one, two, 'relates_to')
          : inA('add_dependency', two, one, 'relates_to'),
      ),
    );
    expect(new Set(results).size).toBe(1);
  });

  test('never makes a task wait for itself, nor a done one wait', async () => {
    const [one, two] = await pair();
    await inA('add_dependency', one, two);
    await expect(inA('add_dependency', two, one)).rejects.toMatchObject({ code: '23514' });
    await expect(inA('add_dependency', one, one)).rejects.toMatchObject({ code: '22023' });
    const [done, open] = await pair();
    await inA('transition_task', done, 'done');
    await expect(inA('add_dependency', done, open)).rejects.toMatchObject({ code: '55000' });
    expect(await inA('add_dependency', open, done)).toBeTruthy();
  });

  test.each([
    ['a kind that there is not', 'needs', '22023', 'One of blocks, relates_to, duplicates.'],
    ['no kind', null, '22023', 'One of blocks, relates_to, duplicates.'],
  ])('is refused with %s', async (_what, type, code, hint) => {
    const [one, two] = await pair();
    expect(await refusal(inA('add_dependency', one, two, type))).toMatchObject({ code, hint });
  });

  test('is refused for a task that is not there', async () => {
    const [one] = await pair();
    await expect(inA('add_dependency', one, 999_999)).rejects.toMatchObject({ code: 'P0002' });
    await expect(inA('add_dependency', 999_999, one)).rejects.toMatchObject({ code: 'P0002' });
  });
});
