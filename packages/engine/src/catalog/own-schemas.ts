import { readFileSync } from 'node:fs';
import type { Session } from '../connection/session.ts';
import type { Project } from '../project/project.ts';

/** Schemas by name, each with its comment. */
export type SchemaComments = ReadonlyMap<string, string | null>;

/** The schemas of a database, by who made them. Both sorted. */
export interface DividedSchemas {
  /** Those that migrations make, whether they are there or not. */
  readonly ours: readonly string[];
  /** All others: those of a job queue, an extension, a platform. */
  readonly others: readonly string[];
}

/**
 * Tells the schemas that migrations make from those of other tools. Where a platform has the real thing that a
 * migration makes a stand-in for, the schema is the platform's; a stand-in says by its comment that it is one.
 *
 * @param live schemas of the database, of `schemasOf`.
 * @param made schemas that migrations make, of `schemasOf` a database that only they made, or of `declaredSchemas`.
 */
export function divideSchemas(live: SchemaComments, made: SchemaComments): DividedSchemas {
  const isReal = (name: string) => {
    const comment = live.get(name);
    return comment !== undefined && STAND_IN.test(made.get(name) ?? '') && !STAND_IN.test(comment ?? '');
  };
  const ours = [...made.keys()].filter((name) => !isReal(name)).sort();
  return { ours, others: [...live.keys()].filter((name) => !ours.includes(name)).sort() };
}

/** How the comment of a schema begins that a migration makes only where a platform does not have it. */
const STAND_IN = /^(Stand-in|Made by the ERP schema)\b/;

/** The schemas of a database that are not PostgreSQL's own. */
export async function schemasOf(session: Pick<Session, 'query'>): Promise<SchemaComments> {
  const rows = await session.query<{ name: string; comment: string | null }>(
    `SELECT nspname AS name, obj_description(oid, 'pg_namespace') AS comment FROM pg_namespace
      WHERE nspname !~ '^pg_' AND nspname <> 'information_schema' ORDER BY nspname`,
  );
  return new Map(rows.map(({ name, comment }) => [name, comment]));
}

/** The schemas that the migrations of a checkout make, as their text says, and public. Runs nothing. */
export function declaredSchemas(project: Project): SchemaComments {
  const found = new Map<string, string | null>([['public', null]]);
  for (const { file } of project.domains.flatMap(({ migrations }) => migrations)) {
    const text = readFileSync(file, 'utf8');
    for (const [, name = ''] of text.matchAll(MAKES)) found.set(name, null);
    for (const [, name = '', comment = ''] of text.matchAll(COMMENTS)) {
      // A comment may be a constant of the same file.
      const constant = /^\$\{(\w+)\}$/.exec(comment)?.[1];
      const value =
        constant === undefined
          ? comment
          : new RegExp(`const ${constant} =\\s*['"\`](.*?)['"\`]`).exec(text)?.[1];
      if (found.has(name)) found.set(name, value ?? null);
    }
  }
  return found;
}

const MAKES =
  /\bcreate\s*schema(?:\s+if\s+not\s+exists\s+|IfNotExists\(['"`]|\(['"`]|\s+)"?([a-z_][a-z0-9_]*)/gi;
const COMMENTS = /\bcomment\s+on\s+schema\s+"?([a-z_][a-z0-9_]*)"?\s+is\s+'((?:[^']|'')*)'/gi;
