import { messageOf } from './said-message.ts';

/** The SQLSTATE of an error; of the error inside it, where a query builder has wrapped it. */
export function sqlStateOf(error: unknown): string | undefined {
  return databaseErrorOf(error)?.code;
}

/** What PostgreSQL said, as pg hands it over. */
export interface DatabaseError extends Error {
  readonly code: string;
  readonly detail?: string | undefined;
  readonly hint?: string | undefined;
  readonly constraint?: string | undefined;
}

/**
 * The error of PostgreSQL that an error is, or has for its cause: in its own words, which may be shown to a person. The
 * message of an error that Knex throws begins with the statement.
 */
export function databaseErrorOf(error: unknown): DatabaseError | undefined {
  for (let each = error; each instanceof Error; each = each.cause) {
    if ('code' in each && typeof each.code === 'string' && /^[0-9A-Z]{5}$/.test(each.code)) {
      const message = messageOf(each);
      return message === each.message
        ? (each as DatabaseError)
        : Object.create(each, { message: { value: message } });
    }
  }
  return undefined;
}
