import { deserialize, serialize } from 'node:v8';
import type pg from 'pg';

/** What the driver hands to a migration: one answer, or one for each statement of a script. */
export type Answer = pg.QueryResult | pg.QueryResult[];

/** What became of a statement, as its migration saw it: a later run hands the same to it without sending it again. */
export type Outcome = { readonly answer: Answer } | { readonly error: object };

/** An outcome as text. Node's own serialization keeps what JSON loses: moments, bytes, undefined. */
export function writeOutcome(outcome: Outcome): string {
  const value =
    'error' in outcome
      ? { error: { ...outcome.error, message: messageOf(outcome.error) } }
      : { answer: Array.isArray(outcome.answer) ? outcome.answer.map(bare) : bare(outcome.answer) };
  return serialize(value).toString('base64');
}

/**
 * Reads an outcome back.
 *
 * @param text null where nobody saw the answer, e.g. because a person said that the statement was done.
 */
export function readOutcome(text: string | null): Outcome {
  if (text === null) return { answer: emptyAnswer() };
  return deserialize(Buffer.from(text, 'base64')) as Outcome;
}

/** @throws the error that the statement failed with. */
export function handOver(outcome: Outcome): Answer {
  if ('answer' in outcome) return outcome.answer;
  throw Object.assign(new Error(messageOf(outcome.error)), outcome.error);
}

/** The answer to a definition. */
function emptyAnswer(): pg.QueryResult {
  return { command: '', rowCount: null, oid: 0, fields: [], rows: [] };
}

function bare({ command, rowCount, oid, fields, rows }: pg.QueryResult): pg.QueryResult {
  return { command, rowCount, oid, fields: fields.map((field) => ({ ...field })), rows };
}

function messageOf(error: object): string {
  return 'message' in error ? String(error.message) : String(error);
}
