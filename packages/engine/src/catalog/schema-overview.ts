import { basename } from 'node:path';
import type { Session } from '../connection/session.ts';
import type { DomainPackage } from '../project/domain-package.ts';

/** What the catalog says of a table. */
interface TableFacts {
  readonly table: string;
  readonly kind: 'tenant' | 'shared' | 'partitioned';
  readonly comment: string;
  readonly columns: number;
  /** Tables that it has foreign keys to, sorted. */
  readonly points_at: readonly string[];
}

/** What the catalog says of a function that the application calls. */
interface FunctionFacts {
  readonly name: string;
  readonly signature: string;
  readonly comment: string;
}

/** A domain as somebody who does not know it wants to see it. */
export interface DomainOverview {
  readonly name: string;
  readonly purpose: string;
  readonly owner: string;
  readonly dependsOn: readonly string[];
  /** Domains that it is linked to, bound late. */
  readonly linksTo: readonly string[];
  readonly tables: readonly (TableFacts & {
    /** Those of `points_at` that belong to other domains, as `domain.table`. */
    readonly elsewhere: readonly string[];
  })[];
  readonly functions: readonly FunctionFacts[];
}

/**
 * Describes domains by what the migrated database has of them.
 *
 * @param session on a database that has all of the domains.
 * @param domains in the order in which they are to be told.
 */
export async function describeDomains(
  session: Pick<Session, 'query'>,
  domains: readonly DomainPackage[],
): Promise<readonly DomainOverview[]> {
  const ownerOf = new Map(
    domains.flatMap((each) => [...each.tables.keys()].map((table) => [table, each.name])),
  );
  const tables = await session.query<TableFacts>(TABLES, [[...ownerOf.keys()]]);
  const functions = await session.query<FunctionFacts>(FUNCTIONS);
  return domains.map((domain) => {
    const stems = new Set(domain.functions.map(({ file }) => basename(file, '.sql')));
    return {
      name: domain.name,
      purpose: domain.definition.purpose,
      owner: domain.definition.owner,
      dependsOn: domain.dependencies,
      linksTo: [...new Set(domain.links.map(({ link }) => link.domain))].sort(),
      tables: tables
        .filter(({ table }) => ownerOf.get(table) === domain.name)
        .map((table) => ({
          ...table,
          elsewhere: table.points_at
            .filter((target) => ownerOf.has(target) && ownerOf.get(target) !== domain.name)
            .map((target) => `${ownerOf.get(target)}.${target}`),
        })),
      functions: functions.filter(({ name }) => stems.has(name)),
    };
  });
}

/** The overview as Markdown: a chapter per domain. */
export function overviewAsMarkdown(domains: readonly DomainOverview[]): string {
  const tables = domains.reduce((sum, domain) => sum + domain.tables.length, 0);
  const chapters = domains.flatMap((domain) => [
    `\n## ${domain.name}\n`,
    `${domain.purpose} Owner: ${domain.owner}.`,
    [
      domain.dependsOn.length > 0
        ? `Depends on ${domain.dependsOn.join(', ')}.`
        : 'Depends on no other domain.',
      ...(domain.linksTo.length > 0 ? [`Links to ${domain.linksTo.join(', ')}.`] : []),
    ].join(' '),
    '\n| table | kind | one row is | columns | points at, elsewhere |\n|---|---|---|---|---|',
    ...domain.tables.map(
      ({ table, kind, comment, columns, elsewhere }) =>
        `| ${table} | ${kind} | ${cell(comment)} | ${columns} | ${elsewhere.join(', ')} |`,
    ),
    ...(domain.functions.length > 0 ? ['\n| function | what it does |\n|---|---|'] : []),
    ...domain.functions.map(
      ({ name, signature, comment }) => `| app.${name}(${cell(signature)}) | ${cell(comment)} |`,
    ),
  ]);
  return `# Tables and functions, domain by domain

Written by \`pnpm erp tables\` from the comments of the migrated schema; \`pnpm check\` holds it to them. Not for editing.
${domains.length} domains, ${tables} tables. *tenant*: every row belongs to one tenant, by row level security; *partitioned*: the
same, by months; *shared*: for all tenants. Functions are those that the application may call.
${chapters.join('\n')}
`;
}

function cell(text: string): string {
  return text.replaceAll(/\s+/g, ' ').replaceAll('|', '\\|').trim();
}

const TABLES = `
  SELECT c.relname AS "table",
    CASE WHEN c.relkind = 'p' THEN 'partitioned'
      WHEN EXISTS (SELECT FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attname = 'tenant_id') THEN 'tenant'
      ELSE 'shared' END AS kind,
    coalesce(obj_description(c.oid), '') AS comment,
    (SELECT count(*)::int FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped) AS columns,
    ARRAY(
      SELECT DISTINCT t.relname::text FROM pg_constraint k JOIN pg_class t ON t.oid = k.confrelid
      WHERE k.contype = 'f' AND k.conrelid = c.oid ORDER BY 1
    ) AS points_at
  FROM pg_class c
  WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND c.relname = ANY ($1)
  ORDER BY 1`;

const FUNCTIONS = `
  SELECT p.proname AS name, pg_get_function_identity_arguments(p.oid) AS signature,
    coalesce(obj_description(p.oid), '') AS comment
  FROM pg_proc p
  WHERE p.pronamespace = 'app'::regnamespace AND p.prorettype <> 'trigger'::regtype
    AND has_function_privilege('erp_app', p.oid, 'EXECUTE')
  ORDER BY 1, 2`;
