import { readFile } from 'node:fs/promises';
import { Problem, throwProblems } from '@erp/kit/problem';
import type { Session } from '../connection/session.ts';
import { readFunctionTexts } from '../ledger/function-versions.ts';
import type { Ledger } from '../ledger/ledger.ts';
import type { Plan } from '../plan/plan.ts';
import { displayPath } from '../source/display-path.ts';
import { readFunctionText } from '../steps/function-envelope.ts';
import { type FunctionFile, type Routine, readFunctionFile } from '../steps/function-file.ts';
import { plainName } from '../steps/sql-names.ts';
import type { FunctionStep } from '../steps/step.ts';

/**
 * Checks the function files of a plan before anything of it is applied: each parses, makes one function, can be applied
 * again, and leaves nothing of its applied version behind that the new text does not name any more.
 *
 * @param session where the applied versions are read; none for a plan of an empty database.
 * @throws {Problem} everything that was found, at once.
 */
export async function checkFunctions(
  plan: Plan,
  ledger: Ledger,
  session: Pick<Session, 'query'> | undefined,
): Promise<void> {
  const functions = plan.steps.flatMap(({ step, reason }) =>
    step.kind === 'function' ? [{ step, changed: reason === 'changed' }] : [],
  );
  const changed = functions.some((each) => each.changed);
  const texts =
    changed && session !== undefined ? await readFunctionTexts(session, ledger) : new Map<string, string>();
  const problems: Problem[] = [];
  for (const { step, changed } of functions) {
    try {
      const file = await readFunctionFile(step.name, readFunctionText(step));
      problems.push(...faultsOf(step, file));
      const text = changed ? texts.get(step.name) : undefined;
      if (text === undefined) continue;
      const applied = await readFunctionFile(step.name, text);
      problems.push(...leftBehind(step, applied, file), ...(await refusedChanges(plan, step, applied, file)));
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      problems.push(error);
    }
  }
  throwProblems(problems);
}

/** What is wrong with a file, whatever was applied before. */
function faultsOf(step: FunctionStep, { routines, fixedTriggers }: FunctionFile): Problem[] {
  const found: Problem[] = [];
  if (routines.length > 1) {
    found.push(
      new Problem({
        code: 'function_count',
        message: `${step.name} makes ${routines.length} functions: ${routines.map(nameWithInputs).join(', ')}.`,
        detail: displayPath(step.file),
        hint: `A file is one function with its triggers, grants and comment. Give each of the others a file of its own: ${routines
          .slice(1)
          .map((routine) => `functions/${plainName(routine.name).replace(/^.*\./, '')}.sql`)
          .join(', ')}`,
      }),
    );
  }
  const fixed = [
    ...routines
      .filter(({ replaces }) => !replaces)
      .map((routine) => `${routine.kind} ${nameWithInputs(routine)}`),
    ...fixedTriggers.map((trigger) => `TRIGGER ${plainName(trigger)}`),
  ];
  if (fixed.length > 0) {
    found.push(
      new Problem({
        code: 'function_not_replaced',
        message: `${step.name} cannot be applied again when its text changes: ${fixed.join(', ')} would be there already.`,
        detail: displayPath(step.file),
        hint: `Write ${[...new Set(fixed.map((each) => `CREATE OR REPLACE ${each.split(' ')[0]}`))].join(' and ')}.`,
      }),
    );
  }
  return found;
}

/** Comments, grants and owners that the applied version set and the new text does not mention. */
function leftBehind(step: FunctionStep, applied: FunctionFile, file: FunctionFile): Problem[] {
  // What the new text does not make any more is dropped, and takes its settings with it.
  const dropped = [
    ...applied.routines.filter((before) => !file.routines.some((each) => sameRoutine(before, each))),
    ...applied.triggers.filter((trigger) => !file.triggers.includes(trigger)),
  ].map((each) => plainName(typeof each === 'string' ? each : each.name));
  const left = [...applied.settings].flatMap(([what, { about, remove }]) =>
    file.settings.has(what) || remove === undefined || dropped.includes(about) ? [] : [{ what, remove }],
  );
  if (left.length === 0) return [];
  return [
    new Problem({
      code: 'function_leaves_behind',
      message: `${step.name} no longer says ${left.map(({ what }) => what).join(', ')}; this database would keep what the version before said.`,
      detail: `${displayPath(step.file)}\nCREATE OR REPLACE leaves comments, grants and owners as they are; a new database would not have them.`,
      hint: `Bring it back, or say that it is to go, in the same file:\n${left.map(({ remove }) => remove).join('\n')}`,
    }),
  ];
}

/** Changes that CREATE OR REPLACE refuses, unless a migration of the plan drops the applied version first. */
async function refusedChanges(
  plan: Plan,
  step: FunctionStep,
  applied: FunctionFile,
  file: FunctionFile,
): Promise<Problem[]> {
  const found: Problem[] = [];
  for (const routine of file.routines) {
    const before = applied.routines.find((each) => sameRoutine(each, routine));
    const why = before === undefined ? undefined : refusedChange(before, routine);
    if (why === undefined || (await isDropped(plan, routine))) continue;
    const drop = `DROP ${routine.kind} ${nameWithInputs(routine)}`;
    found.push(
      new Problem({
        code: 'function_form_changed',
        message: `${step.name} cannot replace its applied version: ${why}.`,
        detail: displayPath(step.file),
        hint: `Drop the applied version in a migration, which comes before functions: pnpm new migration ${step.domain} "drop ${plainName(routine.name).replace(/^.*\./, '')} before its new form", with knex.raw('${drop}')`,
      }),
    );
  }
  return found;
}

function refusedChange(before: Routine, after: Routine): string | undefined {
  if (before.result !== after.result) {
    return `it returns ${plainName(after.result) || 'nothing'}, and ${plainName(before.result) || 'nothing'} before`;
  }
  const renamed = before.inputNames.findIndex((name, i) => name !== '' && name !== after.inputNames[i]);
  if (renamed >= 0) {
    return `its parameter ${renamed + 1} is called ${after.inputNames[renamed] || 'nothing'}, and ${before.inputNames[renamed]} before`;
  }
  return after.defaults < before.defaults
    ? `${before.defaults} of its parameters had a default, and ${after.defaults} have now`
    : undefined;
}

function sameRoutine(a: Routine, b: Routine): boolean {
  return a.kind === b.kind && a.name === b.name && a.inputs === b.inputs;
}

async function isDropped(plan: Plan, routine: Routine): Promise<boolean> {
  const name = plainName(routine.name).replace(/^.*\./, '');
  const drop = new RegExp(`drop\\s+(function|procedure|routine)[^;]*\\b${name}\\b`, 'i');
  for (const { step } of plan.steps) {
    if (step.kind === 'migration' && drop.test(await readFile(step.file, 'utf8'))) return true;
  }
  return false;
}

function nameWithInputs({ name, inputs }: Routine): string {
  return plainName(`${name}(${inputs})`);
}
