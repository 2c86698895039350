import { readFile, rm, writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { discoverDomains } from '@erp/engine/project';
import { Problem } from '@erp/kit/problem';
import { withDisposableDatabase } from '@erp/scratch/disposable';
import { generateRowTypes } from '@erp/scratch/row-types';
import type { Invocation } from '../invocation.ts';
import type { TypesOptions } from './types.command.ts';

/** `erp types`: migrate a scratch database domain by domain and write what each one added as row types, and its functions as calls. */
export async function types(invocation: Invocation, options: TypesOptions): Promise<void> {
  const workspace = await discoverDomains(invocation.root, options.only);
  invocation.stage('Migrating a scratch database, domain by domain, to read its columns …');
  const stale: string[] = [];
  const written = await withDisposableDatabase((scratch) => generateRowTypes(scratch, workspace));
  for (const { domain, text, calls } of written) {
    // Those of a package came with it.
    if (domain.fromPackage) continue;
    for (const [name, wanted] of [
      ['tables.ts', text],
      ['calls.ts', calls],
    ] as const) {
      const file = join(domain.directory, name);
      const present = await readFile(file, 'utf8').catch(() => undefined);
      if (present === wanted) continue;
      stale.push(relative(invocation.root, file));
      if (options.check === true) continue;
      if (wanted === undefined) await rm(file);
      else await writeFile(file, wanted);
    }
  }
  if (options.check === true && stale.length > 0) {
    throw new Problem({
      code: 'types_stale',
      message: `${stale.length} files of row types and calls do not match the migrations.`,
      detail: stale.join('\n'),
      hint: 'pnpm types',
    });
  }
  if (options.json === true) {
    invocation.json({ wrote: stale });
    return;
  }
  for (const file of stale) invocation.stdout(`wrote ${file}`);
  if (stale.length === 0) invocation.stdout('All row types and calls are up to date.');
}
