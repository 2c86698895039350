import { join, resolve } from 'node:path';
import { Problem } from '@erp/kit/problem';
import { compareSite, type SiteDifference, type SiteFile, writeSite } from '@erp/site/files';
import { serveSite } from '@erp/site/server';
import { withSession } from '../database.ts';
import type { Invocation } from '../invocation.ts';
import { makeSite } from '../make-site.ts';
import type { DocsOptions } from './docs.command.ts';

/**
 * `erp docs`: read the database and the checkout, and write, check or serve what is to be told of them.
 *
 * @throws {Problem} `not_migrated`, `site_stale`, `not_a_site`.
 */
export async function docs(invocation: Invocation, options: DocsOptions): Promise<void> {
  const files = await withSession(invocation, 'docs', (session) => makeSite(invocation, session));
  if (options.serve === true) {
    await serve(invocation, files);
    return;
  }
  const folder = resolve(invocation.root, options.out);
  const difference = options.check === true ? compareSite(folder, files) : writeSite(folder, files);
  if (options.check === true) assertCurrent(options.out, difference);
  const { changed, missing, surplus } = difference;
  const wrote = changed.length + missing.length;
  if (options.json === true) {
    invocation.json({ folder, files: files.length, changed, missing, surplus });
    return;
  }
  invocation.stdout(
    wrote + surplus.length === 0
      ? `${folder} is up to date: ${files.length} files.`
      : `Wrote ${wrote} of ${files.length} files, removed ${surplus.length}.`,
  );
  invocation.stdout(`Open ${join(folder, 'index.html')}`);
}

function assertCurrent(out: string, { changed, missing, surplus }: SiteDifference): void {
  const files = [
    ...changed.map((path) => `${path} differs`),
    ...missing.map((path) => `${path} is missing`),
    ...surplus.map((path) => `${path} is not of it any more`),
  ];
  if (files.length === 0) return;
  const rest = files.length - SHOWN;
  throw new Problem({
    code: 'site_stale',
    message: `The site in ${out} is not what would be written: ${files.length} files.`,
    detail: [...files.slice(0, SHOWN), ...(rest > 0 ? [`… and ${rest} more`] : [])].join('\n'),
    hint: `pnpm erp docs --out ${out}`,
  });
}

/** So many files say what has happened; more would scroll it away. */
const SHOWN = 10;

/** Until a person stops it. */
async function serve(invocation: Invocation, files: readonly SiteFile[]): Promise<void> {
  const site = await serveSite(files);
  invocation.stdout(`The site is at ${site.url} until you stop it by Ctrl-C.`);
  await new Promise(() => {});
}
