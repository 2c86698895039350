import { mkdir, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { assertKeysDeclared, checkFunctions } from '@erp/engine/apply';
import { exportSql, type SqlScript } from '@erp/engine/export';
import { type Ledger, readLedger, readUndo } from '@erp/engine/ledger';
import { assertHistoryAgrees, type Plan, planMigrations } from '@erp/engine/plan';
import { discoverDomains } from '@erp/engine/project';
import { Problem } from '@erp/kit/problem';
import { withSession } from '../database.ts';
import type { Invocation } from '../invocation.ts';
import { planAsJson, printHistory, printPlan, printWaiting } from '../print-plan.ts';
import type { PlanCommandOptions } from './plan.command.ts';

/** `erp plan`: discover, order, plan; print the steps, or their SQL. */
export async function plan(invocation: Invocation, options: PlanCommandOptions): Promise<void> {
  if (options.out !== undefined && options.sql !== true) {
    throw new Problem({
      code: 'usage',
      message: '--out goes with --sql.',
      hint: `pnpm plan --sql --out ${options.out}`,
    });
  }
  const workspace = await discoverDomains(invocation.root);
  const { planned, ledger, undone } = await planFrom(invocation, options, (ledger) =>
    planMigrations(workspace, ledger, options),
  );
  await assertKeysDeclared(planned);

  if (options.sql === true) {
    const scripts =
      planned.steps.length === 0 ? [] : await exportSql(ledger, planned, options.out !== undefined, undone);
    await handOver(invocation, options, planned, scripts);
  } else if (options.json === true) {
    invocation.json(planAsJson(planned));
  } else {
    for (const line of [...printHistory(planned), ...printWaiting(planned)]) invocation.stderr(line);
    invocation.stdout(printPlan(planned));
  }
}

/** Writes the SQL into the folder that was named, or prints it; as JSON, beside the plan that it is of. */
async function handOver(
  invocation: Invocation,
  options: PlanCommandOptions,
  planned: Plan,
  scripts: readonly SqlScript[],
): Promise<void> {
  if (options.out === undefined) {
    if (options.json === true) invocation.json({ ...planAsJson(planned), scripts });
    else invocation.raw(scripts.map((script) => script.sql).join('\n') || '-- Nothing to do.');
    return;
  }
  const folder = resolve(invocation.env.INIT_CWD ?? process.cwd(), options.out);
  await mkdir(folder, { recursive: true });
  for (const script of scripts) await writeFile(join(folder, script.file), script.sql);
  const files = scripts.map((script) => script.file);
  if (options.json === true) invocation.json({ ...planAsJson(planned), folder, files });
  else invocation.stdout(`Wrote ${files.join(', ') || 'nothing: nothing is pending'}.`);
}

/** The plan that can be applied, what it starts from, and for SQL what undoes the applied functions. */
async function planFrom(
  invocation: Invocation,
  options: PlanCommandOptions,
  planOf: (ledger: Ledger) => Plan,
): Promise<{ planned: Plan; ledger: Ledger; undone: ReadonlyMap<string, readonly string[]> }> {
  if (options.fresh === true) {
    const ledger = { exists: false, rows: [] };
    const planned = planOf(ledger);
    await checkFunctions(planned, ledger, undefined);
    return { planned, ledger, undone: new Map() };
  }
  return withSession(invocation, 'plan', async (session) => {
    const ledger = await readLedger(session);
    const planned = planOf(ledger);
    assertHistoryAgrees(planned);
    await checkFunctions(planned, ledger, session);
    const undone = options.sql === true ? await readUndo(session, ledger) : new Map<string, string[]>();
    return { planned, ledger, undone };
  });
}
