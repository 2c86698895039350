import { didYouMean } from '@erp/kit/did-you-mean';
import { Problem, throwProblems } from '@erp/kit/problem';
import type { Project } from './project.ts';

/**
 * The domains of these names and all that they depend on.
 *
 * @throws {Problem} `domain_unknown`
 */
export function withDependencies(project: Project, names: readonly string[]): Set<string> {
  throwProblems(
    names.filter((name) => !project.byName.has(name)).map((name) => unknownDomain(project, name)),
  );
  return project.graph.upstream(names);
}

/** The problem of naming a domain that is not there, with the ones that are. */
export function unknownDomain(project: Project, name: string): Problem {
  const names = project.domains.map((domain) => domain.name);
  return new Problem({
    code: 'domain_unknown',
    message: `There is no domain called ${name}.`,
    detail: `The domains are ${names.join(', ')}.`,
    hint: `${didYouMean(name, names, "'")}Correct the name, or start it: pnpm new domain ${name}`,
  });
}

/**
 * The recorded name of the migration that a person named, in full (`crm/0007_leads`) or by number (`crm/0007`).
 *
 * @throws {Problem} `migration_unknown`
 */
export function resolveMigration(project: Project, name: string): string {
  const [domainName = '', stem = ''] = name.split('/');
  const domain = project.byName.get(domainName);
  const found = domain?.migrations.find(
    (migration) => migration.name === name || (stem !== '' && migration.name.startsWith(`${name}_`)),
  );
  if (found !== undefined) return found.name;
  if (domain === undefined) throw unknownDomain(project, domainName);
  throw new Problem({
    code: 'migration_unknown',
    message: `There is no migration called ${name}.`,
    detail: `The migrations of ${domainName} are ${domain.migrations.map((each) => each.name).join(', ') || 'none'}.`,
    hint: `${didYouMean(
      name,
      domain.migrations.map((each) => each.name),
    )}Name it as <domain>/<number> or <domain>/<file name without extension>.`,
  });
}
