import type { Session } from '../connection/session.ts';
import type { DomainPackage } from '../project/domain-package.ts';

/** A permission with the default roles that start with it, and the tables whose policies ask for it. */
interface PermissionFacts {
  readonly key: string;
  readonly name: string;
  readonly domain: string;
  readonly roles: readonly string[];
  readonly reads: readonly string[];
  readonly writes: readonly string[];
}

/** Who may do what, by what the migrated database has of it. */
export interface PermissionsOverview {
  /** The default roles, from the most to the least powerful. */
  readonly roles: readonly string[];
  readonly permissions: readonly PermissionFacts[];
  /** Tenant tables that every member reads, by domain. */
  readonly open: readonly { readonly domain: string; readonly tables: readonly string[] }[];
  /** Tenant tables of which members see what concerns them; their policies name the conditions. */
  readonly concerned: readonly string[];
}

interface PolicyRow {
  readonly table: string;
  readonly reads: boolean;
  readonly permissive: boolean;
  readonly expression: string;
  /** The permissions that the expression names. */
  readonly asked: readonly string[];
}

/**
 * Reads permissions, default roles and policies.
 *
 * @param session on a database that has all of the domains.
 * @param domains in the order in which they are to be told.
 */
export async function describePermissions(
  session: Pick<Session, 'query'>,
  domains: readonly DomainPackage[],
): Promise<PermissionsOverview> {
  const roles = await session.query<{ key: string }>(
    'SELECT key FROM public.sys_role_templates ORDER BY priority DESC',
  );
  const permissions = await session.query<Pick<PermissionFacts, 'key' | 'name' | 'domain' | 'roles'>>(`
    SELECT p.key, p.name, p.domain,
           ARRAY(SELECT tp.template_key FROM public.sys_role_template_permissions tp WHERE tp.permission_id = p.id) AS roles
      FROM public.sys_permissions p ORDER BY p.key`);
  const policies = await session.query<PolicyRow>(POLICIES);
  const asks = (key: string, reads: boolean) => [
    ...new Set(
      policies.filter((each) => each.reads === reads && each.asked.includes(key)).map(({ table }) => table),
    ),
  ];
  const reading = policies.filter(({ reads }) => reads);
  const concerned = [
    ...new Set(
      reading
        .filter(({ permissive, expression }) => !permissive && expression.includes('current_user_id'))
        .map(({ table }) => table),
    ),
  ];
  const narrowed = new Set(reading.filter(({ asked }) => asked.length > 0).map(({ table }) => table));
  const order = domains.map(({ name }) => name);
  return {
    roles: roles.map(({ key }) => key),
    permissions: permissions
      .map((each) => ({ ...each, reads: asks(each.key, true), writes: asks(each.key, false) }))
      .sort((a, b) => order.indexOf(a.domain) - order.indexOf(b.domain)),
    open: domains
      .map(({ name, tables }) => ({
        domain: name,
        tables: reading
          .map(({ table }) => table)
          .filter((table, i, all) => tables.has(table) && !narrowed.has(table) && all.indexOf(table) === i),
      }))
      .filter(({ tables }) => tables.length > 0),
    concerned,
  };
}

/** The overview as Markdown: a table per domain, then what is open to every member. */
export function permissionsAsMarkdown(overview: PermissionsOverview): string {
  const domains = [...new Set(overview.permissions.map(({ domain }) => domain))];
  const chapters = domains.flatMap((domain) => [
    `\n## ${domain}\n`,
    `| permission | lets | ${overview.roles.join(' | ')} | reads | writes |`,
    `|---|---|${overview.roles.map(() => ':-:|').join('')}---|---|`,
    ...overview.permissions
      .filter((each) => each.domain === domain)
      .map(
        ({ key, name, roles, reads, writes }) =>
          `| ${key} | ${name} | ${overview.roles.map((role) => (roles.includes(role) ? '●' : '')).join(' | ')} | ${reads.join(', ')} | ${writes.join(', ')} |`,
      ),
  ]);
  return [
    INTRODUCTION,
    ...chapters,
    '\n## What every member reads\n',
    ...overview.open.map(({ domain, tables }) => `- **${domain}**: ${tables.join(', ')}`),
    '\n## What members see by what concerns them\n',
    `Further policies narrow these, to the own rows or to whoever holds a permission besides: ${overview.concerned.join(', ')}.`,
    '',
  ].join('\n');
}

const INTRODUCTION = `# Permissions

Written by \`pnpm erp tables\` from the migrated schema; \`pnpm check\` says when it is old.

A permission is asked once per transaction, by \`app.enter_tenant\`, and then read from a setting. *reads* and *writes* are
the tables whose policies ask for it; business functions ask by themselves, and their comments in [tables](tables.md)
say for what. The marks are what the roles of a new tenant start with; a tenant changes them, except that the owner
keeps all.

- **Reading follows writing.** A table that asks a permission for reading is read by whoever holds it or one that writes
  the table: UPDATE, DELETE and RETURNING see rows by the same policy.
- **A permission that is new reaches those who are there.** Default roles get what their template has. Roles that a tenant made by hand
  get it when they hold one of the permissions \`besides\` which the domain's reference data says it is needed; other
  roles made by hand, and viewers, do not. Afterwards the tenant decides.
- **Columns.** A policy cannot hide a column. Where one is delicate, the table asks: stock and materials for what they cost
  (\`app.stock_levels\` gives the pieces to everybody), orders for the addresses in them, campaigns for their budgets,
  platforms and pages for budgets and references to credentials. Prices that customers are shown are open.
- **Not asked**: foreign keys, triggers, definer functions, the service roles, exports.`;

/** Expressions are written out once per policy, which is why they are materialized: it is what takes the time. */
const POLICIES = `
  WITH policies AS MATERIALIZED (
    SELECT c.relname AS "table", p.polname AS name, p.polcmd IN ('r', '*') AS reads, p.polpermissive AS permissive,
           concat_ws(' ', pg_get_expr(p.polqual, p.polrelid), pg_get_expr(p.polwithcheck, p.polrelid)) AS expression
      FROM pg_catalog.pg_policy p
      JOIN pg_catalog.pg_class c ON c.oid = p.polrelid AND c.relnamespace = 'public'::regnamespace
     WHERE 'erp_app'::regrole = ANY (p.polroles)
       AND EXISTS (SELECT FROM pg_catalog.pg_attribute a WHERE a.attrelid = p.polrelid AND a.attname = 'tenant_id'))
  SELECT "table", reads, permissive, expression,
         ARRAY(SELECT unnest(string_to_array(found.parts[1], ','))
                 FROM regexp_matches(expression, '(?:has_permission|tenant_read_by)[(]''[{]?([a-z0-9_.,]+)[}]?''', 'g') found(parts)) AS asked
    FROM policies
   ORDER BY "table", name`;
