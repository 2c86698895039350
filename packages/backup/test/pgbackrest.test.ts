import { spawnSync } from 'node:child_process';
import { chownSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openSession } from '@erp/engine/connection';
import { findWorkspaceRoot } from '@erp/engine/project';
import { asServerUser, DISTRIBUTION, freePort, isDistributionHere } from '@erp/test-database/distribution';
import { until } from '@erp/test-database/until';

/** Debian's own PostgreSQL 15 and pgBackRest. */
const BIN = DISTRIBUTION;
const PGBACKREST = '/usr/bin/pgbackrest';
const NEEDS = `needs ${BIN} and ${PGBACKREST}, as apt-get install postgresql-15 pgbackrest makes them, and a user who has a name`;
const isPossible = isDistributionHere && existsSync(PGBACKREST);
const TITLE = 'pgBackRest with the configuration of docs/backups.md';
if (!isPossible) process.stderr.write(`Skipped, ${NEEDS}: ${TITLE}\n`);
const testHere = isPossible ? test : test.skip; // The title says what it needs.

const folder = mkdtempSync(join(tmpdir(), 'erp-pgbackrest-'));
const data = join(folder, 'data');
afterAll(() => {
  if (existsSync(join(data, 'postmaster.pid'))) shell(`${BIN}/pg_ctl -D ${data} -m immediate stop`);
  rmSync(folder, { recursive: true, force: true });
});

function shell(command: string): void {
  const [program, ...args] = asServerUser(`${command} > ${folder}/said 2>&1`);
  const { status } = spawnSync(program, args, { stdio: 'ignore' });
  if (status !== 0) throw new Error(`${command}: ${readFileSync(join(folder, 'said'), 'utf8')}`);
}

/** The blocks of the page, as they are there. */
function configurations(): string[] {
  const page = readFileSync(join(findWorkspaceRoot(import.meta.dirname), 'docs', 'backups.md'), 'utf8');
  return [...page.matchAll(/^```ini\n(.*?)^```$/gms)].map(([, text]) => text ?? '');
}

testHere(isPossible ? TITLE : `${TITLE} (${NEEDS})`, async () => {
  const port = await freePort();
  if (process.getuid?.() === 0) chownSync(folder, 65534, 65534);
  const [server = '', tool = ''] = configurations();
  const config = join(folder, 'pgbackrest.conf');
  const here = tool
    .replace('/var/lib/postgresql/15/main', data)
    .replace('/backup/pgbackrest', join(folder, 'repository'))
    .concat(`pg1-socket-path=${folder}\npg1-port=${port}\npg1-user=dba\n`)
    .replace('[global]\n', `[global]\nlock-path=${folder}\nlog-path=${folder}\nspool-path=${folder}\n`);
  writeFileSync(config, here);
  const pgbackrest = (words: string) => shell(`${PGBACKREST} --config=${config} --stanza=erp ${words}`);
  const control = (words: string) => shell(`${BIN}/pg_ctl -D ${data} -w -t 600 -l ${folder}/log ${words}`);
  const inside = async (...statements: string[]) => {
    const session = await openSession({ host: folder, port, user: 'dba', database: 'postgres', ssl: false });
    try {
      let rows: Record<string, unknown>[] = [];
      for (const statement of statements) rows = await session.query(statement);
      return rows;
    } finally {
      await session.close();
    }
  };

  shell(`${BIN}/initdb -D ${data} -U dba -A trust -E UTF8 --locale=C.UTF-8 --no-sync`);
  const settings = server.replace('pgbackrest --stanza', `${PGBACKREST} --config=${config} --stanza`);
  expect(settings).toContain(config);
  const local = `port = ${port}\nunix_socket_directories = '${folder}'\nlisten_addresses = ''\nfsync = off\n`;
  writeFileSync(join(data, 'postgresql.conf'), settings + local);
  control('start');
  pgbackrest('stanza-create');
  pgbackrest('check');
  pgbackrest('backup --type=full');
  await inside('CREATE TABLE kept (a int)', 'INSERT INTO kept VALUES (1)');
  pgbackrest('backup --type=incr');
  const [row] = await inside('INSERT INTO kept VALUES (2)', 'SELECT clock_timestamp()::text AS moment');
  await inside('DELETE FROM kept');
  control('stop');
  pgbackrest(`restore --delta --type=time --target="${row?.moment}" --target-action=promote`);
  control('start');
  // It takes connections as soon as it may be read, and may still be reading the log.
  await until(
    async () => (await inside('SELECT pg_is_in_recovery() AS recovering'))[0]?.recovering === false,
  );
  expect(await inside('SELECT a FROM kept ORDER BY a')).toEqual([{ a: 1 }, { a: 2 }]);
  pgbackrest('check');
});
