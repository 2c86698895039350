import { currentRows, domainOfName, type Ledger } from '@erp/engine/ledger';

/** The names of the domains that the ledger has anything of. */
export function installedDomains(ledger: Ledger): Set<string> {
  return new Set([...currentRows(ledger).keys()].map(domainOfName).filter((name) => name !== ''));
}
