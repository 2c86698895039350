import { didYouMean } from '@erp/kit/did-you-mean';
import { Problem } from '@erp/kit/problem';
import { exportedValue, isRecord, type StaticValue } from '../source/exported-value.ts';
import { placeIn } from '../source/module-problems.ts';
import type { ParsedModule } from '../source/parse-module.ts';

/** What a migration says of itself beside what it does. */
export interface MigrationDeclarations {
  /** `export const after`: migrations of other domains that have to come first. */
  readonly after: readonly string[];
  /** False for `export const config = { transaction: false }`, Knex's own way to stay outside a transaction. */
  readonly transactional: boolean;
}

type Report = (problem: Problem) => void;

/**
 * Reads what a migration declares off its text. What cannot be read is reported: order and transaction are decided
 * before the file is run, so a declaration that only running it would tell must not be passed over.
 */
export function readDeclarations(
  root: string,
  name: string,
  module: ParsedModule,
  report: Report,
): MigrationDeclarations {
  const refuse = refusal(root, name, module, report);
  return { after: readAfter(module, refuse), transactional: readTransactional(module, refuse) };
}

/**
 * What a loaded migration declares, in the form in which its text was read.
 *
 * @param module the namespace of the module.
 */
export function loadedDeclarations(module: Record<string, unknown>): MigrationDeclarations {
  const { after, config } = module;
  const optsOut =
    typeof config === 'object' && config !== null && 'transaction' in config && config.transaction === false;
  return {
    after: Array.isArray(after) ? after.map(String) : after === undefined ? [] : [String(after)],
    transactional: !optsOut,
  };
}

const AFTER = "export const after = ['orders/0003_orders'];";
const CONFIG = 'export const config = { transaction: false };';

type Refuse = (exported: 'after' | 'config', why: string, hint: string, at?: number) => void;

function refusal(root: string, name: string, module: ParsedModule, report: Report): Refuse {
  return (exported, why, hint, at = module.exports.get(exported)?.at ?? 0) =>
    report(
      new Problem({
        code: 'declaration_unreadable',
        message: `The ${exported} of ${name} cannot be used: ${why}.`,
        detail: placeIn(root, module, at),
        hint,
      }),
    );
}

function readAfter(module: ParsedModule, refuse: Refuse): readonly string[] {
  const read = exportedValue(module, 'after');
  if (read === undefined) return [];
  const hint = `It is read without running the file. Write the names out: ${AFTER}`;
  if ('unreadable' in read) {
    refuse('after', read.unreadable, hint, read.at);
    return [];
  }
  if (!Array.isArray(read.value) || !read.value.every((each) => typeof each === 'string')) {
    refuse('after', 'it is no list of names', `Write a list of migrations: ${AFTER}`);
    return [];
  }
  return read.value;
}

function readTransactional(module: ParsedModule, refuse: Refuse): boolean {
  const read = exportedValue(module, 'config');
  if (read === undefined) return true;
  if ('unreadable' in read) {
    refuse(
      'config',
      read.unreadable,
      `It is read without running the file. Write it out: ${CONFIG}`,
      read.at,
    );
    return true;
  }
  const { value } = read;
  if (!isRecord(value)) {
    refuse('config', 'it is no object', `Write an object: ${CONFIG}`);
    return true;
  }
  for (const key of Object.keys(value)) {
    if (key === 'transaction') continue;
    refuse('config', `it has ${key}, which nothing reads`, `${didYouMean(key, ['transaction'])}${CONFIG}`);
  }
  if (value.transaction !== undefined && typeof value.transaction !== 'boolean') {
    refuse('config', `transaction is ${shown(value.transaction)}, neither true nor false`, CONFIG);
  }
  return value.transaction !== false;
}

function shown(value: StaticValue): string {
  return JSON.stringify(value);
}
