import { installedDomains, readLedger } from '@erp/engine/ledger';
import { discoverDomains } from '@erp/engine/project';
import { installRecorded } from '@erp/scratch/install';
import { mayCreateDatabases } from '@erp/scratch/scratch-database';
import { loadExceptions } from '@erp/verify/exceptions';
import { verifySchema } from '@erp/verify/verify';
import { withSession } from '../database.ts';
import type { Invocation } from '../invocation.ts';
import { madeCache } from '../made-cache.ts';
import { notMigrated } from '../not-migrated.ts';
import { faultsOf, printReport } from '../print-report.ts';
import { scratchBeside } from '../scratch.ts';
import type { VerifyOptions } from './verify.command.ts';

/**
 * `erp verify`: discover, read the ledger, ask every rule of the live schema, report; exit code 1 on errors and warnings.
 *
 * @throws {Problem} `not_migrated`; `rule_unknown`.
 */
export async function verify(invocation: Invocation, options: VerifyOptions): Promise<void> {
  await withSession(invocation, 'verify', async (session, database) => {
    const workspace = await discoverDomains(invocation.root);
    const ledger = await readLedger(session);
    if (ledger.rows.length === 0) throw notMigrated();
    const installed = installedDomains(ledger);
    invocation.stage('Asking the rules of the live schema …');
    const report = await verifySchema(session, {
      rules: options.rule,
      exceptions: await loadExceptions(workspace, installed),
      workspace,
      ...(options.cache && { remember: madeCache(workspace, session, ledger) }),
      ...((await mayCreateDatabases(session)) && {
        withScratch: async (work, watch) => {
          invocation.stage('Migrating a scratch database, to compare …');
          return scratchBeside(session, database)(async (scratch) => {
            // The ledger that the cache goes by, whatever another runner does meanwhile.
            await installRecorded(scratch, workspace, { live: session, ledger });
            return work(scratch);
          }, watch);
        },
      }),
    });
    if (options.json === true) invocation.json(report);
    else invocation.stdout(printReport(report));
    if (faultsOf(report).length > 0) process.exitCode = 1;
  });
}
