import { isServerError, NOTHING_KEPT } from '@erp/engine/connection';
import { PartlyApplied } from '@erp/engine/ledger';
import { Problem } from '@erp/kit/problem';

/** Something of that name is there already. On a scratch database only a step of the checkout can have made it. */
const TAKEN: ReadonlySet<string> = new Set(['42P07', '42710', '42723']);

/**
 * Says of a step that failed on a scratch database what is so: nothing was kept, committed or changed anywhere.
 *
 * @param error what applying the steps threw.
 * @param step recorded name of the step that was running.
 */
export function explainOnScratch(error: unknown, step: string): Problem {
  const problem = error instanceof PartlyApplied ? error.cause : error;
  if (!(problem instanceof Problem)) {
    const said = error instanceof Error ? error.message : String(error);
    return new Problem({ code: 'step_failed', message: `${step}: ${said}`, hint: ONLY_TRIED, cause: error });
  }
  const taken = isServerError(problem.cause) && TAKEN.has(problem.cause.code);
  const remedy = taken ? `An earlier step makes something of that name. Mend ${step}.` : problem.hint;
  return new Problem({
    code: problem.code,
    message: problem.message,
    detail: problem.detail,
    hint: `${ONLY_TRIED} ${remedy ?? ''}`.replace(`${NOTHING_KEPT} `, '').trim(),
    cause: problem.cause,
  });
}

const ONLY_TRIED = 'It was tried on a scratch database; the chosen one was only read.';
