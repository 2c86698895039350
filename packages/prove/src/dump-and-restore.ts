import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Problem } from '@erp/kit/problem';
import type { ConnectionSettings } from '@erp/postgres/connection';
import type { DumpTools } from './dump-tools.ts';

/** Dumps the first database, and reads the dump into the second one, which is empty. Both by name. */
export type DumpAndRestore = (from: string, to: string) => Promise<void>;

/**
 * Makes what dumps and restores as an administrator would, by `pg_dump | psql`, and then dumps the restored database
 * again: the two dumps have to be the same.
 *
 * @param settings of the server; the names of the databases are given later.
 * @throws {Problem} from the result: `restore_failed` with what the program said, `dump_differs` with the first lines
 *   that differ.
 */
export function dumpAndRestore(tools: DumpTools, settings: ConnectionSettings): DumpAndRestore {
  return async (from, to) => {
    await withEnvironment(settings, async (environment) => {
      const run = (program: string, database: string, args: readonly string[], input?: string) =>
        runProgram(program, [...args, '--no-password', '--dbname', database], environment, input);
      const dump = await run(tools.dump, from, []);
      await run(
        tools.restore,
        to,
        ['--no-psqlrc', '--quiet', '--set', 'ON_ERROR_STOP=1', '--output', '/dev/null'],
        dump,
      );
      assertNoDifference(dump, await run(tools.dump, to, []));
    });
  };
}

/** libpq's variables for the settings; certificates go into files that only this user may read. */
async function withEnvironment(
  settings: ConnectionSettings,
  work: (environment: NodeJS.ProcessEnv) => Promise<void>,
): Promise<void> {
  const { host, port, user, password, ssl } = settings;
  // Made only for certificates: a run that is killed leaves nothing where there are none.
  let folder: string | undefined;
  const file = (name: string, text: string | undefined) => {
    if (text === undefined) return undefined;
    folder ??= mkdtempSync(join(tmpdir(), 'erp-dump-'));
    writeFileSync(join(folder, name), text, { mode: 0o600 });
    return join(folder, name);
  };
  const certificates = typeof ssl === 'object' ? ssl : undefined;
  const strict = ssl === true || certificates?.rejectUnauthorized === true;
  const ours = {
    PGHOST: host,
    PGPORT: String(port),
    PGUSER: user,
    PGPASSWORD: password,
    PGSSLMODE: strict ? 'verify-full' : ssl === false ? 'prefer' : 'require',
    PGSSLROOTCERT: file('ca.pem', certificates?.ca) ?? (strict ? 'system' : undefined),
    PGSSLCERT: file('cert.pem', certificates?.cert),
    PGSSLKEY: file('key.pem', certificates?.key),
  };
  const kept = Object.entries(process.env).filter(([name]) => !name.startsWith('PG'));
  try {
    await work({ ...Object.fromEntries(kept), ...ours });
  } finally {
    if (folder !== undefined) rmSync(folder, { recursive: true, force: true });
  }
}

function runProgram(
  program: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv,
  input = '',
): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { env, stdio: ['pipe', 'pipe', 'pipe'] });
    const out: Buffer[] = [];
    let said = '';
    child.stdout.on('data', (chunk: Buffer) => out.push(chunk));
    child.stderr.on('data', (chunk) => {
      said += chunk;
    });
    child.on('error', reject);
    // A program that ends early does not read on; what it said tells why.
    child.stdin.on('error', () => {});
    child.stdin.end(input);
    child.on('close', (code) => {
      if (code === 0) resolve(Buffer.concat(out).toString('utf8'));
      else reject(restoreFailed(program, code, said));
    });
  });
}

function restoreFailed(program: string, code: number | null, said: string): Problem {
  return new Problem({
    code: 'restore_failed',
    message: `${program} ended with ${code ?? 'a signal'}.`,
    detail: said.trim().split('\n').slice(0, 5).join('\n'),
    hint: 'Let the migration make what a dump can be restored from: functions and types before what uses them, every name with its schema.',
  });
}

/** @throws {Problem} `dump_differs`. */
function assertNoDifference(dump: string, again: string): void {
  const [first, second] = [linesOf(dump), linesOf(again)];
  const at = first.findIndex((line, i) => line !== second[i]);
  if (at < 0 && first.length === second.length) return;
  const place = at < 0 ? first.length : at;
  throw new Problem({
    code: 'dump_differs',
    message: 'A dump of the restored database is not the dump that it was restored from.',
    detail: `dumped    ${first[place] ?? 'nothing more'}\nrestored  ${second[place] ?? 'nothing more'}`,
    hint: 'Write the expression in the form that PostgreSQL prints, so that reading it back changes nothing.',
  });
}

/**
 * The lines of a dump, without what says nothing: newer versions bracket a dump with a word drawn at random, and the
 * rows of a table come in the order in which the server happened to put them down.
 */
function linesOf(dump: string): string[] {
  return dump
    .replaceAll(/^\\(?:un)?restrict .*$/gm, '')
    .replaceAll(/^(COPY .* FROM stdin;\n)((?:.*\n)*?)(?=\\\.$)/gm, (_, head: string, rows: string) =>
      [head, ...rows.split(/^/m).sort()].join(''),
    )
    .split('\n');
}
