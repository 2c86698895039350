/**
 * Backup and restore of the database of DATABASE_URL beside pg_dump and pg_restore of the PATH, one after the other on one
 * server, by as many sessions (JOBS, 2 by default). The restores go into databases of their own, which are dropped.
 * Rows are counted and not read back, as erp restore does with a backup that was proven.
 *
 * Other work on the machine stretches the times; the processor seconds, of the client and of the server's processes, it
 * hardly touches. They are there on Linux, where the server runs on this machine.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openSession } from '@erp/engine/connection';
import { discoverDomains, findWorkspaceRoot } from '@erp/engine/project';
import { type ConnectionSettings, connectionFromEnvironment, connectionUrl } from '@erp/postgres/connection';
import { SILENT } from '../src/database/progress.ts';
import { bytesOf, rowsOf } from '../src/files/manifest.ts';
import { restoreBackup } from '../src/restore/restore-backup.ts';
import { takeBackup } from '../src/take/take-backup.ts';
import { type Cost, meterOf } from './meter.ts';

const settings = connectionFromEnvironment(process.env);
if (settings === undefined) throw new Error('DATABASE_URL names the database to copy.');
const jobs = Number(process.env.JOBS ?? 2);
const folder = mkdtempSync(join(tmpdir(), 'erp-bench-'));
const project = await discoverDomains(findWorkspaceRoot(import.meta.dirname));
const admin = await openSession(settings);
const measured = meterOf(admin);

try {
  const source = await openSession(settings);
  const [dump] = await measured(() => program('pg_dump', '-Fc', '-f', join(folder, 'whole'), url()));
  const [dumpSide] = await measured(() =>
    program('pg_dump', '-Fd', '-j', String(jobs), '-f', join(folder, 'parts'), url()),
  );
  const [backup, taken] = await measured(() =>
    takeBackup(source, project, { directory: join(folder, 'backups'), jobs, progress: SILENT }),
  );
  await source.close();
  show('pg_dump -Fc', dump, dump);
  show(`pg_dump -Fd -j ${jobs}`, dumpSide, dump);
  show(`backup, ${jobs} jobs`, backup, dump);
  const rows = rowsOf(taken.manifest).toLocaleString('en-US');
  console.log(
    `  ${rows} rows of ${taken.manifest.tables.length} tables, ${megabytes(bytesOf(taken.manifest))}; memory of the process ${memory()} at most\n`,
  );

  const restored = await inDatabase((to) =>
    program('pg_restore', '-d', connectionUrl(to), join(folder, 'whole')),
  );
  show('pg_restore', restored, restored);
  const side = await inDatabase((to) =>
    program('pg_restore', '-j', String(jobs), '-d', connectionUrl(to), join(folder, 'parts')),
  );
  show(`pg_restore -j ${jobs}`, side, restored);
  const began = performance.now();
  const ours = await inDatabase(async (to) => {
    const session = await openSession(to);
    const stage = (what: string) =>
      console.log(`  ${((performance.now() - began) / 1000).toFixed(1).padStart(6)} s  ${what}`);
    const { missing, extra } = await restoreBackup({
      ...{ session, description: 'the target', project, backup: taken, jobs, check: 'count' },
      progress: { ...SILENT, stage },
    });
    await session.close();
    if (missing.length + extra.length > 0) throw new Error('The schema did not come back.');
  });
  show(`restore, ${jobs} jobs`, ours, restored);
  console.log(`  memory of the process ${memory()} at most`);
} finally {
  await admin.close();
  rmSync(folder, { recursive: true });
}

function url(): string {
  return connectionUrl(settings as ConnectionSettings);
}

function program(name: string, ...args: string[]): void {
  const { status, error } = spawnSync(name, args, { stdio: ['ignore', 'inherit', 'inherit'] });
  if (status !== 0) throw error ?? new Error(`${name} ended with ${status}`);
}

async function inDatabase(work: (to: ConnectionSettings) => unknown): Promise<Cost> {
  const database = `erp_bench_${process.pid}`;
  await admin.query(`CREATE DATABASE ${database} TEMPLATE template0`);
  await admin.query('CHECKPOINT').catch(() => {});
  try {
    const [cost] = await measured(() => work({ ...(settings as ConnectionSettings), database }));
    return cost;
  } finally {
    await admin.query(`DROP DATABASE ${database} WITH (FORCE)`);
  }
}

function show(title: string, cost: Cost, beside: Cost): void {
  const ratio = (value: number, of: number) => `${(value / of).toFixed(2)} ×`.padStart(8);
  console.log(
    `${title.padEnd(20)}${cost.seconds.toFixed(1).padStart(8)} s${ratio(cost.seconds, beside.seconds)}` +
      `   processor ${cost.processor.toFixed(1).padStart(6)} s${ratio(cost.processor, beside.processor)}`,
  );
}

function memory(): string {
  return megabytes(process.resourceUsage().maxRSS * 1024);
}

function megabytes(bytes: number): string {
  return `${(bytes / 1e6).toFixed(0)} MB`;
}
