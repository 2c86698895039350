import { createHash } from 'node:crypto';
import type { Session } from '../connection/session.ts';
import { canonicalExpression } from './fingerprint/canonical-expression.ts';
import { RELATION_LINES, ROUTINE_LINES } from './fingerprint/relation-lines.ts';
import { OUR_TYPE, SCHEMA_LINES } from './fingerprint/schema-lines.ts';
import { scope } from './fingerprint/scope.ts';

/** The live schema as sorted text: equal text, equal schema. */
export interface Fingerprint {
  /** SHA-256 of the lines, 64 hex digits. */
  readonly hash: string;
  /** One line per table, column, constraint, index, policy, trigger, function, grant, comment …, sorted. */
  readonly lines: readonly string[];
}

/**
 * Describes everything in a database that changes behavior or safety and is not PostgreSQL's own, an extension's or
 * the ledger's. Expressions are described in the form that a dump and a restore keep, so a restored database has the
 * fingerprint of the one it was dumped from, whatever the version of the server.
 *
 * Left out on purpose:
 * - what has no say in behavior: object ids, the name of the migrating role, names of NOT NULL constraints (only 18
 *   has them), tablespaces, text of function bodies beyond their hash, where sequences stand;
 * - the order of columns, which a database that people made by hand cannot change any more. Statements that rely on
 *   it (`SELECT *`, INSERT without names) are not for code that lasts;
 * - what belongs to the database or the server and is no part of a dump of the schema: settings and rights of the
 *   database, comments on it and on schema public, roles with their settings, attributes and memberships (rules 0014
 *   and 0015), publications and subscriptions, user mappings, security labels, event triggers that call no function of
 *   the schemas described. `erp verify` names those that a restore loses;
 * - the right of everybody to look names up in schema public, and default privileges of other roles than the
 *   migrating one.
 *
 * Partitions come and go while the schema stays the same. So they are described together, each line once: which
 * of them there are makes no difference, but one that is not like the others adds lines of its own. What they have
 * from their table is described there. Months that were put away in schema `archive` are data: of them it says only who may read them.
 *
 * @param schemas keeps to these schemas; all but PostgreSQL's own and those of extensions when not given.
 */
export async function takeFingerprint(
  session: Pick<Session, 'query'>,
  schemas?: readonly string[],
): Promise<Fingerprint> {
  return fingerprintOf(await describe(session, schemas));
}

/** A line, and the number of the table or function that it belongs to; 0 for what belongs to none. */
export interface OwnedLine {
  readonly id: string;
  readonly line: string;
}

/** The lines of a database, each with what it belongs to. Some come more than once. */
export async function describe(
  session: Pick<Session, 'query'>,
  schemas?: readonly string[],
): Promise<OwnedLine[]> {
  return (await session.query<OwnedLine>(DESCRIBE, [schemas ?? null])).map(settle);
}

/** A line as it is compared: with expressions in the form that a dump and a restore keep. */
export function settle({ id, line }: OwnedLine): OwnedLine {
  return {
    // The driver makes numbers of them.
    id: String(id),
    line: line.startsWith('comment on ') ? line : canonicalExpression(line),
  };
}

/** The fingerprint that lines make together, in whatever order they are. */
function fingerprintOf(owned: Iterable<OwnedLine>): Fingerprint {
  const found = new Set<string>();
  for (const { line } of owned) found.add(line);
  // Sorted here, because the order of text in the server depends on its collation.
  const lines = [...found].sort();
  return { hash: createHash('sha256').update(lines.join('\n')).digest('hex'), lines };
}

const DESCRIBE = `WITH ${scope({ schemas: '$1::text[]' })}, ${OUR_TYPE}
${[...RELATION_LINES, ...ROUTINE_LINES, ...SCHEMA_LINES].join('\nUNION ALL\n')}`;

/** How two schemas differ, as lines of their fingerprints. */
export interface SchemaDifference {
  readonly missing: readonly string[];
  readonly extra: readonly string[];
}

/** Lines of `expected` that `found` lacks, and those that it has beyond them. */
export function compareLines(expected: readonly string[], found: readonly string[]): SchemaDifference {
  const [wanted, there] = [new Set(expected), new Set(found)];
  return {
    missing: expected.filter((line) => !there.has(line)),
    extra: found.filter((line) => !wanted.has(line)),
  };
}
