/**
 * What to look at to find out whether a statement that cannot run in a transaction has done its work. It is noted before
 * the statement is sent; object numbers tell a thing from another one that got its name.
 */
export type Probe =
  /** An index of a table, known by its name; one without a name by its shape. `besides` are those that were there. */
  | {
      readonly kind: 'index made';
      readonly table: number;
      readonly index: string | null;
      readonly shape: { readonly unique: boolean; readonly method: string; readonly columns: number };
      readonly besides: readonly number[];
    }
  | { readonly kind: 'index dropped'; readonly index: number }
  | { readonly kind: 'partition detached'; readonly table: number; readonly partition: number }
  /** A database, tablespace or subscription, by its name. */
  | { readonly kind: 'made' | 'dropped'; readonly catalog: Catalog; readonly name: string }
  /** Harmless when it is done twice. */
  | { readonly kind: 'repeatable' }
  /** The same, but it may leave invalid indexes at the table; `besides` are those that were there. */
  | { readonly kind: 'reindexed'; readonly table: number; readonly besides: readonly number[] }
  /** Made in a transaction, and gone with its session: a temporary table. */
  | { readonly kind: 'temporary' }
  /** Only a person can tell. */
  | { readonly kind: 'unknown' };

/** Catalogs of what cannot be made inside a transaction. */
export type Catalog = 'pg_database' | 'pg_tablespace' | 'pg_subscription';
