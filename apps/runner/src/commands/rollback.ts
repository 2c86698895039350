import { applyRollback } from '@erp/engine/apply-rollback';
import { clearBegun } from '@erp/engine/begun';
import { discoverDomains } from '@erp/engine/discover';
import { readLedger } from '@erp/engine/ledger';
import { orderSteps } from '@erp/engine/order';
import { planRollback, type RollbackTarget } from '@erp/engine/plan-rollback';
import { Problem } from '@erp/kit/problem';
import { confirm } from '../confirm.ts';
import { withSession } from '../database.ts';
import type { Invocation } from '../invocation.ts';
import { printRollback, rollbackAsJson } from '../print-plan.ts';
import { withRunnerLock } from '../runner-lock.ts';
import { showProgress } from '../show-progress.ts';

export interface RollbackOptions {
  readonly to?: string;
  readonly domain?: string;
  readonly all?: boolean;
  readonly dryRun?: boolean;
  readonly yes?: boolean;
  readonly lockTimeout: number;
  readonly attempts?: number;
  readonly json?: boolean;
}

/** `erp rollback`: discover, order, plan backwards, ask, take the lock, plan again, take back. */
export async function rollback(invocation: Invocation, options: RollbackOptions): Promise<void> {
  const target = targetOf(options);
  await withSession(invocation, 'rollback', async (session, database) => {
    const workspace = await discoverDomains(invocation.root);
    const order = orderSteps(workspace.domains);
    const planned = planRollback(workspace, order, await readLedger(session), target);
    if (planned.steps.length === 0 || options.dryRun === true) {
      invocation.out(
        options.json === true ? JSON.stringify(rollbackAsJson(planned), null, 2) : printRollback(planned),
      );
      return;
    }
    if (options.yes !== true) {
      invocation.tell(printRollback(planned));
      await confirm(
        invocation,
        `Take these ${planned.steps.length} steps back from ${database.description}?`,
      );
    }
    await withRunnerLock(invocation, session, options.lockTimeout, async () => {
      const ledger = await readLedger(session);
      await clearBegun(session, order, ledger);
      const current = planRollback(workspace, order, ledger, target);
      refuseAnother(planned.steps.length, current.steps.length, options);
      await applyRollback(session, current, showProgress(invocation, current.steps.length), options.attempts);
      invocation.out(
        options.json === true
          ? JSON.stringify(rollbackAsJson(current), null, 2)
          : `Took back ${current.steps.length} steps.${current.toNothing ? ' Nothing is left but the roles, which belong to the whole server.' : ''}`,
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

/** What a person agreed to is what is done: another runner may have changed the ledger in the meantime. */
function refuseAnother(agreed: number, current: number, options: RollbackOptions): void {
  if (options.yes === true || agreed === current) return;
  throw new Problem({
    code: 'ledger_changed',
    message: 'Another runner changed the database while this one was asking.',
    hint: 'Nothing was taken back. Run the command again.',
  });
}
