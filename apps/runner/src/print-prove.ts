import type { Fingerprint, SchemaDifference } from '@erp/engine/fingerprint';
import type { StepOrder } from '@erp/engine/order';
import type { Road, RoadKind } from '@erp/prove/roads';
import type { Detour, firstToDiffer } from '@erp/prove/walk-road';
import pc from 'picocolors';
import { problemFields } from './print-problem.ts';

/** Every kind of road, and what to call several of it. */
export const ROAD_KINDS: readonly { readonly kind: RoadKind; readonly title: string }[] = [
  { kind: 'ledger', title: 'upgrades from earlier states of the ledger' },
  { kind: 'order', title: 'random orders' },
  { kind: 'alone', title: 'domains alone, then the rest' },
  { kind: 'down', title: 'rollbacks, and up again' },
  { kind: 'restore', title: 'dumps and restores' },
];

/** What several roads of a kind are called. */
export function titleOf(kind: RoadKind): string {
  return ROAD_KINDS.find((each) => each.kind === kind)?.title ?? kind;
}

/** A road and where it led. */
export interface WalkedRoad {
  readonly road: Road;
  readonly detour: Detour | undefined;
  /** The first step that did not do what it does in a fresh install, where it was looked for. */
  readonly culprit: ReturnType<typeof firstToDiffer>;
}

/** One line about the roads of a kind. */
export function printTally(kind: RoadKind, walked: readonly WalkedRoad[]): string {
  const of = walked.filter(({ road }) => road.kind === kind);
  const bad = of.filter(({ detour }) => detour !== undefined).length;
  const mark = bad === 0 ? pc.green('✓') : pc.red('✗');
  return `${mark} ${of.length} ${titleOf(kind)}${bad === 0 ? '' : `: ${bad} lead elsewhere`}`;
}

/** The result as text for people. */
export function printProof(order: StepOrder, fresh: Fingerprint, walked: readonly WalkedRoad[]): string {
  const lines: string[] = [];
  const unexplained = new Map<string, string[]>();
  for (const { road, detour, culprit } of walked) {
    if (detour === undefined) continue;
    if (detour.problem === undefined && culprit === undefined && road.kind !== 'restore') {
      const titles = unexplained.get(road.kind) ?? [];
      unexplained.set(road.kind, [...titles, road.title]);
      continue;
    }
    lines.push(`${pc.red('✗')} ${road.title}, run ${detour.leg} of ${road.legs.length}`);
    if (detour.problem !== undefined) {
      const { message, detail, hint } = problemFields(detour.problem);
      lines.push(`  ${message}`, ...indent(detail), ...(hint ? [`  ${pc.bold('Next:')} ${hint}`] : []));
    }
    if (detour.difference !== undefined) {
      lines.push(`  It differs from ${detour.expected}:`, ...printDifference(detour.difference));
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
  const bad = walked.filter(({ detour }) => detour !== undefined).length;
  lines.push(
    bad === 0
      ? `All ${walked.length} roads lead to the schema of a fresh install: ${order.steps.length} steps, fingerprint ${fresh.hash}.`
      : `${bad} of ${walked.length} roads lead elsewhere.`,
  );
  return lines.join('\n');
}

/** The result as a value for programs. */
export function proofAsJson(order: StepOrder, fresh: Fingerprint, walked: readonly WalkedRoad[]): object {
  return {
    version: 1,
    fingerprint: fresh.hash,
    steps: order.steps.length,
    roads: walked.map(({ road, detour, culprit }) => ({
      kind: road.kind,
      title: road.title,
      same: detour === undefined,
      run: detour?.leg ?? null,
      expected: detour?.difference === undefined ? null : detour.expected,
      difference: detour?.difference ?? null,
      problem: detour?.problem === undefined ? null : problemFields(detour.problem),
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
