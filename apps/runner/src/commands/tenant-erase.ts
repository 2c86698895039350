import { describeErasure, eraseTenant, type TenantErasure } from '@erp/backup/tenant';
import { assertTenants } from '../assert-tenants.ts';
import { confirmByName } from '../confirm.ts';
import { withSession } from '../database.ts';
import type { Invocation } from '../invocation.ts';
import { count } from '../print-backups.ts';
import { withRunnerLock } from '../runner-lock.ts';
import { showCopyProgress } from '../show-copy-progress.ts';
import { showWaiting } from '../show-waiting.ts';
import type { TenantEraseOptions } from './tenant.command.ts';

/** `erp tenant erase`: count and say what goes, ask for its name, erase in batches. */
export async function eraseOne(
  invocation: Invocation,
  slug: string,
  options: TenantEraseOptions,
): Promise<void> {
  const began = performance.now();
  await withSession(invocation, 'tenant erase', async (session) => {
    await assertTenants(session);
    for (const line of whatGoes(await describeErasure(session, slug))) invocation.stderr(line);
    if (options.yes !== true) await confirmByName(invocation, `Erase the tenant ${slug} for good?`, slug);
    invocation.whenEnded(
      () => `The tenant is suspended, and partly erased. Go on with: pnpm erp tenant erase ${slug}`,
    );
    const erased = await withRunnerLock(invocation, session, options.lockTimeout, () =>
      eraseTenant({
        ...{ session, slug },
        progress: showCopyProgress(invocation),
        waits: showWaiting(invocation),
      }),
    );
    const seconds = Math.round((performance.now() - began) / 10) / 100;
    if (options.json === true) invocation.json({ ...erased, seconds });
    else
      invocation.stdout(
        `Erased ${slug}: ${count(erased.rows)} rows, and ${erased.people} people who belonged to no other tenant, in ${seconds} s.`,
      );
  });
}

function whatGoes({ tenant, rows, people, accountsStay }: TenantErasure): string[] {
  const { slug, name } = tenant;
  return [
    `${slug} (${name}), tenant ${tenant.id}: ${count(rows)} rows and ${people} people who belong to no other tenant.`,
    '– its orders, payments and audit go with it; what a law wants kept, keep first: pnpm erp tenant export',
    '– backups and archives hold it until they are pruned; the ledger of migrations knows no tenant',
    ...(accountsStay
      ? [`– the accounts of these people stay with the login service, which has to remove them`]
      : []),
  ];
}
