import type { Report } from '@erp/verify/verify';
import pc from 'picocolors';

/** The findings that are faults of this schema; notices are about what no restore brings back. */
export function faultsOf({ findings }: Report): Report['findings'] {
  return findings.filter(({ level }) => level !== 'notice');
}

/** The report for people. */
export function printReport(report: Report): string {
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
