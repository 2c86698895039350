/** A rule of the business, written once: the generator is tested by it, and `erp verify --data` asks it. */
export interface Invariant {
  /** Lower snake case, unique in the domain. */
  readonly name: string;
  /** The rule in a sentence, as it should be. */
  readonly says: string;
  /** Domains other than those that the domain depends on whose tables the statement reads; without them it is not asked. */
  readonly needs?: readonly string[];
  /**
   * `demo`: what makes the rows of a demo believable, which people are free to do otherwise. Such a rule asks demo tenants
   * alone; every other one is true for all rows, whoever made them.
   */
  readonly about?: 'demo';
  /**
   * A SELECT that returns the rows that break the rule: `tenant_id`, `key` (text that names the row for people) and
   * `found` (text: what is wrong with it). Nothing when all is well. Reads all tenants at once.
   */
  readonly sql: string;
}
