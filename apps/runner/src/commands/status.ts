import { discoverDomains } from '@erp/engine/discover';
import { currentRows, readLedger } from '@erp/engine/ledger';
import { orderSteps } from '@erp/engine/order';
import { linkWaitsFor, planMigrations } from '@erp/engine/plan';
import { readRecordDetails } from '@erp/engine/record-details';
import { planRepairs } from '@erp/engine/repair';
import { readUnfinished } from '@erp/engine/unfinished';
import pc from 'picocolors';
import { withSession } from '../database.ts';
import type { Invocation } from '../invocation.ts';
import { printHistory } from '../print-plan.ts';
import { problemFields } from '../print-problem.ts';
import { printFacts, repairAsJson } from '../print-repair.ts';

/** State of a step: done, to do, applied with other content, or a link whose other domain is not there. */
type State = 'applied' | 'pending' | 'changed' | 'waiting';

/** `erp status`: discover, order, plan; show every step with its state. */
export async function status(invocation: Invocation, options: { readonly json?: boolean }): Promise<void> {
  const workspace = await discoverDomains(invocation.root);
  const order = orderSteps(workspace.domains);
  await withSession(invocation, 'status', async (session, database) => {
    const ledger = await readLedger(session);
    const plan = planMigrations(workspace, order, ledger);
    const applied = currentRows(ledger);
    const planned = new Map(plan.steps.map(({ step, reason }) => [step.name, reason]));
    const done = new Set(applied.keys());
    // What a link waits for today, although the next run may bring it.
    const waiting = new Map(
      order.steps.flatMap((step) => {
        const domain =
          step.kind === 'link' && !done.has(step.name) ? linkWaitsFor(workspace, step, done) : undefined;
        return domain === undefined ? [] : [[step.name, domain] as const];
      }),
    );
    const unfinished = ledger.exists ? await readUnfinished(session) : [];
    const { needed } = planRepairs(order.steps, ledger, plan.history, unfinished);
    const details = await readRecordDetails(
      session,
      needed.flatMap((each) => ('row' in each ? [each.row.id] : [])),
    );
    const repairs = needed.map((repair) => ({
      repair,
      details: 'row' in repair ? details.get(repair.row.id) : undefined,
    }));
    const stateOf = (name: string): State => {
      if (waiting.has(name)) return 'waiting';
      const reason = planned.get(name);
      if (reason === undefined) return 'applied';
      return reason === 'new' ? 'pending' : 'changed';
    };
    const domains = order.domains.map((name) => {
      const domain = workspace.domains.find((each) => each.name === name);
      const steps = order.steps
        .filter((step) => step.domain === name)
        .map((step) => ({
          name: step.name,
          kind: step.kind,
          state: stateOf(step.name),
          batch: applied.get(step.name)?.batch ?? null,
          waitsFor: waiting.get(step.name) ?? null,
        }));
      return { name, dependencies: domain?.dependencies ?? [], tables: domain?.tables.size ?? 0, steps };
    });
    const { problems, fromTheFuture, leftOver } = plan.history;
    if (options.json === true) {
      const value = {
        version: 1,
        domains,
        fromTheFuture,
        leftOver,
        problems: problems.map(problemFields),
        repairs: repairs.map((each) => repairAsJson(invocation.root, each)),
        unfinished: unfinished.map(({ name, begun }) => ({ name, begunAt: begun.toISOString() })),
      };
      invocation.out(JSON.stringify(value, null, 2));
      return;
    }
    invocation.out(`${database.description}\n`);
    invocation.out('domain          tables  applied  pending  changed  waiting');
    for (const domain of domains) {
      const count = (state: State) =>
        String(domain.steps.filter((step) => step.state === state).length).padStart(9);
      invocation.out(
        domain.name.padEnd(14) +
          String(domain.tables).padStart(8) +
          (['applied', 'pending', 'changed', 'waiting'] as const).map(count).join(''),
      );
    }
    // A migration under a new name is not pending; what is recorded under the old one is shown below.
    const renamed = new Set(plan.history.renamed.map(({ step }) => step.name));
    for (const step of domains.flatMap((domain) => domain.steps)) {
      if (step.state === 'applied' || renamed.has(step.name)) continue;
      const waits = step.waitsFor === null ? '' : ` for ${step.waitsFor}`;
      invocation.out(
        `${step.state === 'waiting' ? pc.dim(step.state) : pc.yellow(step.state)}${waits}  ${step.name}`,
      );
    }
    for (const line of printHistory(plan)) invocation.out(line);
    for (const { name, begun } of unfinished) {
      if (needed.some((repair) => repair.kind === 'unfinished' && repair.name === name)) continue;
      invocation.out(
        `${pc.yellow('unfinished')}  ${name}, begun ${begun.toISOString()}; under way, or to be finished by pnpm migrate`,
      );
    }
    const hints = new Map(problems.map((problem, i) => [needed[i]?.name, problem]));
    for (const each of repairs) {
      for (const line of printFacts(invocation.root, each)) invocation.out(line);
      const problem = hints.get(each.repair.name);
      if (problem !== undefined) invocation.out(`  ${problem.message}`);
      invocation.out(`  ${pc.bold('Next:')} ${problem?.hint ?? `pnpm erp repair ${each.repair.name}`}`);
    }
  });
}
