import { Problem } from '@erp/kit/problem';
import type { CreateFunctionStmt, FunctionParameter, Node, ParseResult } from 'libpg-query';
import { pointAt } from '../source/point-at.ts';
import { readSettings, type Setting } from './function-settings.ts';
import { nameOf, qualified, typeOf } from './sql-names.ts';

/** A function or procedure that a file makes. */
export interface Routine {
  readonly kind: 'FUNCTION' | 'PROCEDURE';
  /** Quoted, with its schema. */
  readonly name: string;
  /** The types of its input parameters, by which PostgreSQL tells it from others of the name. */
  readonly inputs: string;
  /** Names of its input parameters, empty for those without one. */
  readonly inputNames: readonly string[];
  /** How many of them have a default. */
  readonly defaults: number;
  /** What it returns, output parameters included. */
  readonly result: string;
  /** Whether it is written as CREATE OR REPLACE. */
  readonly replaces: boolean;
}

/** What the text of a function file makes. */
export interface FunctionFile {
  readonly routines: readonly Routine[];
  /** Statements that undo what it makes: its triggers, then its functions, newest first. */
  readonly undo: readonly string[];
  /** Triggers that it makes, as `name ON table`. */
  readonly triggers: readonly string[];
  /** Triggers that are made neither by OR REPLACE nor after a DROP, so that the file cannot be applied twice. */
  readonly fixedTriggers: readonly string[];
  /**
   * Comments, grants and owners, by what they say: CREATE OR REPLACE leaves them as they are.
   */
  readonly settings: ReadonlyMap<string, Setting>;
}

/** Statements that vanish with the function, or make nothing. */
const HARMLESS = ['GrantStmt', 'CommentStmt', 'AlterOwnerStmt', 'AlterFunctionStmt', 'DropStmt'];

/** A run reads each text twice, to check it and to apply it. */
const known = new Map<string, FunctionFile>();

/**
 * Reads a function file.
 *
 * @param name recorded name of the step, for the error.
 * @param sql the file's text; parsed by PostgreSQL's own parser.
 * @throws {Problem} `function_syntax` when the text does not parse; `function_statement` when it makes something
 *   that is neither a function, a procedure nor a trigger, and so would be left behind.
 */
export async function readFunctionFile(name: string, sql: string): Promise<FunctionFile> {
  const before = known.get(sql);
  if (before !== undefined) return before;
  const statements = ((await parseSql(name, sql)).stmts ?? []).flatMap(({ stmt }) => stmt ?? []);
  const triggers: string[] = [];
  const fixedTriggers: string[] = [];
  const routines: Routine[] = [];
  for (const stmt of statements) {
    if ('CreateTrigStmt' in stmt) {
      const { trigname, relation, replace } = stmt.CreateTrigStmt;
      const trigger = `${qualified([trigname])} ON ${qualified([relation?.schemaname, relation?.relname])}`;
      triggers.unshift(trigger);
      if (replace !== true && !statements.some((each) => 'DropStmt' in each)) fixedTriggers.push(trigger);
    } else if ('CreateFunctionStmt' in stmt) {
      routines.push(routineOf(stmt.CreateFunctionStmt));
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
  const functions = routines
    .map((routine) => `DROP ${routine.kind} IF EXISTS ${routine.name}(${routine.inputs})`)
    .reverse();
  const file = {
    routines,
    undo: [...triggers.map((trigger) => `DROP TRIGGER IF EXISTS ${trigger}`), ...functions],
    triggers,
    fixedTriggers,
    settings: readSettings(statements),
  };
  known.set(sql, file);
  return file;
}

async function parseSql(name: string, sql: string): Promise<ParseResult> {
  const { hasSqlDetails, parse } = await import('libpg-query');
  return parse(sql).catch((error: Error) => {
    const position = hasSqlDetails(error) ? error.sqlDetails?.cursorPosition : undefined;
    throw new Problem({
      code: 'function_syntax',
      message: `${name} does not parse: ${error.message}`,
      detail: position === undefined ? undefined : pointAt(sql, position + 1),
      hint: 'Mend the file; it was not sent to the database.',
      cause: error,
    });
  });
}

function routineOf(made: CreateFunctionStmt): Routine {
  const parameters = (made.parameters ?? []).flatMap((node): FunctionParameter[] =>
    'FunctionParameter' in node ? [node.FunctionParameter] : [],
  );
  const inputs = parameters.filter(({ mode }) => mode !== 'FUNC_PARAM_OUT' && mode !== 'FUNC_PARAM_TABLE');
  const outputs = parameters.filter(({ mode }) => mode !== 'FUNC_PARAM_IN' && mode !== 'FUNC_PARAM_DEFAULT');
  const named = ({ name, argType }: FunctionParameter) =>
    [name, argType === undefined ? '' : typeOf(argType)].filter(Boolean).join(' ');
  return {
    kind: made.is_procedure === true ? 'PROCEDURE' : 'FUNCTION',
    name: nameOf(made.funcname),
    inputs: inputs.flatMap(({ argType }) => (argType === undefined ? [] : [typeOf(argType)])).join(', '),
    inputNames: inputs.map(({ name }) => name ?? ''),
    defaults: inputs.filter(({ defexpr }: { defexpr?: Node }) => defexpr !== undefined).length,
    result: [
      ...(made.returnType?.setof === true ? ['SETOF'] : []),
      ...(made.returnType === undefined ? [] : [typeOf(made.returnType)]),
      ...(outputs.length === 0 ? [] : [`(${outputs.map(named).join(', ')})`]),
    ].join(' '),
    replaces: made.replace === true,
  };
}
