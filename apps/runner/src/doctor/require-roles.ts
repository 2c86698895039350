import type { Session } from '@erp/engine/connection';
import { Problem } from '@erp/kit/problem';

interface Roles {
  readonly role: string;
  readonly createsRoles: boolean;
  /** Roles of the schema that the server does not have. */
  readonly absent: string[];
  /** Statements of a DBA that give memberships which the migrating role lacks and cannot give itself. */
  readonly grants: string[];
}

/**
 * Whether the roles of the schema are there, or can be made: they belong to the whole server. What is asked is what
 * the first migration of system needs.
 *
 * @throws {Problem} `roles_missing` with the statements that a DBA runs.
 */
export async function requireRoles(session: Session): Promise<string> {
  const [roles] = await session.query<Roles>(`
    WITH me AS (
      SELECT r.*, r.rolsuper OR r.rolcreaterole AND current_setting('server_version_num')::int < 160000 AS grants_all,
             CASE WHEN current_setting('server_version_num')::int >= 160000 THEN 'SET' ELSE 'MEMBER' END AS can_set
        FROM pg_roles r WHERE r.rolname = current_user),
    memberships AS (
      SELECT w.owned, w.member,
             CASE WHEN me.can_set = 'SET' AND w.member = current_user THEN ' WITH INHERIT TRUE, SET TRUE' ELSE '' END AS options
        FROM me CROSS JOIN (VALUES ('erp_definer', current_user::text), ('erp_service', current_user::text),
                                   ('erp_app', 'authenticated'), ('erp_service', 'service_role')) w(owned, member)
        JOIN pg_roles o ON o.rolname = w.owned
        LEFT JOIN pg_roles m ON m.rolname = w.member
       -- Who makes a role may give it to others. By oid: a name that is not there would be an error.
       WHERE NOT (me.grants_all OR pg_has_role(o.oid, 'MEMBER WITH ADMIN OPTION'))
         AND (pg_has_role(m.oid, o.oid, 'USAGE') AND pg_has_role(m.oid, o.oid, me.can_set)) IS NOT TRUE)
    SELECT me.rolname::text AS role, me.rolsuper OR me.rolcreaterole AS "createsRoles",
           ARRAY(SELECT w.name FROM unnest(ARRAY['erp_app', 'erp_service', 'erp_definer', 'anon', 'authenticated',
                                                 'service_role']) w(name)
                  WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = w.name)) AS absent,
           ARRAY(SELECT format('GRANT %I TO %I%s;', owned, member, options) FROM memberships) AS grants
      FROM me`);
  const { role = '', createsRoles = false, absent = [], grants = [] } = roles ?? {};
  const statements =
    absent.length > 0 && !createsRoles ? [`ALTER ROLE "${role}" CREATEROLE;`, ...grants] : grants;
  if (statements.length > 0)
    throw new Problem({
      code: 'roles_missing',
      message:
        absent.length > 0 && !createsRoles
          ? `The server lacks the roles ${absent.join(', ')}, and ${role} may not make them.`
          : `The roles of the schema are there, but ${role} is not a member of all it needs.`,
      hint: statements.join(' '),
    });
  return absent.length === 0
    ? 'the roles of the schema are there'
    : `${role} can make the roles that the server lacks: ${absent.join(', ')}`;
}
