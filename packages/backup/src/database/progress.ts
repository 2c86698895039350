/** What is told while rows are copied, out of a database or into one. */
export interface CopyProgress {
  /** Something begins that is no table. */
  stage(what: string): void;
  /** Rows of a table so far, and how much of all is done, from 0 to 1. */
  rows(table: string, rows: number, done: number): void;
  /** A table is whole. */
  table(table: string, rows: number, milliseconds: number): void;
}

/** Nobody watches. */
export const SILENT: CopyProgress = { stage() {}, rows() {}, table() {} };
