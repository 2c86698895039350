import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { SchemaDifference } from '@erp/engine/catalog';
import type { Session } from '@erp/engine/connection';
import { type ConnectionSettings, connectionUrl } from '@erp/postgres/connection';
import { testWorkspace } from '@erp/testing/database';
import { SILENT } from '../src/database/progress.ts';
import type { Backup } from '../src/files/read-backup.ts';
import { restoreBackup } from '../src/restore/restore-backup.ts';
import { type TakeOptions, takeBackup } from '../src/take/take-backup.ts';

/** A folder for backups, gone when the file's tests are. */
export function backupsOfTest(): string {
  const directory = mkdtempSync(join(tmpdir(), 'erp-backup-'));
  afterAll(() => rmSync(directory, { recursive: true, force: true }));
  return directory;
}

export async function backUp(
  session: Session,
  directory: string,
  options: Partial<TakeOptions> = {},
): Promise<Backup> {
  return takeBackup(session, await testWorkspace(), { directory, jobs: 2, progress: SILENT, ...options });
}

/** What a child does to its process at a place of its work, as a machine that loses its power does. */
export const KILL = "process.kill(process.pid, 'SIGKILL')";

/**
 * Runs a script of this package in a process of its own, which reads modules as `erp` does: what is made of them is kept.
 *
 * @param script sees `session`, `project`, `directory`, and `load`, which imports a module by its name or path.
 * @param limit what the shell does first, e.g. `ulimit`.
 * @returns how the process ended, and what it said.
 */
export function runScript(
  settings: ConnectionSettings,
  directory: string,
  script: string,
  limit = ':',
): Promise<{ signal: NodeJS.Signals | null; code: number | null; said: string }> {
  const whole = `
    import { createRequire } from 'node:module';
    import { importTypeScript } from '@erp/engine/import-typescript';
    const { resolve } = createRequire(process.cwd() + '/package.json');
    const load = (name) => importTypeScript(resolve(name));
    const { openSession } = await load('@erp/engine/connection');
    const { discoverDomains, findWorkspaceRoot } = await load('@erp/engine/project');
    const { connectionFromEnvironment } = await load('@erp/postgres/connection');
    const session = await openSession(connectionFromEnvironment(process.env));
    const project = await discoverDomains(findWorkspaceRoot(process.cwd()));
    const directory = ${JSON.stringify(directory)};
    ${script}
    await session.close();`;
  const child = spawn(
    'sh',
    ['-c', `${limit}; exec "$0" --input-type=module --eval "$1"`, process.execPath, whole],
    {
      cwd: join(import.meta.dirname, '..'),
      env: { ...process.env, DATABASE_URL: connectionUrl(settings) },
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  );
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (part) => (said += part));
  return new Promise((resolve) => child.on('close', (code, signal) => resolve({ signal, code, said })));
}

/** Restores a backup on a session, as a command does. */
export async function restoreOn(session: Session, backup: Backup): Promise<SchemaDifference> {
  const project = await testWorkspace();
  return restoreBackup({ session, description: 'the target', project, backup, progress: SILENT });
}

export const AS_IT_WAS = { missing: [], extra: [] };
