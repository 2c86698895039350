/** What a rule holds to, as people are told of it. */
export interface Rule {
  /**
   * Four digits, never used again for another rule: exceptions name it. Rules of the live schema begin at 0001, those of
   * a plan at 1001.
   */
  readonly id: string;
  /** One word for it, e.g. `tenant_column`; those of a plan are joined by hyphens: `index-blocks-writes`. */
  readonly name: string;
  /** As a sentence: what holds when nothing is found, or for a plan what is found. */
  readonly title: string;
}

/** One place where a rule is not kept. */
export interface Finding {
  /** Number of the rule. */
  readonly rule: string;
  /** Stable name of the place, for exceptions: `public.crm_leads.order_id`, or of a plan `crm/0012_index crm_leads`. */
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

/** Whether a rule, named by number or name, is one of a plan: it is asked of what is pending, not of a database. */
export function isOfPlan(rule: string): boolean {
  return /^1\d{3}$|^\D/.test(rule);
}
