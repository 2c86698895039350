import { Problem, throwProblems } from '@erp/kit/problem';
import type { Knex } from 'knex';
import type { Session } from '../connection/session.ts';
import type { RecordedVersion } from '../ledger/function-versions.ts';
import type { LedgerRow } from '../ledger/ledger.ts';
import { kindOfName, type StepKind } from '../ledger/recorded-name.ts';
import { functionKind } from './function.ts';
import { linkKind } from './link.ts';
import { migrationKind } from './migration.ts';
import { referenceKind } from './reference.ts';
import type { Reason, Step } from './step.ts';
import type { KindOfStep } from './step-kind.ts';

const KINDS: Readonly<Record<StepKind, KindOfStep<Step>>> = {
  migration: migrationKind,
  reference: referenceKind,
  function: functionKind,
  link: linkKind,
};

/** What the kind of a step knows of it. */
export function kindOf({ kind }: Pick<Step, 'kind'>): KindOfStep<Step> {
  return KINDS[kind];
}

/** The same by a recorded name, whether its step is still there or not. */
export function kindOfRecord({ name }: Pick<LedgerRow, 'name'>): KindOfStep<Step> {
  return KINDS[kindOfName(name)];
}

/**
 * Loads the code of steps, all at once, so that no transaction is open while files are read and compiled.
 *
 * @throws {Problem} what `loadStepModule` throws, of all that do not load.
 */
export async function loadSteps(steps: readonly (Step | undefined)[]): Promise<void> {
  const loaded = await Promise.allSettled(
    steps.map(async (step) => step === undefined || (await kindOf(step).load(step))),
  );
  const failures = loaded.flatMap((each): unknown[] => (each.status === 'rejected' ? [each.reason] : []));
  for (const failure of failures) if (!(failure instanceof Problem)) throw failure;
  throwProblems(failures.filter((failure) => failure instanceof Problem));
}

/**
 * Runs a step forward.
 *
 * @param knex the transaction, or the session's Knex for a step outside one.
 * @returns what it leaves for the ledger.
 */
export async function runForward(
  session: Session,
  knex: Knex,
  { step, reason }: { readonly step: Step; readonly reason: Reason },
): Promise<RecordedVersion> {
  return kindOf(step).up({ session, knex }, step, reason);
}

/** Rolls a recorded step back; a function goes back to the version recorded before it, if there was one. */
export async function runBackward(
  session: Session,
  knex: Knex,
  row: LedgerRow,
  step: Step | undefined,
): Promise<void> {
  await kindOfRecord(row).undo({ session, knex }, row, step);
}
