import { applyRollback, findLostData, settleInProgress } from '@erp/engine/apply';
import { assertNoPool } from '@erp/engine/connection';
import { readLedger, readStepsInProgress } from '@erp/engine/ledger';
import { planRollback, type RollbackPlan, type RollbackTarget } from '@erp/engine/plan';
import { discoverDomains } from '@erp/engine/project';
import { Problem } from '@erp/kit/problem';
import { confirm } from '../confirm.ts';
import { withSession } from '../database.ts';
import type { Invocation } from '../invocation.ts';
import { countOf, printLost, printRollback, rollbackAsJson } from '../print-plan.ts';
import { withRunnerLock } from '../runner-lock.ts';
import { showProgress } from '../show-progress.ts';
import type { RollbackOptions } from './rollback.command.ts';

/** `erp rollback`: discover, order, plan backwards, ask, take the lock, plan again, roll back. */
export async function rollback(invocation: Invocation, options: RollbackOptions): Promise<void> {
  const target = targetOf(options);
  await withSession(invocation, 'rollback', async (session, database) => {
    const workspace = await discoverDomains(invocation.root);
    const recorded = await readLedger(session);
    const planned = planRollback(workspace, recorded, target);
    const inProgress = recorded.exists ? await readStepsInProgress(session) : [];
    const lost = await findLostData(session, planned);
    const report = (text: string) =>
      options.json === true ? invocation.json(rollbackAsJson(planned, lost)) : invocation.stdout(text);
    if (planned.steps.length === 0) await assertNoPool(session);
    for (const { name } of inProgress) {
      invocation.stderr(`A run ended in the middle of ${name}; that comes first.`);
    }
    if ((planned.steps.length === 0 && inProgress.length === 0) || options.dryRun === true) {
      report(printRollback(planned, lost));
      return;
    }
    if (options.yes === true || planned.steps.length === 0) {
      for (const line of printLost(lost)) invocation.stderr(line);
    } else {
      invocation.stderr(printRollback(planned, lost));
      const rows = lost.tables.reduce((sum, each) => sum + each.rows, 0);
      await confirm(
        invocation,
        `Roll back ${countOf(planned.steps.length, 'step')}${rows > 0 ? ` and ${countOf(rows, 'row')}` : ''} from ${database.description}?`,
      );
    }
    await withRunnerLock(invocation, session, options.lockTimeout, async () => {
      const ledger = await readLedger(session);
      const current = planRollback(workspace, ledger, target);
      const progress = showProgress(invocation, {
        does: 'Rolling back',
        steps: current.steps.length,
        again: 'pnpm rollback',
      });
      await settleInProgress(session, workspace, ledger, progress);
      assertSamePlan(planned, current);
      await applyRollback(session, current, progress, options.attempts);
      report(
        `Rolled back ${countOf(current.steps.length, 'step')}.${current.toNothing ? ' Nothing is left but the roles, which belong to the whole server.' : ''}`,
      );
    });
  });
}

function targetOf(options: RollbackOptions): RollbackTarget {
  const given = [options.to !== undefined, options.domain !== undefined, options.all === true].filter(
    Boolean,
  );
  if (given.length > 1) {
    throw new Problem({
      code: 'usage',
      message: 'Give one of --to, --domain and --all.',
      hint: 'pnpm rollback --help',
    });
  }
  if (options.to !== undefined) return { kind: 'to', migration: options.to };
  if (options.domain !== undefined) return { kind: 'domain', domain: options.domain };
  return options.all === true ? { kind: 'all' } : { kind: 'batch' };
}

/** What was shown is what is done: another runner may have changed the ledger while this one asked or waited. */
function assertSamePlan(shown: RollbackPlan, current: RollbackPlan): void {
  const idsOf = ({ steps }: RollbackPlan) => steps.map(({ row }) => `${row.id} ${row.name}`).join('\n');
  if (idsOf(shown) === idsOf(current)) return;
  throw new Problem({
    code: 'ledger_changed',
    message: 'Another runner changed the database while this one asked or waited.',
    hint: 'Nothing was rolled back. Run the command again.',
  });
}
