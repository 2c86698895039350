import { existsSync } from 'node:fs';
import { join, relative } from 'node:path';
import type { Project } from '@erp/engine/project';
import { importModule } from '@erp/engine/source';
import { Problem, throwProblems } from '@erp/kit/problem';

/** A finding that a domain accepts, as its `exceptions.ts` lists it. */
export interface Exception {
  /** Number of a rule (`0007`); of one of `erp plan --analyze` the name will do as well (`index-blocks-writes`). */
  readonly rule: string;
  /** Key of the finding. */
  readonly key: string;
  /** One sentence that a reviewer agreed with. */
  readonly because: string;
}

/** An exception and the domain that answers for it. */
export interface DomainException extends Exception {
  readonly domain: string;
}

/**
 * Reads the `exceptions.ts` of domains, where they have one: a default export, a list of `Exception`.
 *
 * @param installed names of the domains that the database has; the exceptions of others could match nothing.
 * @throws {Problem} `exception_malformed` for an entry without a rule, a key or a reason.
 */
export async function loadExceptions(
  workspace: Project,
  installed: ReadonlySet<string>,
): Promise<DomainException[]> {
  const found: DomainException[] = [];
  const problems: Problem[] = [];
  for (const { name, directory } of workspace.domains.filter((domain) => installed.has(domain.name))) {
    const file = join(directory, 'exceptions.ts');
    if (!existsSync(file)) continue;
    const entries = (await importModule(file)).default;
    if (!Array.isArray(entries)) problems.push(malformed(relative(workspace.root, file), entries));
    for (const entry of Array.isArray(entries) ? entries : []) {
      if (isException(entry)) found.push({ ...entry, domain: name });
      else problems.push(malformed(relative(workspace.root, file), entry));
    }
  }
  throwProblems(problems);
  return found;
}

function isException(value: unknown): value is Exception {
  if (typeof value !== 'object' || value === null) return false;
  const { rule, key, because } = value as Record<string, unknown>;
  return (
    /^(\d{4}|[a-z]+(-[a-z]+)+)$/.test(String(rule)) &&
    [key, because].every((text) => typeof text === 'string' && text.trim() !== '')
  );
}

function malformed(file: string, entry: unknown): Problem {
  return new Problem({
    code: 'exception_malformed',
    message: `${file} holds an exception that is none.`,
    detail: JSON.stringify(entry) ?? 'There is no default export.',
    hint: "Write { rule: '0007', key: 'public.crm_leads.crm_leads_select', because: 'one sentence' }.",
  });
}
