import { readBases } from '@erp/postgres/archive';
import { connectionFromEnvironment, connectionUrl, describeConnection } from '@erp/postgres/connection';
import {
  type EmbeddedStatus,
  embeddedDirectory,
  embeddedStatus,
  resetEmbedded,
  startEmbedded,
  stopEmbedded,
} from '@erp/postgres/embedded';
import { confirm } from '../confirm.ts';
import { sayWhenStarting } from '../database.ts';
import type { Invocation } from '../invocation.ts';
import { countOf } from '../print-plan.ts';
import type { DbOptions, DbResetOptions } from './db.command.ts';

/** `erp db start`: keep the embedded server running, and say how to get in. */
export async function start(invocation: Invocation, options: DbOptions): Promise<void> {
  sayIfUnused(invocation);
  await sayWhenStarting(invocation);
  show(invocation, await startEmbedded(placeOf(invocation)), options);
}

/** `erp db stop`: stop it; fine when it does not run. */
export async function stop(invocation: Invocation, options: DbOptions): Promise<void> {
  const stopped = await stopEmbedded(placeOf(invocation));
  if (options.json === true) invocation.json({ stopped });
  else invocation.stdout(stopped ? 'Stopped. The data is kept.' : 'It was not running.');
}

/** `erp db status`: say whether it runs. */
export async function status(invocation: Invocation, options: DbOptions): Promise<void> {
  sayIfUnused(invocation);
  show(invocation, await embeddedStatus(placeOf(invocation)), options);
}

/**
 * `erp db url`: print the address alone, for `psql "$(pnpm -s db url)"`. The embedded server is started if need be,
 * because an address that nobody serves is of no use.
 */
export async function url(invocation: Invocation, options: DbOptions): Promise<void> {
  const settings = connectionFromEnvironment(invocation.env);
  const address = settings === undefined ? await startedAddress(invocation) : connectionUrl(settings);
  if (options.json === true) invocation.json({ url: address });
  else invocation.raw(address);
}

async function startedAddress(invocation: Invocation): Promise<string> {
  await sayWhenStarting(invocation);
  return (await startEmbedded(placeOf(invocation))).databaseUrl ?? '';
}

/** `erp db reset`: stop it and delete its data, base backups and archive, after asking. */
export async function reset(invocation: Invocation, options: DbResetOptions): Promise<void> {
  const { directory } = placeOf(invocation);
  const copies = readBases(directory).length;
  const besides = copies === 0 ? '' : `, its ${countOf(copies, 'base backup')} and the archive of its log`;
  if (options.yes !== true)
    await confirm(invocation, `Delete the embedded database in ${directory}${besides}?`);
  await resetEmbedded({ directory });
  if (options.json === true) invocation.json({ deleted: directory });
  else invocation.stdout('Deleted. The next command begins with an empty database.');
}

function placeOf(invocation: Invocation): { directory: string } {
  return { directory: embeddedDirectory(invocation.root) };
}

function sayIfUnused(invocation: Invocation): void {
  const settings = connectionFromEnvironment(invocation.env);
  if (settings === undefined) return;
  invocation.stderr(`Note: the other commands use ${describeConnection(settings)}, from the environment.`);
}

function show(invocation: Invocation, status: EmbeddedStatus, options: DbOptions): void {
  const { state, pid, databaseUrl, log, directory } = status;
  if (options.json === true) {
    invocation.json({ state, directory, log, pid: pid ?? null, url: databaseUrl ?? null });
    return;
  }
  if (state !== 'running') {
    invocation.stdout(
      `The embedded PostgreSQL is ${state === 'absent' ? 'not made yet' : state}: ${directory}`,
    );
    return;
  }
  invocation.stdout(`The embedded PostgreSQL runs, server process ${pid}. Its log: ${log}`);
  if (databaseUrl === undefined) {
    invocation.stdout('It serves a Unix socket only; `pnpm db start` opens TCP on loopback.');
    return;
  }
  const { hostname, port, username, password, pathname } = new URL(databaseUrl);
  invocation.stdout(`
psql        psql '${databaseUrl}'
programs    export DATABASE_URL='${databaseUrl}'
a GUI       host ${hostname}, port ${port}, database ${pathname.slice(1)}
            user ${username}, password ${decodeURIComponent(password)}

pnpm db stop ends it.`);
}
