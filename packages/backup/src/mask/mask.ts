import type { MaskKey } from './scramble.ts';

/** What a mask goes by, over all tables. */
export interface Mask {
  readonly key: MaskKey;
  /** Names in JSON that may stay: those that columns have. */
  readonly names: ReadonlySet<string>;
  /** Values that stay: codes that checks of the schema name, which say nothing about anybody. */
  readonly codes: ReadonlySet<string>;
}
