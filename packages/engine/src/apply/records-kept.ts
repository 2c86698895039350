import { readFile } from 'node:fs/promises';
import { Problem } from '@erp/kit/problem';
import type { Session } from '../connection/session.ts';
import { type Ledger, type LedgerRow, readLedger } from '../ledger/ledger.ts';
import { LEDGER_TABLE, namesLedger } from '../ledger/ledger-tables.ts';
import { domainOfName } from '../ledger/recorded-name.ts';
import type { Step } from '../steps/step.ts';

/** What the ledger has to hold at the end of a transaction of a run. */
export interface ExpectedRecords {
  /** As it was when the run began. */
  readonly before: Ledger;
  /** Whether a line of before stays as it was. */
  readonly stays: (row: LedgerRow) => boolean;
  /** Names of the steps that the run has recorded; a function may be there twice. */
  readonly recorded: readonly string[];
  /** The batch that they were recorded in. */
  readonly batch: number;
}

/**
 * Compares the ledger with what a run has written into it, at the end of a transaction. A step that takes the record of
 * another one away would have that one applied a second time, or forgotten for good.
 *
 * @param steps those of the transaction.
 * @throws {Problem} `ledger_touched`, which undoes the transaction.
 */
export async function assertRecordsKept(
  session: Session,
  { before, stays, recorded, batch }: ExpectedRecords,
  steps: readonly (Step | undefined)[],
): Promise<void> {
  const { rows } = await readLedger(session);
  const now = new Map(rows.map((row) => [row.id, row]));
  const known = new Set(before.rows.map((row) => row.id));
  const lost = before.rows.filter((row) => stays(row) && textOf(now.get(row.id)) !== textOf(row));
  const pending = [...recorded];
  const strange = rows.filter(({ id, name, ...row }) => {
    // Lines without a domain are those of another program, which may be at work.
    if (known.has(id) || domainOfName(name) === '') return false;
    const place = row.batch === batch ? pending.indexOf(name) : -1;
    if (place >= 0) pending.splice(place, 1);
    return place < 0;
  });
  const changes = [
    ...lost.map((row) => `${row.name}: ${now.has(row.id) ? 'changed' : 'gone'}`),
    ...pending.map((name) => `${name}: gone`),
    ...strange.map(({ name }) => `${name}: not of this run`),
  ];
  if (changes.length > 0) throw touched(changes, await writersAmong(steps));
}

function textOf(row: LedgerRow | undefined): string {
  return row === undefined ? '' : JSON.stringify([row.name, row.batch, row.checksum]);
}

/** The names of the steps whose text speaks of the ledger; all of them where none does. */
async function writersAmong(steps: readonly (Step | undefined)[]): Promise<readonly string[]> {
  const all = steps.filter((step) => step !== undefined);
  const texts = await Promise.all(
    all.map((step) => (step.kind === 'link' ? '' : readFile(step.file, 'utf8').catch(() => ''))),
  );
  const named = all.filter((_, place) => namesLedger(texts[place] ?? ''));
  return (named.length > 0 ? named : all).map(({ name }) => name);
}

function touched(changes: readonly string[], by: readonly string[]): Problem {
  return new Problem({
    code: 'ledger_touched',
    message: `${by.length === 1 ? by[0] : `One of ${by.length} steps`} changed the records of what is applied, which belong to the runner.`,
    detail: [...changes, ...(by.length > 1 ? [`Among: ${by.slice(0, 20).join(', ')}`] : [])].join('\n'),
    hint: `Nothing of this transaction was kept. Take what writes to ${LEDGER_TABLE} out of the step; a record is put right by pnpm erp repair.`,
  });
}
