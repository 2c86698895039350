/**
 * The whole demo, all domains and what belongs to it (keys, figures, notes, statistics), from the start of the command on,
 * against COPY BINARY of the same rows; at scale 1 also against knex with the same rows, and drizzle-seed with as many.
 * Prints seconds, ratios, memory, and where the time goes. Fails on nothing.
 *
 * SCALES="1 10" are the sizes.
 */
import { execFileSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openSession } from '@erp/engine/connection';
import { findWorkspaceRoot } from '@erp/engine/project';
import { connectionUrl } from '@erp/postgres/connection';
import { openEmbedded } from '@erp/postgres/embedded';
import { copyWhole, exportRows, type Spent, type Table } from './copy-whole.ts';
import { drizzleSeedWhole, knexWhole } from './insert-whole.ts';

/** Those who insert row by row are measured up to this scale. */
const INSERTED_TO = 1;

const scales = (process.env.SCALES ?? '1 10').split(' ').map(Number);
/** What is told below the table. */
const notes: string[] = [];
const root = findWorkspaceRoot(import.meta.dirname);
const directory = await mkdtemp(join(tmpdir(), 'erp-seed-bench-'));
const server = await openEmbedded({ directory: join(directory, 'server'), discard: true });
const administrator = await openSession(server.settings);
const settingsOf = (database: string) => ({ ...server.settings, database });
try {
  await administrator.query('CREATE DATABASE base');
  execFileSync(process.execPath, [join(root, 'apps/runner/bin/erp.js'), 'migrate'], {
    env: { ...process.env, DATABASE_URL: connectionUrl(settingsOf('base')) },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  console.log(
    '| scale | rows | erp seed s | of it start | client CPU s | server CPU s | peak MB | COPY s | server CPU s | ratio | COPY, keys checked s | server CPU s | ratio | knex s | ratio | drizzle-seed s | ratio |\n|---|---|---|---|---|---|---|---|---|---|---|---|---|---|---|---|---|',
  );
  for (const scale of scales) {
    const { line, seeded } = await compare(scale);
    console.log(line);
    notes.push(`\nScale ${scale}, seconds by domain and phase:\n`, phaseTable(seeded.phases));
    notes.push(`\nScale ${scale}, seconds of the processors by phase:\n`, processorTable(seeded.processors));
  }
  for (const text of notes) console.log(text);
} finally {
  await administrator.close();
  await server.close();
  await rm(directory, { recursive: true, force: true });
}

interface Seeded extends Spent {
  readonly rows: number;
  readonly startSeconds: number;
  readonly client: number;
  readonly peakMegabytes: number;
  readonly phases: Readonly<Record<string, Readonly<Record<string, number>>>>;
  readonly processors: Readonly<Record<string, { readonly client: number; readonly server?: number }>>;
}

async function compare(scale: number): Promise<{ readonly line: string; readonly seeded: Seeded }> {
  await clone('ours');
  const seeded = seed('ours', scale);
  const files = join(directory, 'rows');
  const tables = await exportRows(settingsOf('ours'), settingsOf('base'), files);
  const inserted = scale > INSERTED_TO ? [] : await insertWhole(tables);
  await drop('ours');
  const copies: Spent[] = [];
  for (const checked of [false, true]) {
    await clone('theirs');
    copies.push(await copyWhole(settingsOf('theirs'), files, tables, checked));
    await drop('theirs');
  }
  await rm(files, { recursive: true });
  const cells = [
    String(scale),
    seeded.rows.toLocaleString('en-US'),
    ...[seeded.seconds, seeded.startSeconds, seeded.client, seeded.server].map(seconds),
    seeded.peakMegabytes.toFixed(0),
    ...copies.flatMap((copy) => [seconds(copy.seconds), seconds(copy.server), ratio(copy.seconds, seeded)]),
    ...inserted.flatMap((each) => [seconds(each), ratio(each, seeded)]),
  ];
  return { line: `| ${cells.join(' | ')} |`, seeded };
}

/** Seconds of knex, then those of drizzle-seed. */
async function insertWhole(tables: readonly Table[]): Promise<readonly number[]> {
  await clone('theirs');
  const knex = await knexWhole(settingsOf('ours'), settingsOf('theirs'), tables);
  await drop('theirs');
  await clone('theirs');
  const drizzle = await drizzleSeedWhole(settingsOf('ours'), settingsOf('theirs'), tables);
  await drop('theirs');
  notes.push(`\nFor ${drizzle.empty} of ${drizzle.columns} columns drizzle-seed has no generator.`);
  return [knex, drizzle.seconds];
}

async function clone(name: string): Promise<void> {
  await administrator.query(`CREATE DATABASE ${name} TEMPLATE base STRATEGY file_copy`);
  await administrator.query('CHECKPOINT');
}

async function drop(name: string): Promise<void> {
  await administrator.query(`DROP DATABASE ${name} WITH (FORCE)`);
}

function seed(database: string, scale: number): Seeded {
  const script = join(import.meta.dirname, 'load-whole.mjs');
  const answer = execFileSync(
    process.execPath,
    [script, JSON.stringify(settingsOf(database)), String(scale), root],
    { encoding: 'utf8' },
  );
  return JSON.parse(answer) as Seeded;
}

/** A row for each domain, a column for each phase, the slowest first. */
function phaseTable(phases: Seeded['phases']): string {
  const sums = new Map<string, number>();
  for (const each of Object.values(phases)) {
    for (const [phase, milliseconds] of Object.entries(each)) {
      sums.set(phase, (sums.get(phase) ?? 0) + milliseconds);
    }
  }
  const columns = [...sums].sort(([, a], [, b]) => b - a).map(([phase]) => phase);
  const line = (name: string, of: (phase: string) => number | undefined) => {
    const times = columns.map(of);
    const sum = times.reduce<number>((total, each) => total + (each ?? 0), 0);
    return `| ${[name, ...[...times, sum].map((each) => (each === undefined ? '' : seconds(each / 1000)))].join(' | ')} |`;
  };
  return [
    `| domain | ${columns.join(' | ')} | sum |`,
    `|---|${columns.map(() => '---|').join('')}---|`,
    ...Object.entries(phases).map(([domain, each]) => line(domain, (phase) => each[phase])),
    line('all', (phase) => sums.get(phase)),
  ].join('\n');
}

/** A row for the process and one for the server's, a column for each phase, the dearest first. */
function processorTable(processors: Seeded['processors']): string {
  const columns = Object.entries(processors).sort(
    ([, a], [, b]) => b.client + (b.server ?? 0) - a.client - (a.server ?? 0),
  );
  return [
    `| of | ${columns.map(([phase]) => phase).join(' | ')} |`,
    `|---|${columns.map(() => '---|').join('')}`,
    `| client | ${columns.map(([, { client }]) => seconds(client)).join(' | ')} |`,
    `| server | ${columns.map(([, { server }]) => seconds(server)).join(' | ')} |`,
  ].join('\n');
}

function ratio(theirs: number, ours: Seeded): string {
  return `**${(theirs / ours.seconds).toFixed(2)}**`;
}

function seconds(value: number | undefined): string {
  return value === undefined ? '' : value.toFixed(2);
}
