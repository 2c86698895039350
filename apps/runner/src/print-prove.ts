import type { Fingerprint, SchemaDifference } from '@erp/engine/catalog';
import type { StepOrder } from '@erp/engine/project';
import type { Divergence, firstToDiffer } from '@erp/prove/path-runner';
import type { PathKind, UpgradePath } from '@erp/prove/upgrade-paths';
import pc from 'picocolors';
import { problemFields } from './print-problem.ts';

/** Every kind of path, and what to call several of it. */
export const PATH_KINDS: readonly { readonly kind: PathKind; readonly title: string }[] = [
  { kind: 'ledger', title: 'upgrades from earlier states of the ledger' },
  { kind: 'order', title: 'random orders' },
  { kind: 'alone', title: 'domains alone, then the rest' },
  { kind: 'down', title: 'rollbacks, and up again' },
  { kind: 'restore', title: 'dumps and restores' },
];

/** What several paths of a kind are called. */
export function titleOf(kind: PathKind): string {
  return PATH_KINDS.find((each) => each.kind === kind)?.title ?? kind;
}

/** A path and where it led. */
export interface PathResult {
  readonly path: UpgradePath;
  readonly divergence: Divergence | undefined;
  /** The first step that did not do what it does in a fresh install, where it was looked for. */
  readonly culprit: ReturnType<typeof firstToDiffer>;
}

/** One line about the paths of a kind. */
export function printTally(kind: PathKind, results: readonly PathResult[]): string {
  const of = results.filter(({ path }) => path.kind === kind);
  const bad = of.filter(({ divergence }) => divergence !== undefined).length;
  const mark = bad === 0 ? pc.green('✓') : pc.red('✗');
  return `${mark} ${of.length} ${titleOf(kind)}${bad === 0 ? '' : `: ${bad} lead elsewhere`}`;
}

/** The result as text for people. */
export function printProof(order: StepOrder, fresh: Fingerprint, results: readonly PathResult[]): string {
  const lines: string[] = [];
  const unexplained = new Map<string, string[]>();
  for (const { path, divergence, culprit } of results) {
    if (divergence === undefined) continue;
    if (divergence.problem === undefined && culprit === undefined && path.kind !== 'restore') {
      const titles = unexplained.get(path.kind) ?? [];
      unexplained.set(path.kind, [...titles, path.title]);
      continue;
    }
    lines.push(`${pc.red('✗')} ${path.title}, run ${divergence.run} of ${path.runs.length}`);
    if (divergence.problem !== undefined) {
      const { message, detail, hint } = problemFields(divergence.problem);
      lines.push(`  ${message}`, ...indent(detail), ...(hint ? [`  ${pc.bold('Next:')} ${hint}`] : []));
    }
    if (divergence.difference !== undefined) {
      lines.push(`  It differs from ${divergence.expected}:`, ...printDifference(divergence.difference));
    }
    if (culprit !== undefined) {
      const { step, difference } = culprit;
      lines.push(
        `  The first step that differs is ${pc.bold(step.name)}, ${step.direction}. Against a fresh install:`,
        ...printDifference(difference),
      );
    }
    lines.push('');
  }
  for (const titles of unexplained.values()) {
    lines.push(`${pc.red('✗')} ${titles.length} more of that kind lead elsewhere: ${shortList(titles)}`, '');
  }
  const bad = results.filter(({ divergence }) => divergence !== undefined).length;
  lines.push(
    bad === 0
      ? `All ${results.length} paths lead to the schema of a fresh install: ${order.steps.length} steps, fingerprint ${fresh.hash}.`
      : `${bad} of ${results.length} paths lead elsewhere.`,
  );
  return lines.join('\n');
}

/** The result as a value for programs. */
export function proofAsJson(order: StepOrder, fresh: Fingerprint, results: readonly PathResult[]): object {
  return {
    version: 1,
    fingerprint: fresh.hash,
    steps: order.steps.length,
    paths: results.map(({ path, divergence, culprit }) => ({
      kind: path.kind,
      title: path.title,
      same: divergence === undefined,
      run: divergence?.run ?? null,
      expected: divergence?.difference === undefined ? null : divergence.expected,
      difference: divergence?.difference ?? null,
      problem: divergence?.problem === undefined ? null : problemFields(divergence.problem),
      firstToDiffer:
        culprit === undefined
          ? null
          : { name: culprit.step.name, direction: culprit.step.direction, difference: culprit.difference },
    })),
  };
}

const SHOWN = 8;

function printDifference({ missing, extra }: SchemaDifference): string[] {
  const lines = [
    ...missing.map((line) => `    ${pc.red('-')} ${line}`),
    ...extra.map((line) => `    ${pc.green('+')} ${line}`),
  ];
  const more = lines.length - SHOWN;
  return more > 0 ? [...lines.slice(0, SHOWN), `    and ${more} lines more; --json has them all`] : lines;
}

function shortList(titles: readonly string[]): string {
  const more = titles.length - 3;
  return titles.slice(0, 3).join(', ') + (more > 0 ? ` and ${more} more` : '');
}

function indent(text: string | undefined): string[] {
  return text === undefined ? [] : text.split('\n').map((line) => `  ${line}`);
}
