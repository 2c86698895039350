import { readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { Problem } from '@erp/kit/problem';
import { type RecordedVersion, readAppliedUndo, readVersions } from '../ledger/function-versions.ts';
import { functionName } from '../ledger/recorded-name.ts';
import { checksumOfText } from '../source/checksum.ts';
import { readFunctionText, withEnvelope } from './function-envelope.ts';
import { sendStatements } from './send-statements.ts';
import type { FunctionStep } from './step.ts';
import { listStepFiles, stemOf } from './step-files.ts';
import type { AppliedUndo, KindOfStep, StepFolder, StepStatement } from './step-kind.ts';
import { throughKnex } from './through-knex.ts';

/** A function file: sent again whenever its text differs; the ledger keeps every version, and what undoes it. */
export const functionKind: KindOfStep<FunctionStep> = {
  undoneByFile: false,
  replacesRecord: false,
  read: readFunctions,
  load: () => import('libpg-query'),
  async up({ session }, step, reason) {
    const version = await versionIn(step);
    const applied = reason === 'new' ? NOT_APPLIED : () => readAppliedUndo(session, step.name);
    await sendStatements(session, replacing(version, applied));
    return version;
  },
  async undo({ session }, row) {
    const [version, before] = await readVersions(session, row);
    for (const statement of version?.undo ?? []) await session.enqueue(statement);
    if (before?.content == null) return;
    for (const statement of sendFunction(before.content)) await session.enqueue(statement);
  },
  async *statements(step, direction, applied) {
    const version = await versionIn(step);
    if (direction === 'up') yield* replacing(version, applied);
    else for (const sql of version.undo) yield { sql };
  },
  record: versionIn,
  async reversible(step) {
    // Whatever is wrong with the file is said before Knex begins.
    await versionIn(step);
    // Knex runs what is not recorded, so there is no version before it.
    return throughKnex((direction) => functionKind.statements(step, direction, NOT_APPLIED));
  },
};

const NOT_APPLIED: AppliedUndo = async () => [];

/** A version of a function file that the ledger keeps whole. */
interface FunctionVersion extends RecordedVersion {
  readonly content: string;
  readonly undo: readonly string[];
}

async function versionIn(step: FunctionStep): Promise<FunctionVersion> {
  const content = readFunctionText(step);
  return { content, undo: await undoOfFunction(step.name, content) };
}

/**
 * The statements that undo what a function file makes: its triggers, then its functions, newest first.
 *
 * @throws {Problem} what `readFunctionFile` throws.
 */
async function undoOfFunction(name: string, sql: string): Promise<readonly string[]> {
  const { readFunctionFile } = await import('./function-file.ts');
  return (await readFunctionFile(name, sql)).undo;
}

/**
 * Sends a version, and drops what the applied one made and this one does not make any more: a trigger taken out of the
 * file, another signature.
 */
async function* replacing(
  { content, undo }: FunctionVersion,
  applied: AppliedUndo,
): AsyncGenerator<StepStatement> {
  for (const sql of sendFunction(content)) yield { sql };
  for (const sql of await applied()) if (!undo.includes(sql)) yield { sql };
}

/**
 * The statements that send the text of a function file. A role that gets a function needs CREATE on its schema at that
 * moment, unless a superuser gives it; erp_definer has it at no other (docs/decisions/0010-create-is-lent.md). They
 * belong into one transaction.
 *
 * @param sql the file's text.
 */
function sendFunction(sql: string): readonly string[] {
  return GIVEN.test(sql) ? [LEND, sql, TAKE_BACK] : [sql];
}

const GIVEN = /\bOWNER\s+TO\s+"?erp_definer\b/i;
const LEND = 'GRANT CREATE ON SCHEMA app TO erp_definer';
const TAKE_BACK = 'REVOKE CREATE ON SCHEMA app FROM erp_definer';

const FILE_NAME = /^([a-z0-9]+(?:_[a-z0-9]+)*)\.sql$/;

/** The function files of a domain, in the order of their names. */
async function readFunctions({
  root,
  directory,
  domain,
  facts,
  report,
}: StepFolder): Promise<FunctionStep[]> {
  const steps: FunctionStep[] = [];
  for (const entry of await listStepFiles(root, directory, 'functions', report)) {
    const file = join(directory, 'functions', entry);
    if (!FILE_NAME.test(entry)) {
      report(
        new Problem({
          code: 'function_name',
          message: `${relative(root, file)} is not named like a function file.`,
          detail:
            'A function file is called name_of_the_function.sql, lower case words joined by underscores.',
          hint: 'Rename it, or move it out of functions/.',
        }),
      );
      continue;
    }
    const name = functionName(domain, stemOf(entry));
    try {
      const text = readFileSync(file, 'utf8');
      const known = facts.known<string>(name, text);
      const checksum = known ?? checksumOfText(withEnvelope(name, text));
      if (known === undefined) facts.keep(name, text, checksum);
      steps.push({ kind: 'function', name, domain, file, checksum });
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      report(error);
    }
  }
  return steps;
}
