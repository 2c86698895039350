import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { Problem } from '@erp/kit/problem';

/** A file of a site. */
export interface SiteFile {
  /** From the folder of the site, with slashes. */
  readonly path: string;
  readonly text: string;
}

/** How a folder differs from a site. All sorted. */
export interface SiteDifference {
  readonly changed: readonly string[];
  readonly missing: readonly string[];
  /** Files that the site does not have (any more). */
  readonly surplus: readonly string[];
}

/** The file by which a folder is known to hold a site of ours. */
const MARK = 'assets/site.js';

/** Compares a folder with what would be written there. */
export function compareSite(folder: string, files: readonly SiteFile[]): SiteDifference {
  const there = new Set(filesIn(folder));
  const texts = new Map(files.map(({ path, text }) => [path, text]));
  const paths = [...texts.keys()].sort();
  return {
    changed: paths.filter(
      (path) => there.has(path) && readFileSync(join(folder, path), 'utf8') !== texts.get(path),
    ),
    missing: paths.filter((path) => !there.has(path)),
    surplus: [...there].filter((path) => !texts.has(path)).sort(),
  };
}

/**
 * Writes a site into a folder: what differs, and what is not there; files that an earlier site left are removed.
 *
 * @returns what was done.
 * @throws {Problem} `not_a_site` when the folder holds files that are none of a site; nothing is written then.
 */
export function writeSite(folder: string, files: readonly SiteFile[]): SiteDifference {
  const difference = compareSite(folder, files);
  const strange = difference.surplus.length > 0 && !filesIn(folder).includes(MARK);
  if (strange) {
    throw new Problem({
      code: 'not_a_site',
      message: `${folder} holds files that are none of a site.`,
      detail: difference.surplus.slice(0, 5).join('\n'),
      hint: 'Name an empty folder, or one that erp docs has written: erp docs --out <folder>',
    });
  }
  const texts = new Map(files.map(({ path, text }) => [path, text]));
  for (const path of [...difference.changed, ...difference.missing]) {
    const file = join(folder, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, texts.get(path) ?? '');
  }
  for (const path of difference.surplus) rmSync(join(folder, path));
  return difference;
}

function filesIn(folder: string): string[] {
  try {
    return readdirSync(folder, { withFileTypes: true, recursive: true })
      .filter((entry) => entry.isFile())
      .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/'));
  } catch {
    return [];
  }
}
