import type { Link } from '@erp/kit/link';
import { Problem } from '@erp/kit/problem';
import type { Session } from '../connection/session.ts';
import { NO_VERSION } from '../ledger/function-versions.ts';
import { linkName, type ReferringColumn, referringColumn } from '../ledger/recorded-name.ts';
import { checksumOfText } from '../source/checksum.ts';
import { sendStatements } from './send-statements.ts';
import type { LinkStep } from './step.ts';
import type { KindOfStep, StepFolder, StepStatement } from './step-kind.ts';
import { throughKnex } from './through-knex.ts';

/** A link: a foreign key between two domains, bound when both are there. */
export const linkKind: KindOfStep<LinkStep> = {
  undoneByFile: false,
  replacesRecord: false,
  read: readLinks,
  load: async () => undefined,
  async up({ session }, step) {
    await sendStatements(
      session,
      linkKind.statements(step, 'up', async () => []),
    );
    return NO_VERSION;
  },
  async undo({ session }, row) {
    await session.enqueue(unbindLink(referringColumn(row.name)));
  },
  async *statements(step, direction) {
    if (direction === 'down') {
      yield { sql: unbindLink(step.link.from) };
      return;
    }
    // Rows that are there already are looked at under a lock that lets others write.
    yield { sql: bindLink(step.link) };
    yield orphanCount(step);
    yield { sql: validateLink(step.link) };
  },
  record: async () => NO_VERSION,
  reversible: async (step) =>
    throughKnex((direction) => linkKind.statements(step, direction, async () => [])),
};

/** The links that a domain declares. */
async function readLinks({ domain, links }: StepFolder): Promise<LinkStep[]> {
  return links.map((link) => ({
    kind: 'link',
    name: linkName(domain, link.from),
    domain,
    checksum: checksumOfText(JSON.stringify([link.from, link.to, link.onDelete])),
    link,
  }));
}

/** Adds the foreign key of a link to a table that holds rows, without looking at them; harmless when it is there. */
export async function bindLinkNotValid(session: Session, { link }: LinkStep): Promise<void> {
  const bound = await session.query<{ bound: boolean }>(
    'SELECT EXISTS (SELECT FROM pg_constraint WHERE conrelid = $1::regclass AND conname = $2) AS bound',
    [link.from.table, constraintOf(link.from)],
  );
  if (bound[0]?.bound !== true) await session.query(bindLink(link));
}

/** Takes the foreign key of a link away that was added without looking at rows; harmless when it is not there. */
export async function unbindNotValid(session: Session, name: string): Promise<void> {
  const from = referringColumn(name);
  const [bound] = await session.query(
    'SELECT FROM pg_constraint WHERE conrelid = to_regclass($1) AND conname = $2 AND NOT convalidated',
    [from.table, constraintOf(from)],
  );
  if (bound !== undefined) await session.query(unbindLink(from));
}

/**
 * Makes sure that every row of a link's table points at one that is there.
 *
 * @throws {Problem} `link_orphan_rows`, which says how to find them.
 */
export async function assertNoOrphanRows(session: Session, step: LinkStep): Promise<void> {
  const { sql, answered } = orphanCount(step);
  await session.enqueue(sql, [], answered);
}

/** Asks how many rows of a link point at no row. */
function orphanCount(step: LinkStep): StepStatement {
  return {
    sql: orphanRows(step.link, 'count(*)'),
    answered: ([found]) => assertNoneOrphaned(step, (found as { count: string }).count),
  };
}

function assertNoneOrphaned(step: LinkStep, count: string): void {
  if (count === '0') return;
  const { from, to } = step.link;
  throw new Problem({
    code: 'link_orphan_rows',
    message: `The link ${step.name} cannot be bound: ${count} rows of ${from.table} point at no row of ${to.table}.`,
    detail: `Find them by:\n${orphanRows(step.link, 'referring.*')};`,
    hint: `Set ${from.column} to NULL or to an existing row in these, then run \`pnpm migrate\` again.`,
  });
}

/** The name of the foreign key that a link makes. */
function constraintOf({ table, column }: ReferringColumn): string {
  return `fk_${table}_${column}`;
}

/** The statement that binds a link; rows that are there already are not looked at. */
function bindLink(link: Link): string {
  const { from, to } = link;
  return (
    `ALTER TABLE ${from.table} ADD CONSTRAINT ${constraintOf(from)} ` +
    `FOREIGN KEY (tenant_id, ${from.column}) REFERENCES ${to.table} (tenant_id, ${to.column})${deleteRule(link)} NOT VALID`
  );
}

/** The statement that checks the rows that were there before the link was bound. */
export function validateLink(link: Link): string {
  return `ALTER TABLE ${link.from.table} VALIDATE CONSTRAINT ${constraintOf(link.from)}`;
}

/** The inverse of `bindLink`. */
function unbindLink(from: ReferringColumn): string {
  return `ALTER TABLE ${from.table} DROP CONSTRAINT ${constraintOf(from)}`;
}

/** A query for the orphan rows of a link: they point at no row. */
function orphanRows(link: Link, select: string): string {
  const { from, to } = link;
  return (
    `SELECT ${select} FROM ${from.table} AS referring WHERE referring.${from.column} IS NOT NULL AND NOT EXISTS ` +
    `(SELECT FROM ${to.table} AS target WHERE target.tenant_id = referring.tenant_id AND target.${to.column} = referring.${from.column})`
  );
}

function deleteRule(link: Link): string {
  // SET NULL must leave tenant_id alone; deferrable, so that erasing a tenant can put the check off.
  const rules = {
    'NO ACTION': '',
    CASCADE: ' ON DELETE CASCADE',
    'SET NULL': ` ON DELETE SET NULL (${link.from.column})`,
  };
  return `${rules[link.onDelete]} DEFERRABLE INITIALLY IMMEDIATE`;
}
