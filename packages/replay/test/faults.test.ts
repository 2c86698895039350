import { openReplayDatabase, type ReplayDatabase, replayTenant } from '../src/replay.ts';
import type { Sample } from '../src/sample.ts';
import { system } from '../stories/system.ts';
import { tasks } from '../stories/tasks.ts';

let database: ReplayDatabase;
beforeAll(async () => {
  database = await openReplayDatabase(1, ['tasks']);
});
afterAll(() => database.drop());

/** What differs while a fault is there; it is taken back afterwards. */
async function differencesWith(fault: string, mended: string, sample?: Sample): Promise<readonly string[]> {
  const planted = `SET session_replication_role = replica; ${fault}; RESET session_replication_role`;
  await database.owner.query(planted);
  const [slug] = [...database.demos.keys()] as [string];
  const { differences } = await replayTenant(database, slug, [system, tasks], sample);
  await database.owner.query(planted.replace(fault, mended));
  return differences.map(({ story, what }) => `${story}: ${what}`);
}

test('without a fault nothing differs, however often the stories are played', async () => {
  expect(await differencesWith('SELECT', 'SELECT')).toEqual([]);
  expect(await differencesWith('SELECT', 'SELECT')).toEqual([]);
});

test('a sample takes what comes later for no fault, and finds those of its own time', async () => {
  const half: Sample = { share: 0.5, whole: [], emptied: [] };
  expect(await differencesWith('SELECT', 'SELECT', half)).toEqual([]);
  const first = 'WHERE id = (SELECT min(id) FROM task_watcher)';
  const fault = `UPDATE task_watcher SET created_at = created_at + interval '1 day' ${first}`;
  expect(await differencesWith(fault, fault.replace('+', '-'), half)).toContainEqual(
    expect.stringMatching(/task_watcher 1\.created_at: the demo has/),
  );
});

test.each([
  [
    'a figure',
    'UPDATE project SET done_task_count = done_task_count - 1 WHERE id = 1',
    'UPDATE project SET done_task_count = done_task_count + 1 WHERE id = 1',
    /done_task_count: the demo has \d+, the functions \d+/,
  ],
  [
    'a moment',
    "UPDATE task SET completed_at = completed_at + interval '1 hour' WHERE id = 3",
    "UPDATE task SET completed_at = completed_at - interval '1 hour' WHERE id = 3",
    /FAIR-3: .*completed_at: the demo has/,
  ],
  [
    'a path',
    "UPDATE task_activity SET new_value = 'todo' WHERE new_value = 'done' AND task_id = 3",
    "UPDATE task_activity SET new_value = 'done' WHERE new_value = 'todo' AND task_id = 3",
    /task → todo .* was refused|old_value|new_value/,
  ],
  [
    'who was there when',
    "UPDATE task_watcher SET created_at = created_at + interval '1 day' WHERE id = (SELECT min(id) FROM task_watcher)",
    "UPDATE task_watcher SET created_at = created_at - interval '1 day' WHERE id = (SELECT min(id) FROM task_watcher)",
    /task_watcher 1\.created_at: the demo has/,
  ],
])('%s that the demo tells otherwise is found', async (_what, fault, mended, found) => {
  expect(await differencesWith(fault, mended)).toContainEqual(expect.stringMatching(found));
});

test('a function that forgets who did it is found', async () => {
  const { rows } = await database.owner.query<{ text: string }>(
    "SELECT pg_get_functiondef('app.record_task_activity()'::regprocedure) AS text",
  );
  const text = rows[0]?.text ?? '';
  const forgetful = text.replace("a.id, v_user, 'created'", "a.id, NULL::bigint, 'created'");
  expect(forgetful).not.toBe(text);
  expect(await differencesWith(forgetful, text)).toContainEqual(
    expect.stringMatching(/task_activity \d+\.staff_id: the demo has \d+, the functions null/),
  );
});
