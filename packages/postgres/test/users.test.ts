import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  mkdirSync,
  readdirSync,
  rmdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { embeddedStatus } from '@erp/postgres/embedded';
import { platformRoot, preparePrograms, programEnvironment } from '../src/platform-package.ts';
import { eventually, isAlive, itWhere, scratchDirectory, startHolder } from './holder.ts';

const asRoot = itWhere(
  process.getuid?.() === 0 && process.platform === 'linux',
  'root on Linux, to become other users and to mount',
);
const nobody = 65_534;
/** A user id that no name belongs to, as containers have. */
const nameless = 54_321;

const scratch = scratchDirectory();
chmodSync(scratch, 0o755);
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

function closedHome(name: string, owner: number): string {
  const home = join(scratch, name);
  mkdirSync(home, { mode: 0o700 });
  chownSync(home, owner, owner);
  return home;
}

/** A PATH on which user namespaces are forbidden. */
function withoutNamespaces(): NodeJS.ProcessEnv {
  const programs = join(scratch, 'programs');
  mkdirSync(programs, { recursive: true });
  const script = '#!/bin/sh\necho "unshare: unshare failed: Operation not permitted" >&2\nexit 1\n';
  writeFileSync(join(programs, 'unshare'), script, { mode: 0o755 });
  return { PATH: `${programs}:${process.env.PATH}` };
}

const as = (user: number) => ['setpriv', `--reuid=${user}`, `--regid=${user}`, '--clear-groups'];

async function opens(
  directory: string,
  wrapper: string[] = [],
  environment: NodeJS.ProcessEnv = {},
): Promise<string> {
  const holder = await startHolder({ directory, fast: true }, wrapper, environment);
  expect(holder.answer).toMatchObject({ database: 'erp' });
  // A second process of the same user joins.
  const second = await startHolder({ directory, fast: true }, wrapper, environment);
  expect(second.answer.pid).toBe(holder.answer.pid);
  await holder.kill();
  await second.kill();
  expect(await eventually(() => !isAlive(holder.answer.pid))).toBe(true);
  return holder.answer.data;
}

asRoot('runs for root below a home that nobody else may enter', async () => {
  const data = await opens(join(closedHome('root', 0), 'clone', '.erp', 'postgres'));
  expect(statSync(data).uid).toBe(0);
});

asRoot('runs for a plain user below a home that nobody else may enter', async () => {
  const home = closedHome('plain', nobody);
  const data = await opens(join(home, 'clone', '.erp', 'postgres'), as(nobody), { HOME: home });
  expect(statSync(data).uid).toBe(nobody);
});

asRoot('runs for a user without a name', async () => {
  const home = closedHome('nameless', nameless);
  await opens(join(home, 'clone', '.erp', 'postgres'), as(nameless), { HOME: home });
});

asRoot("runs for root in another user's closed home, and leaves everything to that user", async () => {
  const home = closedHome('other', nobody);
  const directory = join(home, '.erp', 'postgres');
  const data = await opens(directory);
  expect([statSync(join(home, '.erp')).uid, statSync(directory).uid, statSync(data).uid]).toEqual([
    nobody,
    nobody,
    nobody,
  ]);
  await opens(directory, as(nobody), { HOME: home });
});

asRoot('becomes nobody for root where user namespaces are forbidden', async () => {
  const directory = join(scratch, 'open', 'postgres');
  const data = await opens(directory, [], withoutNamespaces());
  expect(data).toBe(join(directory, 'data'));
  expect(statSync(data).uid).toBe(nobody);
  // And with namespaces again the data is still of use.
  await opens(directory);
});

asRoot('moves the data where nobody can reach it, when root has no other way', async () => {
  const directory = join(closedHome('closed', 0), 'postgres');
  const data = await opens(directory, [], withoutNamespaces());
  const { directory: moved, state } = await embeddedStatus({ directory });
  expect(state).toBe('stopped');
  expect(data).toBe(join(moved, 'data'));
  expect(moved).not.toContain(scratch);
  rmSync(moved, { recursive: true });
  if (readdirSync(dirname(moved)).length === 0) rmdirSync(dirname(moved));
});

asRoot('says what it tried when root can become nobody else', async () => {
  const directory = join(scratch, 'caught', 'postgres');
  const wrapper = ['setpriv', '--bounding-set=-setuid,-setgid'];
  const holder = await startHolder({ directory }, wrapper, withoutNamespaces());
  expect(holder.answer.problem).toMatchObject({
    code: 'no_unprivileged_user',
    detail: expect.stringMatching(/unshare failed: Operation not permitted[\s\S]*user 65534.*EPERM/),
    hint: expect.stringContaining('DATABASE_URL'),
  });
  await holder.close();
});

asRoot("refuses another user's directory", async () => {
  const directory = closedHome('foreign', 0);
  const holder = await startHolder({ directory }, as(nobody), { HOME: scratch });
  expect(holder.answer.problem).toMatchObject({ code: 'foreign_directory' });
  await holder.close();
});

asRoot('finds its libraries in a read-only package without the links', async () => {
  const mount = join(scratch, 'package');
  const spare = join(scratch, 'libraries');
  mkdirSync(mount);
  execFileSync('mount', ['-t', 'tmpfs', 'tmpfs', mount]);
  try {
    const native = join(mount, 'native');
    execFileSync('cp', ['-R', platformRoot(), native]);
    execFileSync('find', [native, '-type', 'l', '-delete']);
    execFileSync('mount', ['-o', 'remount,ro', mount]);
    const programs = preparePrograms(native, spare);
    expect(programs.libraryPath).toBe(spare);
    const said = execFileSync(programs.initdb, ['--version'], {
      env: programEnvironment(programs),
      encoding: 'utf8',
    });
    expect(said).toContain('PostgreSQL) 18');
    execFileSync('mount', ['-o', 'remount,rw', mount]);
    expect(preparePrograms(native, spare).libraryPath).toBeUndefined();
    expect(readdirSync(join(native, 'lib'))).toContain('libpq.so.5');
  } finally {
    execFileSync('umount', [mount]);
  }
});
