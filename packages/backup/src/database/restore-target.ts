import { declaredSchemas, schemasOf } from '@erp/engine/catalog';
import type { Session } from '@erp/engine/connection';
import type { Project } from '@erp/engine/project';
import { Problem } from '@erp/kit/problem';
import type { Manifest } from '../files/manifest.ts';
import { sqlText } from './sql-name.ts';

/** The schema that says, by its comment, which backup is being restored, and holds what is left to do; gone when the restore is done. */
export const MARK = 'erp_restore';

/** Tables and functions that are named; the others are counted. */
const SHOWN = 6;

/** Whether a restore begins here, or goes on with one that was interrupted. */
export type RestoreTarget = 'empty' | 'begun';

/**
 * Looks whether a database can take a backup: nothing of ours is in it, or what an interrupted restore of the same
 * backup has left.
 *
 * @param description of the database, for people.
 * @throws {Problem} `restore_not_empty`, `restore_other_backup`.
 */
export async function inspectTarget(
  session: Session,
  project: Project,
  manifest: Manifest,
  description: string,
): Promise<RestoreTarget> {
  const begun = await readMark(session);
  if (begun === manifest.name) return 'begun';
  if (begun !== undefined) throw otherBackup(description, begun, manifest);
  const live = await schemasOf(session);
  // A login service has its own things in schema auth, and they stay.
  const schemas = [...declaredSchemas(project).keys()].filter((name) => live.has(name) && name !== 'auth');
  const there = await session.query<{ title: string }>(CONTENT, [schemas]);
  if (there.length > 0)
    throw notEmpty(
      description,
      there.map(({ title }) => title),
      await tenantsOf(session),
    );
  return 'empty';
}

/** The backup whose restore was begun in a database and not finished. */
export async function readMark(session: Pick<Session, 'query'>): Promise<string | undefined> {
  const [row] = await session.query<{ name: string | null }>(
    `SELECT obj_description(oid, 'pg_namespace') AS name FROM pg_namespace WHERE nspname = '${MARK}'`,
  );
  return row === undefined ? undefined : (row.name ?? '');
}

/** Marks a database as one in which a restore was begun. */
export async function setMark(session: Session, { name }: Pick<Manifest, 'name'>): Promise<void> {
  await session.query(`BEGIN; CREATE SCHEMA ${MARK}; COMMENT ON SCHEMA ${MARK} IS ${sqlText(name)}; COMMIT`);
}

/** Takes the mark away; part of the last transaction. */
export const DROP_MARK = `DROP SCHEMA ${MARK} CASCADE`;

const CONTENT = `
  SELECT title FROM (
    SELECT 1 AS kind, format('table %I.%I', n.nspname, c.relname) AS title FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE n.nspname = ANY ($1) AND c.relkind IN ('r', 'p', 'v', 'm', 'f') AND NOT c.relispartition
      AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.deptype = 'e')
    UNION ALL
    SELECT 2, format('function %I.%I', n.nspname, p.proname) FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
    WHERE n.nspname = ANY ($1)
      AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_proc'::regclass AND d.objid = p.oid AND d.deptype = 'e')
  ) content ORDER BY kind, title`;

async function tenantsOf(session: Session): Promise<string> {
  const [there] = await session.query<{ tenants: boolean }>(
    `SELECT to_regclass('public.sys_tenants') IS NOT NULL AND has_table_privilege(to_regclass('public.sys_tenants'), 'SELECT') AS tenants`,
  );
  if (there?.tenants !== true) return '';
  const [row] = await session.query<{ count: string }>('SELECT count(*) AS count FROM public.sys_tenants');
  return `${row?.count} tenants`;
}

function notEmpty(description: string, there: readonly string[], tenants: string): Problem {
  const more = there.length > SHOWN ? [`and ${there.length - SHOWN} more`] : [];
  return new Problem({
    code: 'restore_not_empty',
    message: `${description} is not empty: a restore would be mixed with what is there.`,
    detail: [...(tenants === '' ? [] : [tenants]), ...there.slice(0, SHOWN), ...more].join('\n'),
    hint: 'Nothing was changed. Make a new database (CREATE DATABASE) and name it: pnpm erp restore NAME --into postgres://…/new_database',
  });
}

function otherBackup(description: string, begun: string, { name }: Manifest): Problem {
  return new Problem({
    code: 'restore_other_backup',
    message: `In ${description} a restore of ${begun} was begun and not finished; it cannot take ${name}.`,
    hint: `Nothing was changed. End that one: pnpm erp restore ${begun}; or make a new database for this one.`,
  });
}
