import type { Comparison, Verdict } from '@erp/baseline/baseline';
import type { Conflict } from '@erp/baseline/conflicts';
import type { Difference } from '@erp/baseline/live-differences';
import { domainOfName } from '@erp/engine/ledger';
import type { Step } from '@erp/engine/project';
import pc from 'picocolors';

/** What `erp baseline` found, and did. */
export interface BaselineResult {
  readonly comparison: Comparison;
  /** Steps that hold reference data: they can be run again, so they are left to the next run. */
  readonly reference: readonly Step[];
  /** The number of the batch; undefined when nothing was recorded. */
  readonly batch: number | undefined;
  readonly dryRun: boolean;
}

/** The result as lines for people. */
export function printBaseline(result: BaselineResult, conflicts: readonly Conflict[]): string[] {
  const { besides } = result.comparison;
  const lines = printRecorded(result);
  for (const conflict of conflicts) lines.push('', ...printConflict(conflict));
  if (conflicts.length > 0) {
    const differences = conflicts.reduce((sum, each) => sum + Math.max(1, each.differences.length), 0);
    lines.push('', `${count(differences, 'difference')} in ${count(conflicts.length, 'step')}, all of them.`);
  }
  lines.push(...printPending(result));
  if (besides.length > 0) {
    lines.push(
      `Besides, made by no migration: ${shortList(besides)}. That hinders nothing; \`pnpm verify\` calls it drift.`,
    );
  }
  lines.push(`${pc.bold('Next:')} ${nextMove(result, conflicts)}`);
  return lines;
}

function printRecorded({ comparison: { matching, trusted }, batch, dryRun }: BaselineResult): string[] {
  if (matching.length === 0) return ['Nothing was found to record.'];
  const lines = [
    dryRun
      ? `${matching.length} steps are there as the migrations make them, and would be recorded:`
      : `Recorded ${matching.length} steps as batch ${batch}: the database has them as the migrations make them.`,
    ...byDomain(matching).map(
      ([title, steps]) => `  ${title.padEnd(14)} ${String(steps.length).padStart(3)}`,
    ),
  ];
  if (trusted.length > 0) {
    lines.push(`Of these, ${trusted.length} change rows only, which is not compared: ${names(trusted)}.`);
  }
  return lines;
}

/** What is left to `erp migrate`, and why. */
function printPending({ comparison: { rest }, reference }: BaselineResult): string[] {
  const lines: string[] = [];
  const of = (kind: Verdict['kind']) =>
    rest.filter(({ verdict }) => verdict.kind === kind).map(({ step }) => step);
  const behind = of('waits').filter((step) => step.kind !== 'function');
  const waiting = of('waits').filter((step) => step.kind === 'function');
  const sentences: [readonly Step[], string][] = [
    [behind, 'there as the migrations make them, held up by those above'],
    [of('absent'), 'not there at all'],
    [waiting, 'functions that are there, and wait for the migrations of their domain'],
    [reference, 'reference data, which is written again without harm'],
  ];
  for (const [steps, what] of sentences) {
    if (steps.length > 0) lines.push(`Pending: ${steps.length} ${what} (${names(steps)}).`);
  }
  for (const { step, verdict } of rest) {
    if (step.kind !== 'function' || verdict.kind !== 'differs') continue;
    lines.push(`Pending: ${step.name}, which migrating replaces:`);
    lines.push(...verdict.differences.flatMap(printDifference));
  }
  for (const step of of('unseen')) {
    lines.push(
      `Pending: ${step.name} changes rows only, and no later step shows that it was run. If it was: pnpm erp baseline --assume-applied ${step.name}`,
    );
  }
  return lines;
}

/** The result as a value for programs. */
export function baselineAsJson(result: BaselineResult, conflicts: readonly Conflict[]): object {
  const { comparison, reference, batch, dryRun } = result;
  return {
    version: 1,
    dryRun,
    batch: batch ?? null,
    marked: comparison.matching.map((step) => step.name),
    trusted: comparison.trusted.map((step) => step.name),
    pending: [
      ...comparison.rest.map(({ step, verdict }) => ({
        name: step.name,
        kind: step.kind,
        because: verdict.kind,
        waitsFor: verdict.kind === 'waits' ? verdict.for : null,
        differences: verdict.kind === 'differs' || verdict.kind === 'missing' ? verdict.differences : [],
      })),
      ...reference.map((step) => ({
        name: step.name,
        kind: step.kind,
        because: 'reference',
        waitsFor: null,
        differences: [],
      })),
    ],
    conflicts: conflicts.map(({ step, differences, outOfOrder }) => ({
      name: step.name,
      outOfOrder,
      differences,
    })),
    besides: comparison.besides,
  };
}

function printConflict({ step, differences, outOfOrder }: Conflict): string[] {
  const title =
    outOfOrder === null
      ? `${pc.yellow('different')}  ${step.name}`
      : `${pc.yellow('out of order')}  ${step.name} is there, but ${outOfOrder}, which it needs, is not.`;
  return [title, ...differences.flatMap(printDifference)];
}

function printDifference({ object, expected, found, madeBy }: Difference): string[] {
  if (found === null) {
    return [`  ${object} is missing`, ...(expected ? [`    expected  ${oneLine(expected)}`] : [])];
  }
  const maker = madeBy === null ? '' : pc.dim(`  made by ${madeBy}`);
  if (expected === null) {
    return [
      `  ${object} is there, and should not be${maker}`,
      ...(found ? [`    found     ${oneLine(found)}`] : []),
    ];
  }
  const said = (text: string) => oneLine(text) || '—';
  return [`  ${object}`, `    expected  ${said(expected)}`, `    found     ${said(found)}${maker}`];
}

function nextMove({ comparison, dryRun, reference }: BaselineResult, conflicts: readonly Conflict[]): string {
  const [first] = conflicts;
  if (first !== undefined) {
    return `pnpm migrate would fail at ${first.step.name}. ${remedyOf(comparison, first)}, and run \`pnpm erp baseline\` again.`;
  }
  if (dryRun && comparison.matching.length > 0) return 'pnpm erp baseline';
  if (comparison.rest.length + reference.length > 0) return 'pnpm migrate applies what is pending.';
  return 'pnpm verify';
}

function remedyOf({ rest }: Comparison, { outOfOrder }: Conflict): string {
  if (outOfOrder === null) return 'Make the database what the migrations make, by hand';
  // What is in part there, or only in a later form, cannot be migrated to.
  const plain = rest
    .slice(
      0,
      rest.findIndex((each) => each.step.name === outOfOrder),
    )
    .every(({ verdict }) => verdict.kind === 'absent');
  return plain ? `Run \`pnpm migrate --to ${outOfOrder}\`` : `Make what ${outOfOrder} makes, by hand`;
}

function byDomain(steps: readonly Step[]): [string, Step[]][] {
  const groups = new Map<string, Step[]>();
  for (const step of steps) {
    const title = step.kind === 'link' ? 'links' : domainOfName(step.name);
    groups.set(title, [...(groups.get(title) ?? []), step]);
  }
  return [...groups];
}

function names(steps: readonly Step[]): string {
  return shortList(steps.map((step) => step.name));
}

function count(number: number, what: string): string {
  return `${number} ${what}${number === 1 ? '' : 's'}`;
}

/** The first few, and how many more there are. */
function shortList(texts: readonly string[]): string {
  const shown = texts.slice(0, 4).join(', ');
  return texts.length > 4 ? `${shown} and ${texts.length - 4} more` : shown;
}

function oneLine(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim();
  return line.length > 200 ? `${line.slice(0, 199)}…` : line;
}
