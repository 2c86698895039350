import { mkdir, writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { discoverDomains } from '@erp/engine/discover';
import { unknownDomain } from '@erp/engine/plan';
import { Problem } from '@erp/kit/problem';
import type { Invocation } from '../invocation.ts';

/** `erp new migration`: the next numbered file of a domain, with both directions to be filled in. */
export async function newMigration(invocation: Invocation, domainName: string, what: string): Promise<void> {
  const workspace = await discoverDomains(invocation.root);
  const domain = workspace.domains.find((each) => each.name === domainName);
  if (domain === undefined) throw unknownDomain(workspace, domainName);

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
  await writeFile(file, TEMPLATE, { flag: 'wx' });
  invocation.out(relative(invocation.root, file));
}

const TEMPLATE = `import type { Knex } from 'knex';

export async function up(knex: Knex): Promise<void> {
  await knex.raw('SELECT 1');
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw('SELECT 1');
}
`;
