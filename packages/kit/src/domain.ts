import type { Link } from './link.ts';
import { Problem } from './problem.ts';

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

const NAME = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/;

/** Whether a text can name a domain: lower case letters and digits, words joined by hyphens. */
export function isDomainName(name: string): boolean {
  return NAME.test(name) && name.length <= 40;
}

/**
 * Declares a domain. The value is frozen; `domain.ts` exports it as default.
 *
 * @throws {Problem} `domain_name` when the name is not lower case words joined by hyphens.
 */
export function defineDomain(domain: Domain): Domain {
  if (!isDomainName(domain.name)) {
    throw new Problem({
      code: 'domain_name',
      message: `"${domain.name}" cannot name a domain.`,
      hint: 'Use lower case letters and digits, words joined by hyphens, 40 characters at most: crm, point-of-sale.',
    });
  }
  return Object.freeze({ ...domain });
}
