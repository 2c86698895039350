import { spawnSync } from 'node:child_process';
import { chownSync, mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { takeFingerprint } from '@erp/engine/catalog';
import { openSession } from '@erp/engine/connection';
import { findWorkspaceRoot } from '@erp/engine/project';
import { type ConnectionSettings, connectionUrl } from '@erp/postgres/connection';
import { askErp } from '@erp/test-database/ask-erp';
import { asServerUser, DISTRIBUTION, freePort, isDistributionHere } from '@erp/test-database/distribution';
import { rawMigration, scratchWorkspace } from '@erp/test-database/scratch-workspace';
import { installedDatabase } from '@erp/testing/database';

/** Debian's own PostgreSQL 15, the oldest that the schema supports, asked for a password over TCP. */
const BIN = DISTRIBUTION;
const PASSWORD = 'Tr0ub4dor&3';
const NEEDS = `needs ${BIN}, as apt-get install postgresql-15 makes it, and a user who has a name`;
const isPossible = isDistributionHere;
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
    control('start');
    const session = await openSession(settings);
    await session.query('CREATE DATABASE migrated');
    await session.close();
    expect(await askErp(root, at('migrated'), ['migrate'])).toMatchObject({ code: 0 });
  });
  afterAll(() => {
    shell(`${BIN}/pg_ctl -D ${folder}/data -m immediate stop`);
    rmSync(folder, { recursive: true, force: true });
  });

  /** Nobody will miss its data, and its queries are not worth compiling. */
  function control(verb: 'start' | 'restart', settings = ''): void {
    const fast =
      '-c fsync=off -c full_page_writes=off -c synchronous_commit=off -c jit=off -c autovacuum=off -c wal_level=minimal -c max_wal_senders=0';
    shell(
      `${BIN}/pg_ctl -D ${folder}/data -w -t 600 -l ${folder}/log -o "-p ${port} -k ${folder} -c listen_addresses=127.0.0.1 ${fast} ${settings}" ${verb}`,
    );
  }

  function shell(command: string): void {
    const [program, ...args] = asServerUser(command);
    const { status } = spawnSync(program, args, { stdio: 'ignore' });
    if (status !== 0) throw new Error(`${command} ended with ${status}`);
  }

  const root = findWorkspaceRoot(import.meta.dirname);
  const at = (database: string): ConnectionSettings => ({ ...settings, database });

  async function fingerprintOf(database: ConnectionSettings): Promise<readonly string[]> {
    const session = await openSession(database);
    const { lines } = await takeFingerprint(session);
    await session.close();
    return lines;
  }

  test('gets the same schema as the embedded PostgreSQL 18, and loses all of it again', async () => {
    const embedded = await installedDatabase();
    const lines = await fingerprintOf(at('migrated'));
    expect(lines.length).toBeGreaterThan(500);
    expect(lines).toEqual(await fingerprintOf(embedded.settings));
    await embedded.drop();

    const session = await openSession(settings);
    await session.query('CREATE DATABASE undone TEMPLATE migrated STRATEGY file_copy');
    await session.close();
    expect((await askErp(root, at('undone'), ['rollback', '--all', '--yes'])).code).toBe(0);
    expect(await fingerprintOf(at('undone'))).toEqual(await fingerprintOf(settings));
  });

  describe('a restored database', () => {
    const env = {
      ...process.env,
      PGHOST: '127.0.0.1',
      PGUSER: 'dba',
      PGPASSWORD: PASSWORD,
    };
    const run = (program: string, args: string[], input?: string) => {
      const options = {
        env: { ...env, PGPORT: String(settings.port) },
        encoding: 'utf8' as const,
        maxBuffer: 2 ** 28,
        ...(input !== undefined && { input }),
      };
      const { status, stdout, stderr } = spawnSync(join(BIN, program), args, options);
      if (status !== 0) throw new Error(stderr);
      return stdout;
    };
    const sql = (database: string, text: string) =>
      run('psql', ['-Xqd', database, '-v', 'ON_ERROR_STOP=1', '-f', '-'], text);
    const dump = (database: string, ...args: string[]) =>
      run('pg_dump', [...args, database]).replaceAll(/^\\(un)?restrict .*$/gm, '');
    const sorted = (text: string) => text.split('\n').sort().join('\n');
    const restore = (from: string, to: string, ...args: string[]) => {
      sql('postgres', `CREATE DATABASE ${to} TEMPLATE template0`);
      sql(to, dump(from, ...args));
    };

    test('is the same one: rows, fingerprint, verify, and its own dump', async () => {
      sql('postgres', 'CREATE DATABASE lively TEMPLATE migrated STRATEGY file_copy');
      expect((await askErp(root, at('lively'), ['seed', '--tenant', 'aurelia-atelier'])).code).toBe(0);
      restore('lively', 'restored');
      expect(await fingerprintOf(at('restored'))).toEqual(await fingerprintOf(at('lively')));
      // The rows of a table come in the order in which the server put them down.
      expect(sorted(dump('restored')) === sorted(dump('lively'))).toBe(true);
      const { code, stdout } = await askErp(root, at('restored'), ['verify']);
      // A dump does not carry the privileges of its database, which is said and no fault.
      expect([code, stdout]).toEqual([0, expect.stringContaining(', 0 findings, 1 notice')]);
    });

    test('is taken whole by baseline when the ledger was left out', async () => {
      // Two domains show it: the fingerprint above is that of all, and baseline replays each step by itself.
      const scratch = scratchWorkspace();
      try {
        mkdirSync(join(scratch.root, 'packages/domains'), { recursive: true });
        for (const name of ['system', 'tasks'])
          symlinkSync(join(root, 'packages/domains', name), join(scratch.root, 'packages/domains', name));
        sql('postgres', 'CREATE DATABASE two_domains');
        expect(await askErp(scratch.root, at('two_domains'), ['migrate'])).toMatchObject({ code: 0 });
        restore('two_domains', 'adopted', '--schema-only', '--exclude-table=knex_migrations*');
        const taken = await askErp(scratch.root, at('adopted'), ['baseline', '--dry-run', '--json']);
        const { marked, pending, besides } = JSON.parse(taken.stdout) as {
          marked: string[];
          pending: { because: string }[];
          besides: string[];
        };
        expect(marked.length).toBeGreaterThan(100);
        expect(new Set(pending.map(({ because }) => because))).toEqual(new Set(['reference']));
        expect([taken.code, besides]).toEqual([0, []]);
      } finally {
        scratch.remove();
      }
    });

    test('is a path of its own, and an expression that does not come back as it was is named', async () => {
      const scratch = scratchWorkspace();
      const table = 'CREATE TABLE pairs (a int, b int, c int)';
      try {
        scratch.addDomain('base', [], {
          '0001_a.ts': rawMigration(table, 'DROP TABLE pairs'),
          '0002_b.ts': rawMigration('ALTER TABLE pairs ADD CHECK (a > 0)', 'SELECT 1'),
        });
        const sound = await askErp(scratch.root, at('postgres'), ['prove', '--path', 'restore']);
        expect(sound.stderr).toContain('✓ 2 dumps and restores\n');
        expect(sound.code).toBe(0);
        const check = 'ALTER TABLE pairs ADD CHECK ((a, b, c) IS DISTINCT FROM (1, 2, 3))';
        scratch.addDomain('above', ['base'], { '0001_c.ts': rawMigration(check, 'SELECT 1') });
        const { code, stdout } = await askErp(scratch.root, at('postgres'), ['prove', '--path', 'restore']);
        expect(code).toBe(1);
        expect(stdout).toContain(
          'A dump of the restored database is not the dump that it was restored from.',
        );
        expect(stdout).toMatch(/dumped .*CHECK \(\(\(\(a IS DISTINCT FROM 1\) OR/);
      } finally {
        scratch.remove();
      }
    });
  });

  test('is backed up by an owner who is no superuser, proven on PostgreSQL 18, and restored by him', async () => {
    const session = await openSession(settings);
    await session.query("CREATE ROLE plain LOGIN CREATEROLE PASSWORD 'plain'");
    // Whoever makes the roles of the schema first is a member of them; here they are from before.
    await session.query(
      `DO $$ BEGIN EXECUTE (SELECT coalesce(string_agg(format('GRANT %I TO plain', rolname), '; '), 'SELECT 1')
         FROM pg_roles WHERE rolname IN ('erp_definer', 'erp_service')); END $$`,
    );
    await session.query('CREATE DATABASE owned OWNER plain');
    await session.query('CREATE DATABASE owned_again OWNER plain');
    await session.close();
    const as = (database: string) => ({ ...settings, user: 'plain', password: 'plain', database });
    const backups = mkdtempSync(join(tmpdir(), 'erp-backups-'));
    const erp = (...args: string[]) => askErp(root, as('owned'), args, { ERP_BACKUPS: backups });
    try {
      expect(await erp('migrate', '--only', 'crm')).toMatchObject({ code: 0 });
      expect(await erp('seed', '--domain', 'crm')).toMatchObject({ code: 0 });
      const taken = await erp('backup', '--json');
      expect(taken).toMatchObject({ code: 0 });
      const backup = JSON.parse(taken.stdout);
      expect(backup).toMatchObject({
        server: expect.stringMatching(/^15\./),
        proof: { server: expect.stringMatching(/^18\./), tenants: 4, broken: [] },
      });
      const restored = await erp('restore', backup.name, '--into', connectionUrl(as('owned_again')));
      expect(restored).toMatchObject({ code: 0 });
      expect(await fingerprintOf(as('owned_again'))).toEqual(await fingerprintOf(as('owned')));
    } finally {
      rmSync(backups, { recursive: true });
    }
  });

  test('a wrong password is refused, and never printed', async () => {
    const wrong = 'n0t-the-p4ssword';
    const { code, stderr, stdout } = await askErp(root, { ...settings, password: wrong }, ['migrate']);
    expect(code).toBe(1);
    expect(stdout + stderr).not.toContain(wrong);
    expect(stderr.replace(String(port), 'PORT')).toBe(
      'Problem: The server refuses this user or password: postgres://dba@127.0.0.1:PORT/postgres\n' +
        '  SQLSTATE 28P01 (invalid_password): password authentication failed for user "dba"\n' +
        'Next: Check the user and password in DATABASE_URL or PGUSER and PGPASSWORD.\n',
    );
  });

  test('a database that does not exist is named, with the command that makes it', async () => {
    const { stderr } = await askErp(root, { ...settings, database: 'nowhere' }, ['status']);
    expect(stderr).toContain('There is no such database');
    expect(stderr).toContain('createdb nowhere');
  });

  test('with a small lock table: a run that does not fit is refused before it begins, and goes in parts', async () => {
    control('restart', '-c max_connections=20 -c max_locks_per_transaction=10');
    const scratch = scratchWorkspace();
    try {
      const tables = Array.from(
        { length: 60 },
        (_, i) => `CREATE TABLE t%_${i} (id bigint PRIMARY KEY);`,
      ).join(' ');
      scratch.addDomain(
        'base',
        [],
        Object.fromEntries(
          Array.from({ length: 16 }, (_, i) => [
            `00${String(i + 1).padStart(2, '0')}_t.ts`,
            rawMigration(tables.replaceAll('%', String(i)), 'SELECT 1'),
          ]),
        ),
      );
      const session = await openSession(settings);
      await session.query('CREATE DATABASE small');
      const small = { ...settings, database: 'small' };
      const refused = await askErp(scratch.root, small, ['migrate']);
      expect(refused).toMatchObject({ code: 1, stderr: expect.stringContaining('makes 1,920 relations') });
      const { to } = /pnpm migrate --to (?<to>\S+), and so on/.exec(refused.stderr)?.groups ?? {};
      expect(await askErp(scratch.root, small, ['migrate', '--to', to ?? ''])).toMatchObject({ code: 0 });
      await session.query('DROP DATABASE small');
      await session.close();
    } finally {
      scratch.remove();
    }
  });
});
