import { join, relative } from 'node:path';
import { Problem } from '@erp/kit/problem';
import { findCircles } from './graph.ts';
import type { DomainPackage } from './workspace.ts';

/** Checks that can only be made when all domains are seen together. */
export function checkDomains(
  root: string,
  domains: readonly DomainPackage[],
  report: (problem: Problem) => void,
): void {
  reportSharedPackageNames(root, domains, report);
  reportCircles(root, domains, report);
  reportSharedTables(root, domains, report);
  for (const domain of domains) {
    reportUnknownAfter(root, domain, domains, report);
    reportLinks(root, domain, domains, report);
  }
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

function reportCircles(
  root: string,
  domains: readonly DomainPackage[],
  report: (problem: Problem) => void,
): void {
  const index = new Map(domains.map((domain, i) => [domain.name, i]));
  const edges = domains.map((domain) => domain.dependencies.map((name) => index.get(name) as number));
  const dependents = new Uint32Array(domains.length);
  for (const needed of edges.flat()) dependents[needed] = (dependents[needed] ?? 0) + 1;

  for (const circle of findCircles(edges)) {
    const members = circle.map((i) => domains[i] as DomainPackage);
    const [first] = members;
    if (first === undefined) continue;
    if (members.length === 1) {
      report(
        new Problem({
          code: 'domain_circle',
          message: `The domain ${first.name} depends on itself.`,
          detail: `${manifestOf(root, first)}: "${first.packageName}"`,
          hint: `Remove "${first.packageName}" from the dependencies of ${manifestOf(root, first)}.`,
        }),
      );
      continue;
    }
    const arrows = members.map((domain, i) => ({
      from: domain,
      to: members[(i + 1) % members.length] ?? first,
    }));
    // The domain that most others need is the most basic one: its entry is the one that points the wrong way.
    const basic = circle.reduce((a, b) => ((dependents[b] ?? 0) > (dependents[a] ?? 0) ? b : a));
    const cut = arrows[circle.indexOf(basic)] ?? { from: first, to: first };
    const kept = arrows.filter((arrow) => arrow !== cut);
    report(
      new Problem({
        code: 'domain_circle',
        message: `Domains depend on each other in a circle: ${[...members, first].map((each) => each.name).join(' → ')}.`,
        detail: arrows
          .map((arrow) => `${manifestOf(root, arrow.from)}: "${arrow.to.packageName}"`)
          .join('\n'),
        hint:
          `Keep ${kept.map((arrow) => `${arrow.from.name} → ${arrow.to.name}`).join(', ')}; ` +
          `declare ${cut.from.name} → ${cut.to.name} as a link in ${relative(root, join(cut.from.directory, 'links.ts'))} ` +
          `and remove it from package.json.`,
      }),
    );
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
  domain: DomainPackage,
  domains: readonly DomainPackage[],
  report: (problem: Problem) => void,
): void {
  const byName = new Map(domains.map((each) => [each.name, each]));
  for (const migration of domain.migrations) {
    for (const name of migration.after) {
      const target = byName.get(name.split('/')[0] ?? '');
      if (target?.migrations.some((each) => each.name === name)) continue;
      const near = target?.migrations
        .map((each) => each.name)
        .find((each) => each.startsWith(name.slice(0, -3)));
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

function reportLinks(
  root: string,
  domain: DomainPackage,
  domains: readonly DomainPackage[],
  report: (problem: Problem) => void,
): void {
  const file = relative(root, join(domain.directory, 'links.ts'));
  for (const { link, name } of domain.links) {
    const target = domains.find((each) => each.name === link.domain);
    const ends = [
      { owner: domain, column: link.from },
      ...(target === undefined ? [] : [{ owner: target, column: link.to }]),
    ];
    for (const { owner, column } of ends) {
      if (owner.tables.size === 0 || owner.tables.get(column.table)?.has(column.column)) continue;
      const columns = owner.tables.get(column.table);
      report(
        new Problem({
          code: 'link_unknown_column',
          message: `The link ${name} names ${column.table}.${column.column}, which ${owner.name} does not have.`,
          detail:
            columns === undefined
              ? `${file}; tables of ${owner.name}: ${[...owner.tables.keys()].join(', ')}`
              : `${file}; columns of ${column.table}: ${[...columns].join(', ')}`,
          hint: 'Correct the name, or run `pnpm types` if a new migration adds it.',
        }),
      );
    }
    if (domain.name === link.domain || domain.dependencies.includes(link.domain)) {
      report(
        new Problem({
          code: 'link_needless',
          message: `${domain.name} links to ${link.domain}, although it ${domain.name === link.domain ? 'is its own domain' : 'depends on it'}.`,
          detail: `${file}: ${link.from.table}.${link.from.column} → ${link.to.table}.${link.to.column}`,
          hint: 'Make it a foreign key of a migration: tenantForeign(table, …).',
        }),
      );
    }
  }
}

function manifestOf(root: string, domain: DomainPackage): string {
  return relative(root, join(domain.directory, 'package.json'));
}
