import { readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { Problem, throwProblems } from '@erp/kit/problem';
import type { Session } from '../connection/session.ts';
import { RECORDED_SINCE } from '../ledger/records.ts';
import type { Plan } from '../plan/plan.ts';
import type { Project } from '../project/project.ts';
import { readTableOwners } from '../project/table-owners.ts';
import type { Step } from '../steps/step.ts';
import { type ForeignKey, readTableChanges } from '../steps/table-changes.ts';

/**
 * Stops before anything is applied where a pending migration adds a foreign key between tables of domains of which one
 * does not declare the other. It would be applied on a database that happens to have both, and on no other. What cannot
 * be read without a database is looked at by `assertLiveKeysDeclared`.
 *
 * @throws {Problem} `foreign_key_undeclared`, all of them.
 */
export async function assertKeysDeclared({ project, steps }: Plan): Promise<void> {
  const migrations = steps.flatMap(({ step }) => (step.kind === 'migration' ? [step] : []));
  if (migrations.length === 0) return;
  const borders = await readBorders(project);
  const problems: Problem[] = [];
  for (const migration of migrations) {
    // A table that the text does not mention is not referred to, unless its name is put together.
    const words = new Set((await readFile(migration.file, 'utf8')).match(/[a-z_][a-z0-9_]*/gi));
    if (![...words].some((word) => borders.beyond(migration.domain, word) !== undefined)) continue;
    const { changes } = await readTableChanges(migration);
    const keys = changes.flatMap((change) => (change.kind === 'foreign-key' ? [change.key] : []));
    problems.push(...undeclared(borders, migration, keys));
  }
  throwProblems(problems);
}

/** A foreign key of the catalog. */
interface LiveKey extends ForeignKey {
  readonly name: string;
  /** Name of the step that made it. */
  readonly step: string;
}

/**
 * Asks the catalog for the same, at the end of a transaction: of foreign keys that steps have made, whatever the code
 * that made them.
 *
 * @param steps those of the transaction; each has its line in the ledger already.
 * @param since number of the transaction that made what is looked at; later ones count too.
 * @param at is told the step that a problem is about.
 * @throws {Problem} `foreign_key_undeclared` for the first step that has made one.
 */
export async function assertLiveKeysDeclared(
  session: Session,
  project: Project,
  steps: readonly Step[],
  since: string,
  at: (name: string) => void = () => {},
): Promise<void> {
  const made = await session.query<LiveKey>(MADE_KEYS, [since, steps.map(({ name }) => name)]);
  if (made.length === 0) return;
  const borders = await readBorders(project);
  for (const step of steps) {
    // A link is the declaration itself.
    if (step.kind === 'link') continue;
    const [problem] = undeclared(
      borders,
      step,
      made.filter((key) => key.step === step.name),
    );
    if (problem === undefined) continue;
    at(step.name);
    if (step.kind !== 'migration' || step.transactional) throw problem;
    const drops = made.map(({ table, name }) => `ALTER TABLE ${table} DROP CONSTRAINT ${name};`);
    throw new Problem({
      code: problem.code,
      message: problem.message,
      detail: `${problem.detail}\nThe step ran outside a transaction, so what it did is there; it is not recorded.`,
      hint: `Undo it by hand, beginning with ${drops.join(' ')}, then: pnpm erp repair ${step.name} --choose start-over --yes. ${problem.hint}`,
    });
  }
}

/**
 * Foreign keys with the step that made them: of one transaction's lines in the ledger, the first one that was written
 * after the key was. A step outside a transaction is the only one of its kind, and made what there is since then.
 */
const MADE_KEYS = `
  WITH key AS (
    SELECT oid, conname, conrelid, confrelid, conkey, confkey, confdeltype, cmin::text::bigint AS command
      FROM pg_constraint c
     WHERE c.contype = 'f' AND c.conparentid = 0 AND age(c.xmin) <= age($1::xid8::xid)),
  line AS (
    SELECT array_agg(name ORDER BY command) AS names, array_agg(command ORDER BY command) AS commands
      FROM (${RECORDED_SINCE}) l)
  SELECT key.conname AS name, replace(key.conrelid::regclass::text, 'public.', '') AS "table",
         replace(key.confrelid::regclass::text, 'public.', '') AS target,
         ARRAY(SELECT a.attname::text FROM unnest(key.conkey) WITH ORDINALITY u (attnum, place)
                 JOIN pg_attribute a ON a.attrelid = key.conrelid AND a.attnum = u.attnum ORDER BY place) AS columns,
         ARRAY(SELECT a.attname::text FROM unnest(key.confkey) WITH ORDINALITY u (attnum, place)
                 JOIN pg_attribute a ON a.attrelid = key.confrelid AND a.attnum = u.attnum ORDER BY place) AS "targetColumns",
         CASE key.confdeltype WHEN 'c' THEN 'CASCADE' WHEN 'n' THEN 'SET NULL' ELSE 'NO ACTION' END AS "onDelete",
         line.names[CASE cardinality($2::text[]) WHEN 1 THEN 1 ELSE width_bucket(key.command, line.commands) + 1 END] AS step
    FROM key CROSS JOIN line ORDER BY key.oid`;

/** Which tables a domain may refer to. */
interface Borders {
  readonly project: Project;
  /** The domain of a table that another one does not declare; undefined for its own, its dependencies' and nobody's. */
  beyond(domain: string, table: string): string | undefined;
}

const known = new WeakMap<Project, Promise<Borders>>();

function readBorders(project: Project): Promise<Borders> {
  const borders = known.get(project) ?? drawBorders(project);
  known.set(project, borders);
  return borders;
}

async function drawBorders(project: Project): Promise<Borders> {
  const owners = await readTableOwners(project);
  return {
    project,
    beyond(domain, table) {
      const names = owners.get(table);
      if (names === undefined || names.has(domain)) return undefined;
      const declared = project.byName.get(domain)?.dependencies ?? [];
      return declared.some((name) => names.has(name)) ? undefined : [...names][0];
    },
  };
}

/** One problem for each other domain that keys of a step lead to, or stand on. */
function undeclared(borders: Borders, step: Step, keys: readonly ForeignKey[]): Problem[] {
  const foreign = new Map<string, ForeignKey[]>();
  const own = new Map<string, ForeignKey[]>();
  for (const key of keys) {
    const on = borders.beyond(step.domain, key.table);
    const to = borders.beyond(step.domain, key.target);
    if (on !== undefined) foreign.set(on, [...(foreign.get(on) ?? []), key]);
    else if (to !== undefined) own.set(to, [...(own.get(to) ?? []), key]);
  }
  return [
    ...[...own].map(([owner, those]) => keyToUndeclared(borders, step, owner, those)),
    ...[...foreign].map(([owner, those]) => keyOnUndeclared(borders, step, owner, those)),
  ];
}

function keyToUndeclared(
  { project }: Borders,
  step: Step,
  owner: string,
  keys: readonly ForeignKey[],
): Problem {
  const { domain } = step;
  const from = project.byName.get(domain);
  const show = (file: string) => relative(project.root, join(from?.directory ?? '', file));
  const packageName = project.byName.get(owner)?.packageName;
  const circle = owner !== domain && project.graph.upstream([owner]).has(domain);
  const declared = (key: ForeignKey) =>
    from?.links.some(({ link }) => link.from.table === key.table && key.columns.includes(link.from.column));
  const missing = keys.filter((key) => !declared(key)).map((key) => linkOf(key, owner));
  return new Problem({
    code: 'foreign_key_undeclared',
    message: `${step.name} has a foreign key to ${listOf(keys, 'target')} of the domain ${owner}, which ${domain} does not declare.`,
    detail: [
      ...evidence(project, step, keys),
      circle
        ? `${owner} depends on ${domain}, so ${domain} cannot depend on ${owner}.`
        : `${show('package.json')} does not name "${packageName}".`,
    ].join('\n'),
    hint:
      missing.length === 0
        ? `Take the key out of the migration: ${show('links.ts')} declares it already.`
        : circle
          ? `Take the key out, keep the column and its index, and declare it in ${show('links.ts')}: ${missing.join(', ')}`
          : `Add "${packageName}": "workspace:*" to the dependencies of ${show('package.json')}, then: pnpm install. If ${domain} is to work without ${owner}, take the key out and declare it in ${show('links.ts')}: ${missing.join(', ')}`,
  });
}

function keyOnUndeclared(
  { project }: Borders,
  step: Step,
  owner: string,
  keys: readonly ForeignKey[],
): Problem {
  return new Problem({
    code: 'foreign_key_undeclared',
    message: `${step.name} puts a foreign key on ${listOf(keys, 'table')} of the domain ${owner}, which ${step.domain} does not declare.`,
    detail: evidence(project, step, keys).join('\n'),
    hint: `What a table refers to is said by its own domain: pnpm new migration ${owner} "refer to ${listOf(keys, 'target')}", or a link of ${owner}.`,
  });
}

function listOf(keys: readonly ForeignKey[], end: 'table' | 'target'): string {
  return [...new Set(keys.map((key) => key[end]))].join(', ');
}

function evidence(project: Project, step: Step, keys: readonly ForeignKey[]): string[] {
  return [
    ...(step.kind === 'link' ? [] : [relative(project.root, step.file)]),
    ...keys.map(
      ({ table, columns, target, targetColumns }) =>
        `${table} (${columns.join(', ')}) → ${target}${targetColumns.length > 0 ? ` (${targetColumns.join(', ')})` : ''}`,
    ),
  ];
}

function linkOf({ table, columns, target, targetColumns, onDelete }: ForeignKey, owner: string): string {
  const last = (names: readonly string[]) => names.filter((name) => name !== 'tenant_id').at(-1) ?? 'id';
  return `link({ from: '${table}.${last(columns)}', to: '${target}.${last(targetColumns)}', domain: '${owner}', onDelete: '${onDelete}', because: '…' })`;
}
