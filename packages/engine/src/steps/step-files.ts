import { readdirSync, statSync } from 'node:fs';
import { readdir, readlink } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { Problem } from '@erp/kit/problem';

/**
 * The names of the files of a folder whose files are steps, sorted. Symbolic links are followed. Hidden files and
 * declarations are nobody's content; everything else either is a step or is reported, so that nothing that looks like
 * one is left out without a word.
 *
 * @param folder name of the folder inside the domain, e.g. `migrations`.
 * @returns nothing when there is no such folder.
 */
export async function listStepFiles(
  root: string,
  directory: string,
  folder: string,
  report: (problem: Problem) => void,
): Promise<string[]> {
  const path = join(directory, folder);
  const names = entriesOf(root, path, report);
  const files: string[] = [];
  for (const name of names.sort()) {
    if (name.startsWith('.') || name.endsWith('.d.ts')) continue;
    const file = join(path, name);
    try {
      // Of hundreds of small files each promise costs more than the answer.
      const found = statSync(file);
      if (found.isFile()) files.push(name);
      else if (found.isDirectory() && (await holdsFiles(file)))
        report(subfolder(root, folder, file, directory));
    } catch (error) {
      report(await brokenLink(root, file, error as NodeJS.ErrnoException));
    }
  }
  return files;
}

/** What lies in a folder; of one that is not there nothing. */
function entriesOf(root: string, path: string, report: (problem: Problem) => void): string[] {
  try {
    return readdirSync(path);
  } catch (error) {
    const refused = error as NodeJS.ErrnoException;
    if (refused.code !== 'ENOENT') report(unreadable(root, path, refused));
    return [];
  }
}

/** Switching branches leaves folders without a file. */
async function holdsFiles(path: string): Promise<boolean> {
  const entries = await readdir(path, { withFileTypes: true, recursive: true });
  return entries.some((entry) => !entry.isDirectory() && !entry.name.startsWith('.'));
}

function subfolder(root: string, folder: string, path: string, directory: string): Problem {
  const shown = relative(root, path);
  return new Problem({
    code: 'step_in_subfolder',
    message: `${shown} is a folder; what is in it would not be read.`,
    detail: `The files of ${folder}/ lie in it directly, so that their names alone give their order.`,
    hint: `git mv ${shown}/* ${relative(root, join(directory, folder))}/`,
  });
}

/** The problem of a symbolic link that leads nowhere, or of a file that cannot be looked at. */
export async function brokenLink(root: string, path: string, error: NodeJS.ErrnoException): Promise<Problem> {
  const target = await readlink(path).catch(() => undefined);
  if (target === undefined || error.code !== 'ENOENT') return unreadable(root, path, error);
  return new Problem({
    code: 'symlink_broken',
    message: `${relative(root, path)} is a symbolic link to something that is not there.`,
    detail: `It leads to ${target}.`,
    hint: `Bring the target back, or remove the link: rm ${relative(root, path)}`,
  });
}

function unreadable(root: string, path: string, error: NodeJS.ErrnoException): Problem {
  return new Problem({
    code: 'file_unreadable',
    message: `${relative(root, path)} cannot be read.`,
    detail: error.code ?? error.message,
    hint: `Give the account that runs this the right to read it: chmod u+r ${relative(root, path)}`,
    cause: error,
  });
}

/** A step file's name without its extension. */
export function stemOf(entry: string): string {
  return entry.replace(/\.[a-z]+$/, '');
}
