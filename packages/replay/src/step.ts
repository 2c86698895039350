import type { Row, Value } from './row.ts';

/** A job of the tenant, which has no name. */
export const JOB = 'job';
/** Somebody outside the tenant. */
export const OUTSIDE = 'outside';

/** Something that happens at a moment, done by somebody. */
export interface Step {
  /** The moment, as the demo has it. */
  readonly at: string;
  /** The member who does it, a job, or somebody who is no member yet. */
  readonly by: string | typeof JOB | typeof OUTSIDE;
  readonly what: string;
  /** Whether it comes after everything else that happens at the moment. */
  readonly last: boolean;
  play(player: Player): Promise<void>;
}

/** Arguments of a function by their names, without the p_ in front. */
export type Arguments = Readonly<Record<string, unknown>>;

/** Does what happens in a story, on the tenant that began empty. */
export interface Player {
  readonly tenant: string;
  /** The moment of the step. */
  readonly now: string;
  /** Calls a function of schema app by named arguments; those that are undefined are left out. */
  call<Result = string>(name: string, args: Arguments): Promise<Result>;
  /** The number that a row of the demo has here. */
  id(table: string, number: Value | undefined): string;
  /** The same, and null where there is no row. */
  idOrNull(table: string, number: Value | undefined): string | null;
  /** Says which row here is that of the demo. */
  made(table: string, row: Row, number: unknown): void;
  /** Inserts a row the way that an application does. */
  insert(
    table: string,
    row: Row,
    columns: readonly string[],
    begins: Readonly<Record<string, Value>>,
  ): Promise<void>;
  /** Brings columns of a row to what the demo has, or to other values, the way that an application does. */
  update(table: string, row: Row, values: readonly string[] | Readonly<Record<string, Value>>): Promise<void>;
  remove(table: string, row: Row): Promise<void>;
  /** Asks for rows, as the application sees them. */
  ask<Result = Record<string, string>>(sql: string, values?: readonly unknown[]): Promise<Result[]>;
  /** A value with the numbers that rows have here. */
  here(table: string, column: string, row: Row): Value;
}
