import { Problem } from '@erp/kit/problem';

/** A run stopped after some of it was committed: only a run with steps outside a transaction can. */
export class PartlyApplied extends Problem {
  /** Names of the steps that were committed, in order. */
  readonly committed: readonly string[];

  constructor(cause: Problem, committed: readonly string[]) {
    super({
      code: cause.code,
      message: cause.message,
      detail: [cause.detail, `Committed before: ${committed.join(', ')}`].filter(Boolean).join('\n'),
      hint: cause.hint,
      cause,
    });
    this.committed = committed;
  }
}
