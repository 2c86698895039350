import { randomBytes } from 'node:crypto';
import { existsSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { Problem } from '@erp/kit/problem';
import { explainDiskFull } from './disk-full.ts';
import { giveTo } from './hand-over.ts';
import { type Identity, runAs } from './identity.ts';
import { type Programs, programEnvironment } from './platform-package.ts';
import { readPassword, type ServerPlace } from './server-place.ts';

/** The superuser and the database that every embedded server has. */
export const superuser = 'postgres';
export const database = 'erp';

/**
 * The C library's notion of letters, which full-text search and trigrams still ask for; sorting is PostgreSQL's own.
 * Not every system has every name.
 */
const characterTypes = ['C.UTF-8', 'en_US.UTF-8', 'C'];

/**
 * Makes the data directory with the database in it, unless it is there.
 *
 * Works beside it and renames at the end: a killed or failed attempt leaves nothing that looks finished. Local
 * connections need the password as well: `peer` knows no root in a user namespace, and `trust` would hang on the
 * permissions of one directory. The password is 192 random bits, so that stretching it adds nothing; one
 * iteration saves milliseconds of each connection.
 *
 * @throws a `Problem` with initdb's own words, or that says how full the disk is.
 */
export function createCluster(
  place: ServerPlace,
  programs: Programs,
  identity: Identity,
  fast: boolean,
): void {
  if (existsSync(place.data)) return;
  const password = readPassword(place) || randomBytes(24).toString('base64url');
  writeFileSync(place.password, `${password}\n`, { mode: 0o600 });
  giveTo(identity, place.password);
  const environment = programEnvironment(programs);
  let output = '';
  for (const characters of characterTypes) {
    rmSync(place.unfinished, { recursive: true, force: true });
    const result = runAs(identity, initdb(place, programs, characters, fast), { environment });
    if (result.status === 0) {
      createDatabase(place, programs, identity, environment);
      renameSync(place.unfinished, place.data);
      return;
    }
    output = result.output;
    if (!/invalid locale name/.test(output)) break;
  }
  rmSync(place.unfinished, { recursive: true, force: true });
  throw failed(place, 'initdb', output);
}

function initdb(place: ServerPlace, programs: Programs, characters: string, fast: boolean): string[] {
  return [
    programs.initdb,
    '--pgdata',
    place.unfinished,
    '--username',
    superuser,
    '--pwfile',
    place.password,
    '--auth=scram-sha-256',
    '--set=scram_iterations=1',
    '--encoding=UTF8',
    '--locale-provider=builtin',
    '--builtin-locale=C.UTF-8',
    '--locale=C',
    `--lc-ctype=${characters}`,
    '--no-instructions',
    ...(fast ? ['--no-sync'] : []),
  ];
}

function createDatabase(
  place: ServerPlace,
  programs: Programs,
  identity: Identity,
  environment: NodeJS.ProcessEnv,
): void {
  // The single-user server needs no socket and no connection, and it stops when its input ends.
  const command = [
    programs.postgres,
    '--single',
    '-D',
    place.unfinished,
    '-c',
    'exit_on_error=on',
    'postgres',
  ];
  const result = runAs(identity, command, { environment, input: `CREATE DATABASE ${database}\n` });
  if (result.status === 0 && !/ERROR:|FATAL:/.test(result.output)) return;
  rmSync(place.unfinished, { recursive: true, force: true });
  throw failed(place, 'CREATE DATABASE', result.output);
}

function failed(place: ServerPlace, step: string, output: string): Problem {
  return (
    explainDiskFull(place.directory, output) ??
    new Problem({
      code: 'initdb_failed',
      message: `The embedded PostgreSQL could not make its data directory ${place.data}: ${step} failed.`,
      detail: output || `${step} said nothing.`,
      hint: 'Put right what it says, or set DATABASE_URL to a PostgreSQL server of your own.',
    })
  );
}
