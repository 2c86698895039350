import { readFile } from 'node:fs/promises';
import { Problem } from '@erp/kit/problem';
import type { FunctionParameter, Node, TypeName } from 'libpg-query';
import type { Step } from './step.ts';

/**
 * The statements that take back what a function file makes: its triggers, then its functions, newest first.
 *
 * @param name recorded name of the step, for the error.
 * @param sql the file's text; parsed by PostgreSQL's own parser.
 * @throws {Problem} `function_syntax` when the text does not parse; `function_statement` when it makes something
 *   that is neither a function, a procedure nor a trigger, and so would be left behind.
 */
export async function undoOfFunction(name: string, sql: string): Promise<string[]> {
  const { parse } = await import('libpg-query');
  const { stmts } = await parse(sql).catch((error: Error) => {
    throw new Problem({
      code: 'function_syntax',
      message: `${name} does not parse: ${error.message}`,
      hint: 'Mend the file; it was not sent to the database.',
      cause: error,
    });
  });
  const triggers: string[] = [];
  const functions: string[] = [];
  for (const { stmt } of stmts ?? []) {
    if (stmt === undefined) continue;
    if ('CreateTrigStmt' in stmt) {
      const { trigname, relation } = stmt.CreateTrigStmt;
      triggers.unshift(
        `DROP TRIGGER IF EXISTS ${quote(trigname ?? '')} ON ${qualified([relation?.schemaname, relation?.relname])}`,
      );
    } else if ('CreateFunctionStmt' in stmt) {
      const made = stmt.CreateFunctionStmt;
      const signature = (made.parameters ?? []).flatMap((node) => inputType(node)).join(', ');
      const kind = made.is_procedure === true ? 'PROCEDURE' : 'FUNCTION';
      functions.unshift(`DROP ${kind} IF EXISTS ${nameOf(made.funcname)}(${signature})`);
    } else if (!HARMLESS.some((kind) => kind in stmt)) {
      throw new Problem({
        code: 'function_statement',
        message: `${name} holds a statement that does not belong into functions/: ${Object.keys(stmt)[0]}.`,
        detail:
          'A function file makes functions, procedures and their triggers, with grants, owner and comments.',
        hint: 'Move the statement into a migration.',
      });
    }
  }
  return [...triggers, ...functions];
}

/** What the ledger keeps of a function beyond its name; nothing of any other step. */
export interface FunctionRecord {
  readonly content: string | null;
  readonly undo: readonly string[] | null;
}

/** Reads what the ledger is to keep of a step that is recorded without being run. */
export async function recordOfFunction(step: Step): Promise<FunctionRecord> {
  if (step.kind !== 'function') return { content: null, undo: null };
  const content = await readFile(step.file, 'utf8');
  return { content, undo: await undoOfFunction(step.name, content) };
}

/**
 * What an applied version of a function file made and the new text does not make any more: a trigger taken out of the
 * file, another signature.
 *
 * @param undone what takes the applied version back.
 * @returns the statements that drop the rest.
 */
export async function orphansOf(name: string, sql: string, undone: readonly string[]): Promise<string[]> {
  if (undone.length === 0) return [];
  const undo = await undoOfFunction(name, sql);
  return undone.filter((statement) => !undo.includes(statement));
}

/** Statements that vanish with the function, or make nothing. */
const HARMLESS = ['GrantStmt', 'CommentStmt', 'AlterOwnerStmt', 'AlterFunctionStmt', 'DropStmt'];

function inputType(node: Node): string[] {
  if (!('FunctionParameter' in node)) return [];
  const parameter: FunctionParameter = node.FunctionParameter;
  if (parameter.mode === 'FUNC_PARAM_OUT' || parameter.mode === 'FUNC_PARAM_TABLE') return [];
  return parameter.argType === undefined ? [] : [typeOf(parameter.argType)];
}

function typeOf(type: TypeName): string {
  return `${nameOf(type.names)}${'[]'.repeat(type.arrayBounds?.length ?? 0)}`;
}

function nameOf(nodes: readonly Node[] | undefined): string {
  return qualified((nodes ?? []).map((node) => ('String' in node ? node.String.sval : undefined)));
}

function qualified(parts: readonly (string | undefined)[]): string {
  return parts.flatMap((part) => (part === undefined || part === '' ? [] : quote(part))).join('.');
}

function quote(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}
