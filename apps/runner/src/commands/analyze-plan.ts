import { analyzePlan } from '@erp/analyze/analyze';
import { RULES } from '@erp/analyze/rules';
import { checkFunctions } from '@erp/engine/apply';
import { readLedger } from '@erp/engine/ledger';
import { assertHistoryAgrees, planMigrations } from '@erp/engine/plan';
import { discoverDomains, type Project } from '@erp/engine/project';
import { Problem, throwProblems } from '@erp/kit/problem';
import { requireScratch } from '@erp/scratch/scratch-database';
import { type DomainException, loadExceptions } from '@erp/verify/exceptions';
import { isOfPlan } from '@erp/verify/rule';
import { withSession } from '../database.ts';
import type { Invocation } from '../invocation.ts';
import { analysisAsJson, printAnalysis } from '../print-analysis.ts';
import { scratchBeside } from '../scratch.ts';
import type { PlanCommandOptions } from './plan.command.ts';

/**
 * `erp plan --analyze`: discover, order, plan; apply the plan to a scratch database and report what it does to tables
 * in use. The chosen database is only read.
 */
export async function analyze(invocation: Invocation, options: PlanCommandOptions): Promise<void> {
  const workspace = await discoverDomains(invocation.root);
  await withSession(invocation, 'plan', async (session, database) => {
    const ledger = await readLedger(session);
    const plan = planMigrations(workspace, ledger, options);
    assertHistoryAgrees(plan);
    await checkFunctions(plan, ledger, session);
    await requireScratch(session, database, 'An analysis needs a scratch database to try the plan on');
    invocation.stage('Trying the plan on a scratch database …');
    const analysis = await analyzePlan({
      workspace,
      ledger,
      plan,
      exceptions: await exceptionsOf(workspace),
      live: session,
      progress: { started: (name) => invocation.statusLine(`On a scratch database: ${name}`) },
      withScratch: scratchBeside(session, database),
    });
    const { text, warnings } = printAnalysis(plan, analysis);
    if (options.json === true) invocation.json(analysisAsJson(plan, analysis));
    else invocation.stdout(text);
    if (options.strict === true && warnings > 0) process.exitCode = 1;
    if (analysis.failure === undefined) return;
    // For programs it is in the analysis.
    if (options.json !== true) throw analysis.failure;
    process.exitCode = 1;
  });
}

/** @throws {Problem} `exception_unknown` for those that name a rule of plans that is none. */
async function exceptionsOf(workspace: Project): Promise<DomainException[]> {
  const domains = new Set(workspace.domains.map(({ name }) => name));
  const exceptions = (await loadExceptions(workspace, domains)).filter(({ rule }) => isOfPlan(rule));
  throwProblems(
    exceptions
      .filter(({ rule }) => !RULES.some(({ id, name }) => id === rule || name === rule))
      .map(
        ({ rule, domain }) =>
          new Problem({
            code: 'exception_unknown',
            message: `packages/domains/${domain}/exceptions.ts accepts ${rule}, and there is no such rule.`,
            detail: `The rules are ${RULES.map(({ name }) => name).join(', ')}.`,
            hint: 'Correct the name; docs/analyze.md describes each rule.',
          }),
      ),
  );
  return exceptions;
}
