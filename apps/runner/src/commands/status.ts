import { discoverDomains } from '@erp/engine/discover';
import { currentRows, readLedger } from '@erp/engine/ledger';
import { orderSteps } from '@erp/engine/order';
import { linkWaitsFor, planMigrations } from '@erp/engine/plan';
import pc from 'picocolors';
import { withSession } from '../database.ts';
import type { Invocation } from '../invocation.ts';
import { printHistory } from '../print-plan.ts';
import { problemFields } from '../print-problem.ts';

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
      const value = { version: 1, domains, fromTheFuture, leftOver, problems: problems.map(problemFields) };
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
    for (const step of domains.flatMap((domain) => domain.steps)) {
      if (step.state === 'applied') continue;
      const waits = step.waitsFor === null ? '' : ` for ${step.waitsFor}`;
      invocation.out(
        `${step.state === 'waiting' ? pc.dim(step.state) : pc.yellow(step.state)}${waits}  ${step.name}`,
      );
    }
    for (const line of printHistory(plan)) invocation.out(line);
    for (const problem of problems)
      invocation.out(`${pc.red('problem')}  ${problem.message}\n  ${problem.hint ?? ''}`);
  });
}
