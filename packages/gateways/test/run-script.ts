import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import type { ConnectionSettings } from '@erp/postgres/connection';

/**
 * Runs a script of the package, as pnpm does.
 *
 * @param file in `src`.
 * @returns its exit code, and what it printed.
 */
export function runScript(
  settings: ConnectionSettings,
  file: string,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): { readonly code: number | null; readonly output: string; readonly complaints: string } {
  const path = join(import.meta.dirname, '../src', file);
  const run = spawnSync(process.execPath, ['--import', 'tsx', path, ...args], {
    env: { ...process.env, ...databaseEnvironment(settings), ...env },
    encoding: 'utf8',
  });
  return { code: run.status, output: run.stdout, complaints: run.stderr };
}

/** The variables that lead a process to a database, and to no other. */
export function databaseEnvironment(settings: ConnectionSettings): Record<string, string> {
  const { host, port, database, user, password = '' } = settings;
  return {
    DATABASE_URL: '',
    PGHOST: host,
    PGPORT: String(port),
    PGDATABASE: database,
    PGUSER: user,
    PGPASSWORD: password,
  };
}
