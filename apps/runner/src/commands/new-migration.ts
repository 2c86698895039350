import { mkdir, writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { type DomainPackage, discoverDomains, unknownDomain } from '@erp/engine/project';
import { Problem } from '@erp/kit/problem';
import type { Invocation } from '../invocation.ts';
import { migrationTemplate } from '../migration-template.ts';
import type { NewMigrationOptions } from './new.command.ts';

/**
 * `erp new migration`: the next numbered file of a domain, with both directions to be filled in.
 *
 * @throws {Problem} `domain_unknown`; `domain_from_package`; `migration_name` for a text without a word.
 */
export async function newMigration(
  invocation: Invocation,
  domainName: string,
  what: string,
  options: NewMigrationOptions,
): Promise<void> {
  const workspace = await discoverDomains(invocation.root);
  const domain = workspace.domains.find((each) => each.name === domainName);
  if (domain === undefined) throw unknownDomain(workspace, domainName);
  if (domain.fromPackage) throw belongsToPackage(domain);

  const words = what.toLowerCase().match(/[a-z0-9]+/g) ?? [];
  if (words.length === 0) {
    throw new Problem({
      code: 'migration_name',
      message: `"${what}" does not say what the migration does.`,
      hint: `pnpm new migration ${domainName} "add loyalty tier"`,
    });
  }
  const last = domain.migrations.at(-1)?.name.split('/')[1] ?? '0';
  const number = String(Number.parseInt(last, 10) + 1).padStart(4, '0');
  const file = join(domain.directory, 'migrations', `${number}_${words.join('_')}.ts`);
  await mkdir(join(domain.directory, 'migrations'), { recursive: true });
  await writeFile(file, migrationTemplate(domain, what), { flag: 'wx' });
  const path = relative(invocation.root, file);
  if (options.json === true) {
    invocation.json({ file: path });
    return;
  }
  invocation.stdout(path);
  invocation.stdout(`
It is refused until both directions are written; the file shows how.
Next: pnpm plan, pnpm migrate, pnpm types, pnpm test --filter @erp/${domainName}`);
}

function belongsToPackage({ name, packageName }: DomainPackage): Problem {
  return new Problem({
    code: 'domain_from_package',
    message: `${name} comes with the package ${packageName}; a migration written here would be gone with its next version.`,
    hint: `Propose it where ${packageName} is made, or begin a domain of your own that depends on it: erp new domain <name>`,
  });
}
