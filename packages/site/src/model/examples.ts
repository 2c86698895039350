import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { DomainPackage } from '@erp/engine/project';
import { type Outcome, runAsMember } from './as-member.ts';
import type { CatalogSession } from './catalog.ts';
import type { DemoTenant } from './samples.ts';

/** A call of a function that can be run as it stands, and what came of it on the demo. */
export interface Example extends Outcome {
  /** Name of the function. */
  readonly of: string;
  readonly sql: string;
}

/**
 * The examples of domains: `examples/<function>.sql`, one statement each, as a member of a demo tenant runs it. It finds
 * its rows by itself and gives nothing that differs from run to run: no time of day, no new number of a row.
 */
export function readExamples(domains: readonly DomainPackage[]): readonly Example[] {
  return domains.flatMap(({ directory }) => {
    const folder = join(directory, 'examples');
    if (!existsSync(folder)) return [];
    return readdirSync(folder)
      .filter((name) => name.endsWith('.sql'))
      .sort()
      .map((name) => ({ of: basename(name, '.sql'), sql: readFileSync(join(folder, name), 'utf8').trim() }));
  });
}

/** Runs examples as the owner of the demo tenant; each is taken back. */
export async function runExamples(
  session: CatalogSession,
  examples: readonly Example[],
  tenant: DemoTenant | undefined,
): Promise<readonly Example[]> {
  if (tenant === undefined) return examples;
  const run: Example[] = [];
  for (const example of examples)
    run.push({ ...example, ...(await runAsMember(session, example.sql, tenant)) });
  return run;
}
