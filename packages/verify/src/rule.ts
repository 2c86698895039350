import type { Session } from '@erp/engine/connection';
import type { Project } from '@erp/engine/project';
import type { WithScratch } from '@erp/scratch/scratch-database';

/** An error can lose or leak data, or stops a run one day; a warning costs time, of machines or of people. */
export type Level = 'error' | 'warning' | 'notice';

/** One place where the live schema does not keep a rule. */
export interface Finding {
  /** Number of the rule. */
  readonly rule: string;
  /** Stable name of the place, for exceptions: `public.crm_leads.order_id`. */
  readonly key: string;
  /** The table that it belongs to, when it belongs to one: `public.crm_leads`. */
  readonly table?: string;
  /** What is wrong, with names. */
  readonly message: string;
  /** The evidence, where the message does not hold it. */
  readonly detail?: string;
  /** The SQL or the line that mends it. */
  readonly remediation: string;
}

/** What only some rules need beside the database. */
export interface RuleContext {
  /** The checkout; without it the rules that compare with it are skipped. */
  readonly workspace?: Project;
  /**
   * Hands the work a scratch database where the migrations that this database has were run;
   * without it drift is not looked for.
   */
  readonly withScratch?: WithScratch;
}

/** The little of a session that a rule may use: reading. */
export type CatalogSession = Pick<Session, 'query'>;

/** A check of the live schema. Its page is docs/rules/<id>_<name>.md. */
export interface Rule {
  /** Four digits, never used again for another rule: exceptions name it. */
  readonly id: string;
  /** Lower snake case, e.g. `tenant_column`. */
  readonly name: string;
  /** What holds when nothing is found, as a sentence. */
  readonly title: string;
  readonly level: Level;
  /** What of the context the rule cannot do without; it is skipped where that is missing. */
  readonly needs?: keyof RuleContext;
  find(session: CatalogSession, context: RuleContext): Promise<Finding[]>;
}
