import type { Plan } from '@erp/engine/plan';
import type { RollbackPlan } from '@erp/engine/plan-rollback';
import { kindOfName } from '@erp/engine/step';
import pc from 'picocolors';

/** The plan as numbered lines. */
export function printPlan(plan: Plan): string {
  if (plan.steps.length === 0) return 'Nothing to do.';
  const width = String(plan.steps.length).length;
  const lines = plan.steps.map(({ step, reason }, i) => {
    const alone =
      step.kind === 'migration' && !step.transactional ? pc.yellow('  outside a transaction') : '';
    return `${String(i + 1).padStart(width)}  ${step.name}${reason === 'changed' ? pc.cyan('  changed') : ''}${alone}`;
  });
  return [...lines, `${plan.steps.length} steps to apply.`].join('\n');
}

/** The rollback as numbered lines. */
export function printRollback(plan: RollbackPlan): string {
  if (plan.steps.length === 0) return 'Nothing to take back.';
  const width = String(plan.steps.length).length;
  const lines = plan.steps.map(({ row }, i) => `${String(i + 1).padStart(width)}  ${row.name}`);
  return [...lines, `${plan.steps.length} steps to take back.`].join('\n');
}

/** Links that wait for a domain, one line each. */
export function printWaiting(plan: Plan): string[] {
  return plan.waiting.map(({ step, domain }) => pc.dim(`${step.name} waits for ${domain}.`));
}

/** What the ledger holds that this checkout does not. */
export function printHistory(plan: Plan): string[] {
  const { fromTheFuture, leftOver } = plan.history;
  const lines: string[] = [];
  if (fromTheFuture.length > 0) {
    lines.push(
      pc.yellow(
        `This checkout is older than the database, which also has ${shortList(fromTheFuture)}. ` +
          'Changed functions and reference data are left as they are. Update the checkout; ' +
          'if a file was deleted on purpose: pnpm erp repair <its name>',
      ),
    );
  } else if (leftOver.length > 0) {
    lines.push(
      pc.yellow(
        `Applied, but no longer declared: ${shortList(leftOver)}. To be rid of it, drop it in a migration, ` +
          'then drop its record: pnpm erp repair <its name>',
      ),
    );
  }
  return lines;
}

/** The plan as a value for programs. */
export function planAsJson(plan: Plan): object {
  return {
    steps: plan.steps.map(({ step, reason }) => ({
      name: step.name,
      kind: step.kind,
      domain: step.domain,
      reason,
      transactional: step.kind !== 'migration' || step.transactional,
    })),
    waiting: plan.waiting.map(({ step, domain }) => ({ name: step.name, domain })),
    fromTheFuture: plan.history.fromTheFuture,
    leftOver: plan.history.leftOver,
  };
}

/** The rollback as a value for programs. */
export function rollbackAsJson(plan: RollbackPlan): object {
  return {
    steps: plan.steps.map(({ row }) => ({ name: row.name, kind: kindOfName(row.name), batch: row.batch })),
  };
}

/** The first few names, and how many more there are; `--json` has them all. */
function shortList(names: readonly string[]): string {
  const shown = names.slice(0, 4).join(', ');
  return names.length > 4 ? `${shown} and ${names.length - 4} more` : shown;
}
