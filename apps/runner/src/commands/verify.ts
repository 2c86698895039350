import { readLedger } from '@erp/engine/ledger';
import { discoverDomains } from '@erp/engine/project';
import { Problem } from '@erp/kit/problem';
import { installRecorded } from '@erp/scratch/install';
import { mayCreateDatabases } from '@erp/scratch/scratch-database';
import { loadExceptions } from '@erp/verify/exceptions';
import { installedDomains } from '@erp/verify/installed-domains';
import { type Report, verifySchema } from '@erp/verify/verify';
import pc from 'picocolors';
import { withSession } from '../database.ts';
import type { Invocation } from '../invocation.ts';
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
      ...((await mayCreateDatabases(session)) && {
        withScratch: async (work, watch) => {
          invocation.stage('Migrating a scratch database, to compare …');
          const recorded = { live: session, ledger: await readLedger(session) };
          return scratchBeside(session, database)(async (scratch) => {
            await installRecorded(scratch, workspace, recorded);
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

/** What a database without a ledger is told by commands that ask about what migrations made. */
export function notMigrated(): Problem {
  return new Problem({
    code: 'not_migrated',
    message: 'This database has not been migrated.',
    hint: 'pnpm migrate; where it was made by hand: pnpm erp baseline --dry-run',
  });
}

/** The findings that are faults of this schema; notices are about what no restore brings back. */
export function faultsOf({ findings }: Report): Report['findings'] {
  return findings.filter(({ level }) => level !== 'notice');
}

function printReport(report: Report): string {
  const lines = report.findings.flatMap((finding) => [
    `${finding.level === 'error' ? pc.red('error') : pc.yellow(finding.level)}  ${finding.rule} ${finding.name}  ${finding.key}`,
    `  ${finding.message}`,
    ...(finding.detail === undefined ? [] : [`  ${finding.detail}`]),
    `  ${pc.bold('Mend:')} ${finding.remediation.replaceAll('\n', '\n        ')}`,
    `  ${pc.dim(finding.page)}`,
    '',
  ]);
  for (const { rule, needs } of report.skipped) {
    lines.push(
      `Rule ${rule} was not asked: it needs ${needs === 'withScratch' ? 'a role that may create databases' : needs}.`,
    );
  }
  if (report.besides.length > 0)
    lines.push('Beside the schema:', ...report.besides.map((line) => `  ${line}`), '');
  const faults = faultsOf(report).length;
  const notices = report.findings.length - faults;
  const noticed = notices > 0 ? `, ${notices} ${notices === 1 ? 'notice' : 'notices'}` : '';
  const accepted = report.accepted.length > 0 ? `, ${report.accepted.length} accepted by exceptions` : '';
  return [...lines, `${report.checked.length} rules asked, ${faults} findings${noticed}${accepted}.`].join(
    '\n',
  );
}
