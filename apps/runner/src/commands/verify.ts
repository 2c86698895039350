import { applyPlan, SILENT } from '@erp/engine/apply';
import type { Session } from '@erp/engine/connection';
import { readLedger } from '@erp/engine/ledger';
import { planMigrations } from '@erp/engine/plan';
import { discoverDomains, type Project } from '@erp/engine/project';
import { Problem } from '@erp/kit/problem';
import { loadExceptions } from '@erp/verify/exceptions';
import { installedDomains } from '@erp/verify/installed-domains';
import { type Report, verifySchema } from '@erp/verify/verify';
import pc from 'picocolors';
import { type Database, withSession } from '../database.ts';
import type { Invocation } from '../invocation.ts';
import { mayCreateDatabases, withScratchDatabase } from '../scratch-database.ts';

export interface VerifyOptions {
  readonly rule?: string[];
  readonly json?: boolean;
}

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
        withScratch: (work) => {
          invocation.stage('Migrating a scratch database, to compare …');
          return inScratch(workspace, session, database, work);
        },
      }),
    });
    if (options.json === true) invocation.json(report);
    else invocation.out(printReport(report));
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

/** A scratch database with exactly the steps that the ledger of the verified one has. */
async function inScratch<Result>(
  workspace: Project,
  session: Session,
  database: Database,
  work: (scratch: Session) => Promise<Result>,
): Promise<Result> {
  const applied = new Set((await readLedger(session)).rows.map((row) => row.name));
  return withScratchDatabase(session, database.settings, async (scratch) => {
    const ledger = { exists: false, rows: [] };
    const plan = planMigrations(workspace, ledger);
    const steps = plan.steps.filter(({ step }) => applied.has(step.name));
    await applyPlan(scratch, ledger, { ...plan, steps }, SILENT);
    return work(scratch);
  });
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
