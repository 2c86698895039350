import type { Knex } from 'knex';

/**
 * What a column takes when it is written: pg also accepts times as ISO text and 64-bit integers as numbers. A column of
 * codes takes its codes only.
 */
type Written<Value> = Taken<Value> | Knex.Raw;

type Taken<Value> = Value extends Date
  ? Date | string
  : Value extends string
    ? string extends Value
      ? string | number | bigint
      : Value
    : Value;

/** A row to be inserted: the required columns, and those of the others that it wants to say. */
export type Inserted<Row, Required extends keyof Row, Generated extends keyof Row = never> = {
  [Column in Required]: Written<Row[Column]>;
} & { [Column in Exclude<keyof Row, Required | Generated>]?: Written<Row[Column]> };

/** Columns to be changed. */
export type Updated<Row, Generated extends keyof Row = never> = {
  [Column in Exclude<keyof Row, Generated>]?: Written<Row[Column]>;
};
