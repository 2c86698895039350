import { relative } from 'node:path';
import { type Choice, type LedgerDetails, MEANING } from '@erp/engine/ledger';
import type { Interrupted, Repair } from '@erp/engine/plan';
import pc from 'picocolors';

/** A repair with all that is known of it. */
export interface ShownRepair {
  readonly repair: Repair;
  readonly details: LedgerDetails | undefined;
}

/** What is known, as lines: the name, what is recorded, what the checkout has. */
export function printFacts(root: string, shown: ShownRepair): string[] {
  const { repair } = shown;
  const lines = [`${pc.yellow(stateOf(repair).padEnd(9))} ${repair.name}`, `  ${recordOf(shown)}`];
  if (repair.kind === 'edited' || repair.kind === 'renamed') {
    lines.push(`  file      ${short(repair.step.checksum)}  ${relative(root, repair.step.file)}`);
  }
  if (repair.kind === 'interrupted' && repair.inProgress.open !== null)
    lines.push(`  in doubt  statement ${repair.inProgress.open.place}: ${repair.inProgress.open.statement}`);
  return lines;
}

/** What confirming it would do. */
export function effectOf(repair: Repair): string {
  switch (repair.kind) {
    case 'edited':
      return `take the content of the file as what was applied as ${repair.name}`;
    case 'renamed':
      return `record ${repair.name} as ${repair.step.name}${repair.edited ? ', with the content of that file' : ''}`;
    case 'missing':
      return `drop the record of ${repair.name}`;
    case 'unfinished':
      return `drop the note that ${repair.name} was begun`;
    case 'interrupted':
      return repair.choice === undefined
        ? `take what --choose says of ${repair.name}`
        : `note of ${repair.name}: ${MEANING[repair.choice]}`;
  }
}

const WORD: Readonly<Record<Choice, string>> = {
  done: 'done     ',
  again: 'again    ',
  finished: 'finished ',
  'start-over': 'from 1   ',
};

/** What was done, in a word. */
export function doneOf(repair: Repair): string {
  switch (repair.kind) {
    case 'edited':
      return `accepted  ${repair.name}`;
    case 'renamed':
      return `renamed   ${repair.name} to ${repair.step.name}`;
    case 'missing':
      return `dropped   ${repair.name}`;
    case 'unfinished':
      return `forgotten ${repair.name}`;
    case 'interrupted':
      return `${WORD[repair.choice ?? 'again']} ${repair.name}`;
  }
}

/** What a person should do after repairs, most telling first. */
export function nextMoves(repairs: readonly Repair[]): string[] {
  const has = (kind: Repair['kind']) => repairs.some((repair) => repair.kind === kind);
  const moves: string[] = [];
  if (has('edited') || repairs.some((repair) => repair.kind === 'renamed' && repair.edited)) {
    moves.push('`pnpm verify --rule drift` shows whether the database has what the files make now.');
  }
  if (has('missing')) {
    moves.push('What the dropped steps made is still there; a new migration takes it away.');
  }
  if (has('unfinished')) {
    moves.push(
      '`pnpm verify --rule invalid_index` shows an index that a broken run may have left; drop it by hand.',
    );
  }
  moves.push('`pnpm status` shows what is left; `pnpm migrate` goes on.');
  return moves;
}

/** A repair as a value for programs. */
export function repairAsJson(root: string, { repair, details }: ShownRepair): object {
  const recorded = 'row' in repair ? repair.row : undefined;
  const step = 'step' in repair ? repair.step : undefined;
  const inProgress = repair.kind === 'interrupted' ? repair.inProgress : undefined;
  return {
    name: repair.name,
    state: stateOf(repair),
    newName: repair.kind === 'renamed' ? repair.step.name : null,
    file: step === undefined ? null : relative(root, step.file),
    recordedChecksum: recorded?.checksum ?? null,
    checksum: step?.checksum ?? null,
    batch: recorded?.batch ?? null,
    recordedAt: details?.time?.toISOString() ?? null,
    appliedBy: details?.by ?? null,
    begunAt:
      repair.kind === 'unfinished' ? repair.since.toISOString() : (inProgress?.since.toISOString() ?? null),
    choice: repair.kind === 'interrupted' ? (repair.choice ?? null) : null,
  };
}

function stateOf(repair: Repair): string {
  return repair.kind === 'missing' ? repair.state : repair.kind;
}

function recordOf({ repair, details }: ShownRepair): string {
  if (repair.kind === 'unfinished')
    return `begun     ${moment(repair.since)}; this checkout cannot finish it`;
  if (repair.kind === 'interrupted') return keptOf(repair);
  const { checksum, batch } = repair.row;
  const by = details?.by ? ` by ${details.by}` : '';
  return `recorded  ${checksum === null ? 'no checksum' : short(checksum)}  ${details?.time ? moment(details.time) : 'at an unknown time'}${by}, batch ${batch}`;
}

function keptOf({ inProgress: { since, direction, kept } }: Interrupted): string {
  const way = direction === 'down' ? ' to be rolled back' : '';
  return `begun     ${moment(since)}${way}; ${direction === null ? 'which statements are kept was not noted' : `statements that are kept: ${kept}`}`;
}

function moment(time: Date): string {
  return `${time.toISOString().slice(0, 19).replace('T', ' ')} UTC`;
}

/** As much of a checksum as tells two apart. */
function short(checksum: string): string {
  return checksum.slice(0, 12);
}
