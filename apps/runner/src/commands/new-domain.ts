import { spawnSync } from 'node:child_process';
import { appendFile, mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { discoverDomains } from '@erp/engine/discover';
import { unknownDomain } from '@erp/engine/plan';
import { isDomainName } from '@erp/kit/domain-name';
import { Problem, throwProblems } from '@erp/kit/problem';
import { domainFiles } from '../domain-template.ts';
import type { Invocation } from '../invocation.ts';

export interface NewDomainOptions {
  readonly after: string[];
  readonly owner?: string;
  readonly install: boolean;
}

/** `erp new domain`: a package with one table that passes its contract suite as it is. */
export async function newDomain(
  invocation: Invocation,
  name: string,
  options: NewDomainOptions,
): Promise<void> {
  const workspace = await discoverDomains(invocation.root);
  const directory = join(invocation.root, 'packages', 'domains', name);
  const names = workspace.domains.map((domain) => domain.name);
  const problems = options.after
    .filter((after) => !names.includes(after))
    .map((after) => unknownDomain(workspace, after));
  const packages = new Set(['kit', 'engine', 'postgres', 'testing', 'runner']);
  if (!isDomainName(name) || packages.has(name)) {
    problems.push(
      new Problem({
        code: 'domain_name',
        message: `"${name}" cannot name a domain.`,
        hint: `Use lower case letters and digits, words joined by hyphens; ${[...packages].join(', ')} are taken.`,
      }),
    );
  }
  if (names.includes(name)) {
    problems.push(
      new Problem({
        code: 'domain_exists',
        message: `The domain ${name} exists already.`,
        detail: relative(invocation.root, directory),
        hint: `pnpm new migration ${name} "…"`,
      }),
    );
  }
  throwProblems(problems);

  const owner = options.owner ?? `${name} team`;
  const dependencies = [...new Set(['system', ...options.after])].sort();
  for (const [file, text] of Object.entries(domainFiles({ name, owner, dependencies }))) {
    const path = join(directory, file);
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, text, { flag: 'wx' });
    invocation.out(relative(invocation.root, path));
  }
  await addCodeOwner(invocation.root, name, owner);
  if (options.install) install(invocation);
  invocation.out(`\nNext: pnpm --filter @erp/${name} test`);
}

async function addCodeOwner(root: string, name: string, owner: string): Promise<void> {
  const file = join(root, 'CODEOWNERS');
  const text = await readFile(file, 'utf8').catch(() => '');
  const line = `/packages/domains/${name}/`;
  if (text.includes(line)) return;
  await appendFile(file, `${line.padEnd(34)} @erp/${owner.replaceAll(/[^a-z0-9]+/gi, '-').toLowerCase()}\n`);
}

/** Links the new package into the workspace; everything that it needs is installed already. */
function install(invocation: Invocation): void {
  const done = spawnSync('pnpm', ['install', '--prefer-offline'], { cwd: invocation.root, encoding: 'utf8' });
  if (done.status === 0) return;
  throw new Problem({
    code: 'install_failed',
    message: 'The package was written, but pnpm could not link it into the workspace.',
    detail: `${done.stdout ?? ''}${done.stderr ?? ''}`.trim() || done.error?.message,
    hint: 'pnpm install',
  });
}
