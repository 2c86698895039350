import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** PostgreSQL's own programs for a dump and its restore, of one version. */
export interface DumpTools {
  /** Absolute path of pg_dump. */
  readonly dump: string;
  /** Absolute path of psql. */
  readonly restore: string;
}

/**
 * Looks for pg_dump and psql that can dump a server: on PATH, then where distributions put them. pg_dump refuses a
 * server that is newer than itself; of those that can, the oldest is taken.
 *
 * @param serverVersion number of the server, e.g. 180004.
 * @param path where to look first; PATH of this process by default.
 * @returns why there are none, as the end of a sentence, when there are none.
 */
export function findDumpTools(serverVersion: number, path = process.env.PATH ?? ''): DumpTools | string {
  const major = Math.floor(serverVersion / 10_000);
  const found = folders(path).flatMap((folder) => {
    const tools = { dump: join(folder, 'pg_dump'), restore: join(folder, 'psql') };
    const version = existsSync(tools.dump) && existsSync(tools.restore) ? majorOf(tools.dump) : undefined;
    return version === undefined ? [] : [{ tools, version }];
  });
  if (found.length === 0) return 'there is no pg_dump with psql on this machine';
  const able = found.filter(({ version }) => version >= major).sort((a, b) => a.version - b.version);
  const newest = Math.max(...found.map(({ version }) => version));
  return able[0]?.tools ?? `pg_dump ${newest} cannot dump a server of version ${major}`;
}

function folders(path: string): string[] {
  const installed = PREFIXES.flatMap(([parent, pattern]) => {
    const entries = existsSync(parent) ? readdirSync(parent) : [];
    return entries.filter((name) => pattern.test(name)).map((name) => join(parent, name, 'bin'));
  });
  return [...path.split(delimiter).filter((folder) => folder !== ''), ...installed];
}

/** Debian, Red Hat, Homebrew on ARM and on Intel. */
const PREFIXES: readonly (readonly [string, RegExp])[] = [
  ['/usr/lib/postgresql', /^\d+$/],
  ['/usr', /^pgsql-\d+$/],
  ['/opt/homebrew/opt', /^(postgresql|libpq)(@\d+)?$/],
  ['/usr/local/opt', /^(postgresql|libpq)(@\d+)?$/],
];

function majorOf(dump: string): number | undefined {
  try {
    const version = execFileSync(dump, ['--version'], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    return Number(/\) (\d+)/.exec(version)?.[1]) || undefined;
  } catch {
    // A wrapper without the program that it stands for.
    return undefined;
  }
}
