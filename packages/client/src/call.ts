import { type FunctionCall, parameterOf } from '@erp/kit/function-call';
import { type Asked, askRows } from './ask-rows.ts';
import { type DatabaseError, databaseErrorOf } from './errors.ts';

/** A transaction of any of the query builders. */
export type Transaction = Asked;

/** The functions of a domain, as its calls.ts has them. */
type Functions = Readonly<Record<string, FunctionCall<never, unknown, string>>>;

/** What PostgreSQL answered instead of a result, by the name that the function's comment gives it. */
export interface Refusal<Name extends string> {
  readonly name: Name;
  /** The SQLSTATE. */
  readonly code: string;
  readonly message: string;
  readonly detail: string | undefined;
  readonly hint: string | undefined;
  readonly constraint: string | undefined;
}

/** Calls a function of schema `app`. */
type Call<Called> =
  Called extends FunctionCall<infer Arguments, infer Result, infer Name>
    ? CallBy<Arguments, Result> & {
        /**
         * What an error says, where it is one that the function's comment tells of; a switch over `name` is complete.
         *
         * @returns undefined for every other error: throw that on.
         */
        refusal(error: unknown): Refusal<Name> | undefined;
      }
    : never;

type CallBy<Arguments, Result> =
  Record<never, never> extends Arguments
    ? (trx: Transaction, given?: Arguments) => Promise<Result>
    : (trx: Transaction, given: Arguments) => Promise<Result>;

/** Calls of functions, by domain and name. */
export type Calls<Domains extends Record<string, object>> = {
  readonly [Domain in keyof Domains]: {
    readonly [Name in keyof Domains[Domain]]: Call<Domains[Domain][Name]>;
  };
};

/**
 * Makes the functions of domains callable by their names: `call.orders.placeOrder(trx, { orderId, idempotencyKey })`.
 * Arguments that have a default may be left out. Objects and lists for JSON are handed over as they are.
 *
 * @param domains what calls.ts of the domains exports.
 * @returns calls, each of which takes a transaction of `withTenant`, of whichever query builder, and throws what the
 *   function raises.
 */
export function callsOf<Domains extends Record<string, object>>(domains: Domains): Calls<Domains> {
  const calls = Object.entries(domains).map(([domain, functions]) => [
    domain,
    Object.fromEntries(
      Object.entries(functions as Functions).map(([name, called]) => [name, callableOf(called)]),
    ),
  ]);
  return Object.fromEntries(calls) as Calls<Domains>;
}

function callableOf(called: FunctionCall<never, unknown, string>) {
  const call = async (trx: Transaction, given: Readonly<Record<string, unknown>> = {}) => {
    const { text, values } = statementOf(called, given);
    return resultOf(called, await askRows(trx, text, values));
  };
  return Object.assign(call, { refusal: (error: unknown) => refusalOf(called, databaseErrorOf(error)) });
}

function statementOf(
  { name, answer, takes }: FunctionCall<never, unknown, string>,
  given: Readonly<Record<string, unknown>>,
) {
  const types: Readonly<Record<string, string>> = takes;
  const unknown = Object.keys(given).filter((argument) => types[argument] === undefined);
  if (unknown.length > 0) throw new TypeError(`app.${name} takes no ${unknown.join(', ')}.`);
  const said = Object.entries(types).filter(([argument]) => given[argument] !== undefined);
  const written = said.map(([argument, type], at) => `${parameterOf(argument)} => $${at + 1}::${type}`);
  const call = `app.${name}(${written.join(', ')})`;
  return {
    text: answer === 'rows' ? `SELECT * FROM ${call}` : `SELECT ${call} AS result`,
    // pg would make an array of PostgreSQL out of a list.
    values: said.map(([argument, type]) =>
      type.startsWith('json') && given[argument] !== null ? JSON.stringify(given[argument]) : given[argument],
    ),
  };
}

function resultOf(
  { answer }: FunctionCall<never, unknown, string>,
  rows: readonly Readonly<Record<string, unknown>>[],
): unknown {
  if (answer === 'rows') return rows;
  if (answer === 'values') return rows.map(({ result }) => result);
  return answer === 'value' ? rows[0]?.result : undefined;
}

function refusalOf(
  { refusals }: FunctionCall<never, unknown, string>,
  error: DatabaseError | undefined,
): Refusal<string> | undefined {
  const [name] = Object.entries(refusals).find(([, code]) => code === error?.code) ?? [];
  if (error === undefined || name === undefined) return undefined;
  const { code, message, detail, hint, constraint } = error;
  return { name, code, message, detail, hint, constraint };
}
