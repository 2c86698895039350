import { createHash } from 'node:crypto';
import type { Node } from 'libpg-query';

/** One statement of what a migration sends; a text may hold several. */
export interface Statement {
  readonly sql: string;
  /** Where it begins in the text, in characters. */
  readonly offset: number;
  /** Undefined where PostgreSQL's parser does not know it: the server will say what is wrong with it. */
  readonly tree: Node | undefined;
}

/** Where a statement stands towards transactions that a migration begins and ends by itself. */
export type Border = 'begins' | 'commits' | 'commits and begins' | 'rolls back' | 'rolls back and begins';

/** PostgreSQL's parser, and what is read off its trees. */
export interface StatementParser {
  parse(text: string): Statement[];
  /** The text without comments and with all that is quoted left out, as much as fits on a line: it may hold secrets. */
  show(text: string): string;
}

const SHOWN = 160;

/** Loads PostgreSQL's parser. */
export async function loadStatementParser(): Promise<StatementParser> {
  const { loadModule, parseSync, scanSync } = await import('libpg-query');
  await loadModule();
  return {
    parse(text) {
      try {
        const bytes = Buffer.from(text);
        return (parseSync(text).stmts ?? []).map(({ stmt, stmt_location = 0, stmt_len }) => {
          const end = stmt_len === undefined ? undefined : stmt_location + stmt_len;
          const offset = bytes.subarray(0, stmt_location).toString().length;
          return { sql: bytes.subarray(stmt_location, end).toString(), offset, tree: stmt };
        });
      } catch {
        return [{ sql: text, offset: 0, tree: undefined }];
      }
    },
    show(text) {
      const bytes = Buffer.from(text);
      const parts: string[] = [];
      let from = 0;
      try {
        for (const { tokenName, start, end } of scanSync(text).tokens) {
          const instead = HIDDEN[tokenName];
          if (instead === undefined) continue;
          parts.push(bytes.subarray(from, start).toString(), instead);
          from = end;
        }
      } catch {
        return 'a statement that cannot be read';
      }
      const line = (parts.join('') + bytes.subarray(from).toString()).replace(/\s+/g, ' ').trim();
      return line.length > SHOWN ? `${line.slice(0, SHOWN - 1)}…` : line;
    },
  };
}

/** Tokens of PostgreSQL's scanner that are not shown, and what stands for them. */
const HIDDEN: Readonly<Record<string, string>> = {
  SCONST: "'…'",
  USCONST: "'…'",
  BCONST: "'…'",
  XCONST: "'…'",
  SQL_COMMENT: ' ',
  C_COMMENT: ' ',
};

/** Knex counts the savepoints of a process in their names. */
const SAVEPOINT = /^(\s*(?:savepoint|release(?:\s+savepoint)?|rollback\s+to(?:\s+savepoint)?)\s+)[^\s;]+/i;

/** What tells two statements apart: their text and their values. */
export function hashOfStatement(sql: string, values: readonly unknown[] | undefined): string {
  const text = JSON.stringify([sql.replace(SAVEPOINT, '$1'), values ?? []], (_key, value: unknown) =>
    typeof value === 'bigint' ? `${value}n` : value,
  );
  return createHash('sha256').update(text).digest('hex');
}

/** Whether a statement only changes or reads what its session has: it is gone with the session, and sent again. */
export function isSessionStatement({ sql, tree }: Statement): boolean {
  if (tree === undefined) return false;
  if ('SelectStmt' in tree) return SESSION_CALL.test(sql);
  return SESSION_NODES.some((node) => node in tree);
}

const SESSION_NODES = [
  'VariableSetStmt',
  'VariableShowStmt',
  'PrepareStmt',
  'DeallocateStmt',
  'ListenStmt',
  'UnlistenStmt',
  'LoadStmt',
  'DiscardStmt',
];
const SESSION_CALL = /\bset_config\s*\(|\bpg_(?:try_)?advisory_(?:un)?lock\w*\s*\(|\bsetseed\s*\(/i;

/** Whether a statement may make another role the current one. */
export function setsRole(sql: string): boolean {
  return /\b(?:role|authorization)\b/i.test(sql);
}

/** Whether a text makes a temporary table, which is gone with its session. */
export function makesTemporary(sql: string): boolean {
  return /\b(?:create|into)\s+(?:(?:local|global|or\s+replace)\s+)*temp(?:orary)?\s|\bpg_temp\s*\./i.test(
    sql,
  );
}

/** Whether a statement begins or ends a transaction; savepoints do not. */
export function borderOf({ tree }: Statement): Border | undefined {
  if (tree === undefined || !('TransactionStmt' in tree)) return undefined;
  const { kind, chain } = tree.TransactionStmt;
  switch (kind) {
    case 'TRANS_STMT_BEGIN':
    case 'TRANS_STMT_START':
      return 'begins';
    case 'TRANS_STMT_COMMIT':
      return chain === true ? 'commits and begins' : 'commits';
    case 'TRANS_STMT_PREPARE':
      return 'commits';
    case 'TRANS_STMT_ROLLBACK':
      return chain === true ? 'rolls back and begins' : 'rolls back';
    default:
      return undefined;
  }
}
