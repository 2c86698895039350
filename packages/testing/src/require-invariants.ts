import type { Session } from '@erp/engine/connection';
import { readLedger } from '@erp/engine/ledger';
import type { Project } from '@erp/engine/project';
import { checkInvariants, loadInvariants } from '@erp/invariants/invariants';

/**
 * Asks every invariant of the installed domains of all rows that a test has left behind: what functions write must
 * keep the rules of the business, so a function and an invariant that contradict each other are found by the tests
 * of the function.
 *
 * @param broken invariants that rows written by hand are known to break, as `<domain>/<invariant>`.
 * @throws {Error} when another one is broken, with its first rows.
 */
export async function requireInvariants(
  session: Session,
  workspace: Project,
  broken: readonly string[],
): Promise<void> {
  const asked = (await loadInvariants(workspace, await readLedger(session))).filter(
    ({ domain, name }) => !broken.includes(`${domain}/${name}`),
  );
  const breaches = await checkInvariants(session, asked);
  if (breaches.length === 0) return;
  const found = breaches.map(
    ({ invariant, count, examples }) =>
      `  ${invariant.domain}/${invariant.name}: ${count} rows\n` +
      examples.map(({ tenant, key, found }) => `    tenant ${tenant}, ${key}: ${found}`).join('\n'),
  );
  throw new Error(
    `The rows that these tests left behind break ${breaches.length} invariants:\n${found.join('\n')}\n` +
      'Mend the function or the invariant; for rows that the test wrote by hand, name it in ' +
      'migratedDatabase({ domains, broken }).',
  );
}
