/** What is told while seeds are sown. */
export interface SeedProgress {
  /** A table is being filled: rows so far, and the share of its work that is done, from 0 to 1. */
  rows(domain: string, table: string, rows: number, share: number): void;
  /** A step of a domain that is not a table: indexes, figures. */
  step(domain: string, what: string): void;
  /** A table is filled. */
  filled(domain: string, table: string, rows: number, milliseconds: number, way: 'bulk' | 'plain'): void;
  /** A domain is committed. */
  committed(domain: string, rows: number, milliseconds: number): void;
}
