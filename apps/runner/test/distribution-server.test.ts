import { spawnSync } from 'node:child_process';
import { chownSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { findWorkspaceRoot } from '@erp/engine/discover';
import { takeFingerprint } from '@erp/engine/fingerprint';
import { openSession } from '@erp/engine/session';
import type { ConnectionSettings } from '@erp/postgres/connection';
import { emptyDatabase } from '@erp/testing/database';
import { runErp } from './run-erp.ts';

/** Debian's own PostgreSQL 15, the oldest that the schema supports, asked for a password over TCP. */
const BIN = '/usr/lib/postgresql/15/bin';
const PASSWORD = 'Tr0ub4dor&3';
const NEEDS = `needs ${BIN}, as apt-get install postgresql-15 makes it, and a user who has a name`;
const isPossible = existsSync(join(BIN, 'initdb')) && hasAccount();
const TITLE = 'PostgreSQL 15 of the distribution';
if (!isPossible) process.stderr.write(`Skipped, ${NEEDS}: ${TITLE}\n`);
const describeHere = isPossible ? describe : describe.skip; // The title says what it needs.

describeHere(isPossible ? TITLE : `${TITLE} (${NEEDS})`, () => {
  const folder = mkdtempSync(join(tmpdir(), 'erp-pg15-'));
  let port = 0;
  let settings: ConnectionSettings;

  beforeAll(async () => {
    port = await freePort();
    settings = { host: '127.0.0.1', port, user: 'dba', password: PASSWORD, database: 'postgres', ssl: false };
    if (process.getuid?.() === 0) chownSync(folder, 65534, 65534);
    shell(`printf %s '${PASSWORD}' > ${folder}/pw`);
    shell(
      `${BIN}/initdb -D ${folder}/data -U dba -A scram-sha-256 --pwfile=${folder}/pw -E UTF8 --locale=C.UTF-8`,
    );
    shell(
      `${BIN}/pg_ctl -D ${folder}/data -w -t 600 -l ${folder}/log -o "-p ${port} -k ${folder} -c listen_addresses=127.0.0.1 -c fsync=off" start`,
    );
  });
  afterAll(() => {
    shell(`${BIN}/pg_ctl -D ${folder}/data -m immediate stop`);
    rmSync(folder, { recursive: true, force: true });
  });

  /** As the unprivileged user that the server insists on. */
  function shell(command: string): void {
    const drop =
      process.getuid?.() === 0 ? ['setpriv', '--reuid=65534', '--regid=65534', '--clear-groups'] : [];
    const [program = 'sh', ...args] = [...drop, 'sh', '-c', command];
    const { status } = spawnSync(program, args, { stdio: 'ignore' });
    if (status !== 0) throw new Error(`${command} ended with ${status}`);
  }

  const root = findWorkspaceRoot(import.meta.dirname);

  async function fingerprintOf(at: ConnectionSettings): Promise<readonly string[]> {
    const session = await openSession(at);
    const { lines } = await takeFingerprint(session);
    await session.close();
    return lines;
  }

  test('gets the same schema as the embedded PostgreSQL 18, and loses all of it again', async () => {
    const embedded = await emptyDatabase();
    const before = await fingerprintOf(settings);
    expect((await runErp(root, settings, ['migrate'])).code).toBe(0);
    expect((await runErp(root, embedded.settings, ['migrate'])).code).toBe(0);
    const lines = await fingerprintOf(settings);
    expect(lines.length).toBeGreaterThan(500);
    expect(lines).toEqual(await fingerprintOf(embedded.settings));
    await embedded.drop();

    expect((await runErp(root, settings, ['rollback', '--all', '--yes'])).code).toBe(0);
    expect(await fingerprintOf(settings)).toEqual(before);
  });

  test('a wrong password is refused, and never printed', async () => {
    const wrong = 'n0t-the-p4ssword';
    const { code, stderr, stdout } = await runErp(root, { ...settings, password: wrong }, ['migrate']);
    expect(code).toBe(1);
    expect(stdout + stderr).not.toContain(wrong);
    expect(stderr.replace(String(port), 'PORT')).toBe(
      'Problem: The server refuses this user or password: postgres://dba@127.0.0.1:PORT/postgres\n' +
        '  SQLSTATE 28P01 (invalid_password)\n' +
        'Next: Check the user and password in DATABASE_URL or PGUSER and PGPASSWORD.\n',
    );
  });

  test('a database that does not exist is named, with the command that makes it', async () => {
    const { stderr } = await runErp(root, { ...settings, database: 'nowhere' }, ['status']);
    expect(stderr).toContain('There is no such database');
    expect(stderr).toContain('createdb nowhere');
  });
});

/** A port of loopback that nobody listens on now. */
async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** Debian's initdb insists on a name for the user that runs it; a container may give it a bare number. */
function hasAccount(): boolean {
  try {
    return userInfo().username !== '';
  } catch {
    return false;
  }
}
