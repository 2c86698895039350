import type { Knex } from 'knex';

/** What a column takes when it is written: pg also accepts times as ISO text and 64-bit integers as numbers. */
type Written<Value> = Value extends Date
  ? Date | string | Knex.Raw
  : Value extends string
    ? string | number | bigint | Knex.Raw
    : Value | Knex.Raw;

/** A row to be inserted: the required columns, and those of the others that it wants to say. */
export type Inserted<Row, Required extends keyof Row, Generated extends keyof Row = never> = {
  [Column in Required]: Written<Row[Column]>;
} & { [Column in Exclude<keyof Row, Required | Generated>]?: Written<Row[Column]> };

/** Columns to be changed. */
export type Updated<Row, Generated extends keyof Row = never> = {
  [Column in Exclude<keyof Row, Generated>]?: Written<Row[Column]>;
};
