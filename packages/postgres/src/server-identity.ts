import { chownSync, cpSync, existsSync, mkdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { Problem } from '@erp/kit/problem';
import { giveTo, giveTreeTo } from './hand-over.ts';
import { candidateIdentities, type Identity, runAs } from './identity.ts';
import { type Programs, preparePrograms, programEnvironment } from './platform-package.ts';
import { makePrivateDirectory, relocatedDirectory, type ServerPlace, serverPlace } from './server-place.ts';

/** Who runs the server, with which programs, and where. */
export interface ServerHost {
  readonly identity: Identity;
  readonly programs: Programs;
  readonly place: ServerPlace;
}

/**
 * Finds out by trying as whom the server can run: the first candidate that reaches the directory and can start
 * the programs.
 *
 * @throws a `Problem` that lists what was tried and what each attempt said.
 */
export function hostServer(place: ServerPlace, root: string): ServerHost {
  const { uid, gid } = statSync(place.directory);
  const attempts: string[] = [];
  const host = firstHost(candidateIdentities(place.directory), place, [() => root], attempts);
  if (host !== undefined) return host;
  if (process.getuid?.() === 0) {
    chownSync(place.directory, uid, gid);
    const moved = relocate(place, root, attempts);
    if (moved !== undefined) return moved;
  }
  throw noIdentity(place, attempts);
}

/** As a last resort root moves the data, and if need be the programs, to where an unprivileged user can reach them. */
function relocate(original: ServerPlace, root: string, attempts: string[]): ServerHost | undefined {
  const strangers = candidateIdentities(original.directory).filter(
    (identity) => identity.credentials.uid !== undefined && runAs(identity, ['true']).status === 0,
  );
  if (strangers.length === 0) return undefined;
  const directory = relocatedDirectory(original.directory);
  const existed = existsSync(directory);
  mkdirSync(dirname(directory), { recursive: true, mode: 0o755 });
  makePrivateDirectory(directory);
  const roots = [() => root, () => copyPrograms(root, dirname(directory))];
  const host = firstHost(strangers, serverPlace(directory), roots, attempts);
  // Left behind it would be taken for the server's place by the next command.
  if (host === undefined && !existed) rmSync(directory, { recursive: true, force: true });
  return host;
}

function firstHost(
  identities: readonly Identity[],
  place: ServerPlace,
  roots: ReadonlyArray<() => string>,
  attempts: string[],
): ServerHost | undefined {
  for (const root of roots) {
    const programs = preparePrograms(root(), place.libraries);
    for (const identity of identities) {
      giveTo(identity, place.directory);
      const refusal = tryOut(identity, programs, place);
      if (refusal === undefined) {
        giveTreeTo(identity, place.data);
        return { identity, programs, place };
      }
      attempts.push(`${identity.name} in ${place.directory}: ${refusal}`);
    }
  }
  return undefined;
}

function copyPrograms(root: string, parent: string): string {
  // pnpm's folder names carry the version; the copy of another version gets another name.
  const version = root.split('/').find((part) => /@\d+\.\d+\.\d+/.test(part)) ?? basename(dirname(root));
  const copy = join(parent, version.replaceAll(/[^\w.@+-]/g, '_'));
  if (!existsSync(copy)) {
    const fresh = `${copy}.${process.pid}`;
    cpSync(root, join(fresh, 'native'), { recursive: true });
    renameSync(fresh, copy);
  }
  return join(copy, 'native');
}

function tryOut(identity: Identity, programs: Programs, place: ServerPlace): string | undefined {
  const script = 'cd "$1" && test -w . && exec "$2" --version';
  const result = runAs(identity, ['sh', '-c', script, 'sh', place.directory, programs.postgres], {
    environment: programEnvironment(programs),
  });
  if (result.status === 0) return undefined;
  return result.output || `exit status ${result.status}, the directory cannot be written`;
}

function noIdentity(place: ServerPlace, attempts: readonly string[]): Problem {
  const detail = attempts.join('\n');
  // musl has no loader for programs that were linked for glibc, and says that the program itself is missing.
  if (attempts.every((attempt) => /not found|No such file|GLIBC_|Error (loading|relocating)/.test(attempt))) {
    return new Problem({
      code: 'no_embedded_postgres',
      message: 'The embedded PostgreSQL does not run on this system.',
      detail,
      hint: 'Its programs need glibc, which Alpine has not. Set DATABASE_URL to a PostgreSQL server of your own.',
    });
  }
  if (process.getuid?.() !== 0) {
    return new Problem({
      code: 'embedded_postgres_blocked',
      message: `The embedded PostgreSQL cannot be run in ${place.directory}.`,
      detail,
      hint: 'Put right what it says, or set DATABASE_URL to a PostgreSQL server of your own.',
    });
  }
  return new Problem({
    code: 'no_unprivileged_user',
    message: 'PostgreSQL refuses to run as root, and this system lets root become nobody else.',
    detail,
    hint:
      'Run the command as a plain user, allow user namespaces (in Docker: --security-opt seccomp=unconfined), ' +
      'or set DATABASE_URL to a PostgreSQL server of your own.',
  });
}
