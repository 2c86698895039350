import type { Session } from '@erp/engine/connection';
import { discoverDomains } from '@erp/engine/project';
import { didYouMean } from '@erp/kit/did-you-mean';
import { Problem } from '@erp/kit/problem';
import { loadTenantSeeds } from '@erp/seed/demo';
import { removeTenants, seededTenants } from '@erp/seed/remove';
import { confirm } from '../confirm.ts';
import type { Invocation } from '../invocation.ts';
import { withRunnerLock } from '../runner-lock.ts';
import { showWaiting } from '../show-waiting.ts';
import type { SeedOptions } from './seed.command.ts';

/**
 * The story of `erp seed --remove`: discover, choose the demo tenants, ask, take the lock, remove them.
 *
 * @throws {Problem} `tenant_unknown`; `not_confirmed`.
 */
export async function removeDemo(
  invocation: Invocation,
  session: Session,
  options: SeedOptions,
): Promise<void> {
  const tenantSeeds = await loadTenantSeeds(session, await discoverDomains(invocation.root));
  const there = await seededTenants(session);
  const unknown = (options.tenant ?? []).filter((slug) => !there.some((tenant) => tenant.slug === slug));
  if (unknown.length > 0) {
    throw new Problem({
      code: 'tenant_unknown',
      message: `${unknown.join(', ')}: no such demo tenant is there.`,
      detail: `There are: ${there.map((tenant) => tenant.slug).join(', ') || 'none'}.`,
      hint: `${unknown
        .map((slug) =>
          didYouMean(
            slug,
            there.map((tenant) => tenant.slug),
          ),
        )
        .join('')}Nothing was removed. Correct the name.`,
    });
  }
  const tenants = there.filter((tenant) => options.tenant?.includes(tenant.slug) ?? true);
  if (tenants.length > 0 && options.dryRun !== true) {
    const names = tenants.map((tenant) => tenant.slug).join(', ');
    if (options.yes !== true) await confirm(invocation, `Remove ${names} with all their rows?`);
    await withRunnerLock(invocation, session, options.lockTimeout, () =>
      removeTenants(
        session,
        tenantSeeds,
        tenants,
        (tenant) => invocation.stderr(`Removed ${tenant.slug}.`),
        showWaiting(invocation),
      ),
    );
  }
  const removed = tenants.map((tenant) => tenant.slug);
  if (options.json === true) {
    invocation.json({ removed: options.dryRun === true ? [] : removed, found: removed });
  } else if (tenants.length === 0) {
    invocation.stdout('Nothing to do: no demo tenant is there.');
  } else {
    invocation.stdout(
      `${options.dryRun === true ? 'Would remove' : 'Removed'} ${removed.length} demo tenants: ${removed.join(', ')}.`,
    );
  }
}
