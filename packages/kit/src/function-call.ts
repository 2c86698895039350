/** A 64-bit number; pg hands it over as text, so that no digit is lost. */
export type Id = string | number | bigint;

/** An exact number. */
export type Decimal = string | number;

/** A moment, or a day; text in ISO form. */
export type Moment = Date | string;

/** How a function answers: not at all, with a value, with several, or with rows. */
export type Answer = 'nothing' | 'value' | 'values' | 'rows';

/**
 * A function of schema `app` as an application calls it; calls.ts of a domain has one for each, written by `erp types`. It is
 * called by `callsOf` of `@erp/client/call`.
 */
export interface FunctionCall<Arguments, Result, Refusal extends string> {
  readonly name: string;
  readonly answer: Answer;
  /** SQL types of its arguments. */
  readonly takes: { readonly [Argument in keyof Arguments]-?: string };
  /** SQLSTATEs that its comment names, each by PostgreSQL's name for it. */
  readonly refusals: { readonly [Name in Refusal]: string };
  /** Exists for the compiler alone. */
  readonly result?: Result;
}

/** Says what a function of schema `app` takes, answers and raises. */
export function functionCall<Arguments, Result, Refusal extends string = never>(
  name: string,
  answer: Answer,
  takes: FunctionCall<Arguments, Result, Refusal>['takes'],
  refusals: FunctionCall<Arguments, Result, Refusal>['refusals'],
): FunctionCall<Arguments, Result, Refusal> {
  return { name, answer, takes, refusals };
}

/** `orderId` → `p_order_id`, the parameter that an argument is handed to. */
export function parameterOf(argument: string): string {
  return `p_${argument.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)}`;
}
