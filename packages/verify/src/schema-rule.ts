import type { Session } from '@erp/engine/connection';
import type { Project } from '@erp/engine/project';
import type { WithScratch } from '@erp/scratch/scratch-database';
import type { Finding, Rule } from './rule.ts';

/** An error can lose or leak data, or stops a run one day; a warning costs time, of machines or of people. */
export type Level = 'error' | 'warning' | 'notice';

/** What only some rules need beside the database. */
export interface RuleContext {
  /** The checkout; without it the rules that compare with it are skipped. */
  readonly workspace?: Project;
  /**
   * Hands the work a scratch database where the migrations that this database has were run;
   * without it drift is not looked for.
   */
  readonly withScratch?: WithScratch;
  /** Gives what was made there in an earlier run, where it would be the same today; made anew without it. */
  readonly remember?: <Value>(what: string, make: () => Promise<Value>) => Promise<Value>;
}

/** The little of a session that a rule may use: reading. */
export type CatalogSession = Pick<Session, 'query'>;

/** A rule that is asked of the live schema. Its page is docs/rules/<id>_<name>.md. */
export interface SchemaRule extends Rule {
  readonly level: Level;
  /** What of the context the rule cannot do without; it is skipped where that is missing. */
  readonly needs?: keyof RuleContext;
  find(session: CatalogSession, context: RuleContext): Promise<Finding[]>;
}
