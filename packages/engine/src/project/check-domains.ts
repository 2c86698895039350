import { join, relative } from 'node:path';
import { nearestName } from '@erp/kit/did-you-mean';
import { Problem } from '@erp/kit/problem';
import { domainOfName } from '../ledger/recorded-name.ts';
import { checkCircles } from './check-circles.ts';
import { checkLinks } from './check-links.ts';
import type { DomainPackage } from './domain-package.ts';

/**
 * Checks that can only be made when all domains are seen together.
 *
 * @param names names of all domains of the checkout, also of those that were not read.
 */
export async function checkDomains(
  root: string,
  domains: readonly DomainPackage[],
  names: readonly string[],
  report: (problem: Problem) => void,
): Promise<void> {
  reportSharedPackageNames(root, domains, report);
  const onCircle = checkCircles(root, domains, report);
  reportSharedTables(root, domains, report);
  reportUnknownAfter(root, domains, report);
  await checkLinks({ root, domains, names, onCircle }, report);
}

function reportSharedPackageNames(
  root: string,
  domains: readonly DomainPackage[],
  report: (problem: Problem) => void,
): void {
  const seen = new Map<string, DomainPackage>();
  for (const domain of domains) {
    const twin = seen.get(domain.packageName);
    if (twin !== undefined) {
      report(
        new Problem({
          code: 'package_name_twice',
          message: `Two domains are packaged as ${domain.packageName}.`,
          detail: `${manifestOf(root, twin)}\n${manifestOf(root, domain)}`,
          hint: `Name the package of each domain after its folder, e.g. "@erp/${domain.name}".`,
        }),
      );
    }
    seen.set(domain.packageName, domain);
  }
}

function reportSharedTables(
  root: string,
  domains: readonly DomainPackage[],
  report: (problem: Problem) => void,
): void {
  const owner = new Map<string, DomainPackage>();
  for (const domain of domains) {
    for (const table of domain.tables.keys()) {
      const twin = owner.get(table);
      if (twin !== undefined) {
        report(
          new Problem({
            code: 'table_twice',
            message: `Both ${twin.name} and ${domain.name} create the table ${table}.`,
            detail: `${relative(root, join(twin.directory, 'tables.ts'))}\n${relative(root, join(domain.directory, 'tables.ts'))}`,
            hint: 'A table has one owner. Rename one of them in its migration and run `pnpm types`.',
          }),
        );
      }
      owner.set(table, domain);
    }
  }
}

function reportUnknownAfter(
  root: string,
  domains: readonly DomainPackage[],
  report: (problem: Problem) => void,
): void {
  const namesOf = new Map(
    domains.map((domain) => [domain.name, new Set(domain.migrations.map((each) => each.name))]),
  );
  for (const migration of domains.flatMap((domain) => domain.migrations)) {
    for (const name of migration.after) {
      const names = namesOf.get(domainOfName(name));
      if (names?.has(name)) continue;
      const candidates = [...(names ?? [...namesOf.values()].flatMap((each) => [...each]))];
      const near = candidates.find((each) => each.startsWith(`${name}_`)) ?? nearestName(name, candidates);
      report(
        new Problem({
          code: 'after_unknown',
          message: `${migration.name} wants to come after ${name}, which does not exist.`,
          detail: relative(root, migration.file),
          hint:
            near !== undefined
              ? `Did you mean '${near}'?`
              : 'Name a migration as <domain>/<file name without extension>.',
        }),
      );
    }
  }
}

function manifestOf(root: string, domain: DomainPackage): string {
  return relative(root, join(domain.directory, 'package.json'));
}
