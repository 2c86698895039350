import { isDomainName } from './domain-name.ts';
import type { Link } from './link.ts';
import { Problem } from './problem.ts';
import { shown, unknownFields } from './unknown-fields.ts';

/** What a domain says of itself in `domain.ts`. Its order comes from package.json, its content from its folders. */
export interface Domain {
  /** The name of its folder, e.g. `crm`; the first part of everything recorded for it. */
  readonly name: string;
  /** One line for people: what the domain is about. */
  readonly purpose: string;
  /** The team that answers for it. */
  readonly owner: string;
  /** Foreign keys that are bound late, see `link`. */
  readonly links?: readonly Link[];
}

/**
 * Declares a domain. The value is frozen; `domain.ts` exports it as default.
 *
 * @throws {Problem} `domain_name` when the name is not lower case words joined by hyphens; `domain_malformed` when there
 *   are other fields than these.
 */
export function defineDomain(domain: Domain): Domain {
  if (!isDomainName(domain.name)) {
    throw new Problem({
      code: 'domain_name',
      message: `"${domain.name}" cannot name a domain.`,
      hint: 'Use lower case letters and digits, words joined by hyphens, 40 characters at most: crm, point-of-sale.',
    });
  }
  const faults = [
    ...unknownFields(domain, ['name', 'purpose', 'owner', 'links']),
    ...(['purpose', 'owner'] as const).flatMap((field) =>
      typeof domain[field] === 'string' ? [] : [`${field} is ${shown(domain[field])} and has to be a text`],
    ),
    ...linkFaults(domain.links),
  ];
  if (faults.length > 0) {
    throw new Problem({
      code: 'domain_malformed',
      message: `The domain ${domain.name} cannot be used: ${faults.join('; ')}.`,
      hint: `A domain is: defineDomain({ name: '${domain.name}', purpose: '…', owner: '…', links })`,
    });
  }
  return Object.freeze({ ...domain });
}

function linkFaults(links: unknown): string[] {
  if (links === undefined) return [];
  if (!Array.isArray(links)) return [`links is ${shown(links)} and has to be a list`];
  const made = (each: unknown) =>
    typeof each === 'object' && each !== null && 'from' in each && isColumn(each.from);
  return links.every(made) ? [] : ['links holds what link({ … }) did not make'];
}

function isColumn(value: unknown): boolean {
  return typeof value === 'object' && value !== null && 'table' in value && 'column' in value;
}
