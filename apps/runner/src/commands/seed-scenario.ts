import type { Session } from '@erp/engine/connection';
import { discoverDomains } from '@erp/engine/project';
import { playScenario } from '@erp/seed/scenarios';
import type { Invocation } from '../invocation.ts';
import { withRunnerLock } from '../runner-lock.ts';
import { showWaiting } from '../show-waiting.ts';
import type { SeedOptions } from './seed.command.ts';

/** The story of `erp seed --scenario`: take the lock, play it over each tenant, say what happened. */
export async function runScenario(
  invocation: Invocation,
  session: Session,
  scenario: string,
  options: SeedOptions,
): Promise<void> {
  const played = await withRunnerLock(invocation, session, options.lockTimeout, async () =>
    playScenario(
      session,
      await discoverDomains(invocation.root),
      scenario,
      options.tenant,
      showWaiting(invocation),
    ),
  );
  if (options.json === true) {
    invocation.json({ scenario, played });
    return;
  }
  for (const { tenant, happened } of played) {
    invocation.stdout(
      happened === undefined
        ? `Nothing to do: ${scenario} was played over ${tenant} before.`
        : `Played ${scenario} over ${tenant}: ${happened}.`,
    );
  }
}
