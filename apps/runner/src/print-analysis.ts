import type { Analysis, AnalyzedStatement, PlanFinding } from '@erp/analyze/analyze';
import { RULES } from '@erp/analyze/rules';
import type { Plan } from '@erp/engine/plan';
import pc from 'picocolors';
import { problemFields } from './print-problem.ts';

/** The analysis as text for people, and how many warnings it has. */
export function printAnalysis(plan: Plan, analysis: Analysis): { text: string; warnings: number } {
  const lines: string[] = [];
  let step = '';
  for (const statement of analysis.statements) {
    if (statement.step !== step) lines.push(pc.bold(statement.step));
    step = statement.step;
    lines.push(`  ${firstLine(statement.sql)}`, ...effectsOf(statement, analysis));
    for (const { name, level, message } of statement.findings) {
      const mark = level === 'warning' ? pc.yellow(level) : pc.dim(level);
      lines.push(`    ${mark} ${name}: ${message}`);
    }
  }
  const all = analysis.statements.flatMap(({ findings }) => findings);
  const warnings = all.filter(({ level }) => level === 'warning');
  for (const rule of rulesOf(warnings)) {
    lines.push('', `${pc.yellow(rule.name)}: ${rule.title}. The safe form:`, ...indent(rule.safe));
  }
  if (lines.length > 0) lines.push('');
  const told = summary(plan, analysis, all, warnings.length);
  lines.push(analysis.failure === undefined ? told : `As far as it went: ${told}`);
  return { text: lines.join('\n'), warnings: warnings.length };
}

/** The analysis as a value for programs. */
export function analysisAsJson(plan: Plan, analysis: Analysis): object {
  const rules = rulesOf(analysis.statements.flatMap(({ findings }) => findings));
  return {
    version: 1,
    steps: plan.steps.map(({ step }) => step.name),
    tables: analysis.tables,
    statementsSeen: analysis.seen,
    statements: analysis.statements.map(({ findings, ...statement }) => ({
      ...statement,
      findings: findings.map(({ name, level, key, table, message }) => ({
        ...{ rule: name, level, key, table, message },
      })),
    })),
    sizes: Object.fromEntries(analysis.sizes),
    rules: rules.map(({ id, name, title, safe }) => ({ id: name, number: id, title, safe })),
    problems: analysis.failure === undefined ? [] : [problemFields(analysis.failure)],
  };
}

/** The rules of findings, in the order in which they were first broken. */
function rulesOf(findings: readonly PlanFinding[]) {
  const broken = new Set(findings.map(({ rule }) => rule));
  return [...broken].flatMap((number) => RULES.find(({ id }) => id === number) ?? []);
}

function effectsOf(statement: AnalyzedStatement, { sizes }: Analysis): string[] {
  const lines = statement.locks.map(
    ({ table, mode }) =>
      `locks ${table}: ${lockTitle(mode)}, to the end of transaction ${statement.transaction}`,
  );
  const size = (table: string) => {
    const found = sizes.get(table);
    if (found === undefined) return table;
    const rows = found.rows === null ? 'unknown number of rows' : `${count(found.rows)} rows`;
    return `${table} (${rows}, ${bytes(found.bytes)})`;
  };
  const { rewrites, scans } = statement;
  if (rewrites.length > 0) lines.push(`writes anew ${rewrites.map(size).join(', ')}`);
  const read = scans.filter((table) => !rewrites.includes(table));
  if (read.length > 0) lines.push(`reads all of ${read.map(size).join(', ')}`);
  return lines.map((line) => pc.dim(`    ${line}`));
}

/** What a lock keeps out; the names are those of PostgreSQL's documentation. */
const LOCKS: Record<string, string> = {
  ShareUpdateExclusiveLock: 'SHARE UPDATE EXCLUSIVE, others read and write',
  ShareLock: 'SHARE, others only read',
  ShareRowExclusiveLock: 'SHARE ROW EXCLUSIVE, others only read',
  ExclusiveLock: 'EXCLUSIVE, others only read',
  AccessExclusiveLock: 'ACCESS EXCLUSIVE, nobody else reads or writes',
};

function lockTitle(mode: string): string {
  return LOCKS[mode] ?? mode;
}

function summary(plan: Plan, analysis: Analysis, all: readonly PlanFinding[], warnings: number): string {
  if (plan.steps.length === 0) return 'Nothing to do.';
  const { seen, statements, tables } = analysis;
  const touched = `${plan.steps.length} steps, ${seen} statements, ${statements.length} of them touch one of ${tables} tables in use`;
  if (all.length === 0) return `${touched}. Nothing to warn about.`;
  const notes = all.filter(({ level }) => level === 'note').length;
  const accepted = all.length - warnings - notes;
  return `${touched}. ${warnings} warnings, ${notes} notes about tables without rows, ${accepted} accepted by exceptions.`;
}

function firstLine(sql: string): string {
  const text = sql.replaceAll(/\s+/g, ' ').trim();
  return text.length > 100 ? `${text.slice(0, 99)}…` : text;
}

function indent(text: string): string[] {
  return text.split('\n').map((line) => `  ${line}`);
}

function count(rows: number): string {
  return rows < 10_000 ? String(rows) : new Intl.NumberFormat('en', { notation: 'compact' }).format(rows);
}

function bytes(size: number): string {
  const units = ['bytes', 'kB', 'MB', 'GB', 'TB'];
  let value = size;
  let unit = 0;
  for (; value >= 1024 && unit < units.length - 1; unit++) value /= 1024;
  return `${value < 10 && unit > 0 ? value.toFixed(1) : Math.round(value)} ${units[unit]}`;
}
