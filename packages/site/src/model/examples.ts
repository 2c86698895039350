import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { DomainPackage } from '@erp/engine/project';
import { type Outcome, runAsMember, runAsService } from './as-member.ts';
import type { CatalogFunction, CatalogSession } from './catalog.ts';
import type { DemoTenant } from './samples.ts';

/** A call of a function that can be run as it stands, and what came of it on the demo. */
export interface Example extends Outcome {
  /** Name of the function. */
  readonly of: string;
  readonly sql: string;
  /** Why it is shown and not run. */
  readonly notRun?: string | undefined;
}

/** The first line of an example that is only shown. */
const NOT_RUN = /^-- not run: (.+)\n/;

/**
 * The examples of domains: `examples/<function>.sql`, one statement each, as a member of a demo tenant runs it. It finds
 * its rows by itself and gives nothing that differs from run to run: no time of day, no new number of a row. Where no
 * run can be taken back, the first line says so: `-- not run: <why>`.
 */
export function readExamples(domains: readonly DomainPackage[]): readonly Example[] {
  return domains.flatMap(({ directory }) => {
    const folder = join(directory, 'examples');
    if (!existsSync(folder)) return [];
    return readdirSync(folder)
      .filter((name) => name.endsWith('.sql'))
      .sort()
      .map((name) => readExample(basename(name, '.sql'), readFileSync(join(folder, name), 'utf8').trim()));
  });
}

function readExample(of: string, text: string): Example {
  const [line, notRun] = NOT_RUN.exec(text) ?? [];
  return line === undefined ? { of, sql: text } : { of, sql: text.slice(line.length), notRun };
}

/**
 * Runs examples as the owner of the demo tenant, and those of functions that are for services alone as a service; each is
 * taken back.
 */
export async function runExamples(
  session: CatalogSession,
  examples: readonly Example[],
  functions: readonly CatalogFunction[],
  tenant: DemoTenant | undefined,
): Promise<readonly Example[]> {
  if (tenant === undefined) return examples;
  const services = new Set(functions.filter(isForServices).map(({ name }) => name));
  const toRun = examples.filter(({ notRun }) => notRun === undefined);
  const run = async (
    those: readonly Example[],
    asWhom: (statements: readonly string[]) => Promise<readonly Outcome[]>,
  ) => {
    const outcomes = await asWhom(those.map(({ sql }) => sql));
    return those.map((each, place) => ({ ...each, ...outcomes[place] }));
  };
  return [
    ...examples.filter(({ notRun }) => notRun !== undefined),
    ...(await run(
      toRun.filter(({ of }) => services.has(of)),
      (statements) => runAsService(session, statements),
    )),
    ...(await run(
      toRun.filter(({ of }) => !services.has(of)),
      (statements) => runAsMember(session, statements, tenant),
    )),
  ];
}

/** Whether services may call a function, and applications may not. */
export function isForServices({ executed_by: roles }: CatalogFunction): boolean {
  return roles.includes('erp_service') && !roles.includes('erp_app');
}
