import type { DomainInvariant, InvariantProgress } from '@erp/invariants/invariants';
import pc from 'picocolors';
import type { Invocation } from './invocation.ts';

/**
 * Shows the invariant that is at work on a terminal, and how many of how many; a line for each domain that is done, so
 * that a log tells as well where the time goes.
 *
 * @param invariants in the order in which they are asked, those of a domain beside each other.
 */
export function showInvariantProgress(
  invocation: Invocation,
  invariants: readonly DomainInvariant[],
): InvariantProgress {
  const total = invariants.length;
  let asked = 0;
  let duration = 0;
  let kept = 0;
  let broken = 0;
  return {
    asking({ domain, name }, number) {
      invocation.statusLine(`[${number}/${total}] ${domain}/${name} …`);
    },
    answered({ domain }, milliseconds, rows) {
      asked += 1;
      duration += milliseconds;
      if (rows === 0) kept += 1;
      else broken += 1;
      if (invariants[asked]?.domain === domain) return;
      const mark = broken === 0 ? pc.green('✓') : pc.red('✗');
      const count = `${String(kept + broken).padStart(3)} invariants, ${broken} broken`;
      invocation.stderr(`${mark} ${domain.padEnd(14)} ${count}  ${(duration / 1000).toFixed(2)} s`);
      kept = 0;
      broken = 0;
      duration = 0;
    },
  };
}
