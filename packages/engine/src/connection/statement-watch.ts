import type pg from 'pg';

/** Sends a statement, or a script of several, and waits for the answer of the last one. */
export type SendStatement = (sql: string, values?: readonly unknown[]) => Promise<pg.QueryResult>;

/**
 * Stands between a session and its server: everything that the session would send is handed to it, and what it returns
 * is the answer. It may send questions of its own before and after.
 */
export type StatementWatch = (
  sql: string,
  values: readonly unknown[] | undefined,
  send: SendStatement,
) => Promise<pg.QueryResult>;
