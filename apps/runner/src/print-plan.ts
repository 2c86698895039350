import type { LostData } from '@erp/engine/apply';
import { kindOfName } from '@erp/engine/ledger';
import type { NumberGap, Plan, Reason, RollbackPlan } from '@erp/engine/plan';
import pc from 'picocolors';

/** The plan as numbered lines. */
export function printPlan(plan: Plan): string {
  if (plan.steps.length === 0) return 'Nothing to do.';
  const width = String(plan.steps.length).length;
  const lines = plan.steps.map(({ step, reason }, i) => {
    const mark = step.kind === 'migration' && !step.transactional ? pc.yellow('  outside a transaction') : '';
    return `${String(i + 1).padStart(width)}  ${step.name}${WORD[reason]}${mark}`;
  });
  return [...lines, `${countOf(plan.steps.length, 'step')} to apply.`].join('\n');
}

const WORD: Record<Reason, string> = {
  new: '',
  changed: pc.cyan('  changed'),
  unconfirmed: pc.cyan('  recorded by stock Knex; applied once more'),
};

/** A number with its noun: `1 step`, `2 steps`. */
export function countOf(number: number, noun: string): string {
  return `${number.toLocaleString('en-US')} ${noun}${number === 1 ? '' : 's'}`;
}

/** The rollback as numbered lines, and what goes with it. */
export function printRollback(plan: RollbackPlan, lost: LostData): string {
  if (plan.steps.length === 0) return 'Nothing to roll back.';
  const width = String(plan.steps.length).length;
  const lines = plan.steps.map(
    ({ row, recordOnly }, i) =>
      `${String(i + 1).padStart(width)}  ${row.name}${recordOnly ? pc.dim('  its rows stay; applied again by the next run') : ''}`,
  );
  return [...lines, `${countOf(plan.steps.length, 'step')} to roll back.`, ...printLost(lost)].join('\n');
}

/** Tables and columns that go, with their rows; what is empty is only counted. */
export function printLost({ tables, columns }: LostData): string[] {
  if (tables.length + columns.length === 0) return ['No table and no column goes.'];
  const filled = tables.filter(({ rows }) => rows > 0);
  const rows = filled.reduce((sum, each) => sum + each.rows, 0);
  const more = filled.some((each) => each.more) ? 'more than ' : '';
  return [
    `${countOf(tables.length, 'table')} ${tables.length === 1 ? 'goes' : 'go'}, with ${more}${countOf(rows, 'row')}:`,
    ...filled.map((each) => `  ${each.table.padEnd(36)} ${countOfRows(each).padStart(14)}`),
    ...(filled.length < tables.length
      ? [`  and ${countOf(tables.length - filled.length, 'empty table')}`]
      : []),
    ...columns
      .filter((each) => each.rows > 0)
      .map(
        (each) =>
          `  ${`${each.table}.${each.column}`.padEnd(36)} ${countOfRows(each).padStart(14)}, a column that goes`,
      ),
  ];
}

function countOfRows({ rows, more }: { readonly rows: number; readonly more: boolean }): string {
  return `${more ? 'over ' : ''}${countOf(rows, 'row')}`;
}

/** Links that wait for a domain, one line each. */
export function printWaiting(plan: Plan): string[] {
  return plan.waiting.map(({ step, domain }) => pc.dim(`${step.name} waits for ${domain}.`));
}

/** What the ledger holds that this checkout does not. */
export function printHistory(plan: Plan): string[] {
  const { aheadOfCheckout, orphaned, outOfOrder, gaps } = plan.history;
  const lines = outOfOrder.map(({ pending, applied }) =>
    pc.yellow(`Out of order: ${pending} is pending, although ${applied}, which comes after it, is applied.`),
  );
  if (gaps.length > 0) {
    lines.push(pc.dim(`Numbers left out: ${shortList(gaps.map(gapInWords))}. Applied all the same.`));
  }
  if (aheadOfCheckout.length > 0) {
    lines.push(
      pc.yellow(
        `This checkout is older than the database, which also has ${shortList(aheadOfCheckout)}. ` +
          'Changed functions and reference data are left as they are. Update the checkout; ' +
          'if a file was deleted on purpose: pnpm erp repair <its name>',
      ),
    );
  } else if (orphaned.length > 0) {
    lines.push(
      pc.yellow(
        `Applied, but no longer declared: ${shortList(orphaned)}. To be rid of it, drop it in a migration, ` +
          'then drop its record: pnpm erp repair <its name>',
      ),
    );
  }
  return lines;
}

function gapInWords({ pending, from, to }: NumberGap): string {
  const number = (value: number) => String(value).padStart(4, '0');
  return `${from === to ? number(from) : `${number(from)} to ${number(to)}`} before ${pending}`;
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
    outOfOrder: plan.history.outOfOrder,
    gaps: plan.history.gaps.map((gap) => ({ ...gap, before: gap.before ?? null })),
    aheadOfCheckout: plan.history.aheadOfCheckout,
    orphaned: plan.history.orphaned,
    // The earlier names of these two, since no field goes while `version` is 1.
    fromTheFuture: plan.history.aheadOfCheckout,
    leftOver: plan.history.orphaned,
  };
}

/** The rollback as a value for programs. */
export function rollbackAsJson(plan: RollbackPlan, lost: LostData): object {
  return {
    tables: lost.tables,
    columns: lost.columns,
    steps: plan.steps.map(({ row }) => ({ name: row.name, kind: kindOfName(row.name), batch: row.batch })),
  };
}

/** The first few names, and how many more there are; `--json` has them all. */
function shortList(names: readonly string[]): string {
  const shown = names.slice(0, 4).join(', ');
  return names.length > 4 ? `${shown} and ${names.length - 4} more` : shown;
}
