import { declaredSchemas, divideSchemas, schemasOf } from '@erp/engine/catalog';
import type { CatalogSession, RuleContext } from './schema-rule.ts';

/**
 * What a database has beside the schema that migrations make, a line each: schemas and extensions of other tools, and
 * what belongs to the database or the server, so that a restore from a dump of this database does not bring it back;
 * with the statement that does. None of it is a finding.
 *
 * Source: the notes of pg_dump, which writes properties of the database with --create only, and roles never.
 */
export async function findBesides(session: CatalogSession, { workspace }: RuleContext): Promise<string[]> {
  const rows = await session.query<{ line: string }>(BESIDES);
  return [
    ...(workspace === undefined ? [] : await schemasOfOthers(session, workspace)),
    ...rows.map(({ line }) => line),
  ];
}

async function schemasOfOthers(
  session: CatalogSession,
  workspace: NonNullable<RuleContext['workspace']>,
): Promise<string[]> {
  const { others } = divideSchemas(await schemasOf(session), declaredSchemas(workspace));
  return others.length === 0 ? [] : [`Of other tools, and not judged: schema ${others.join(', ')}.`];
}

/** Roles that migrations make and grant to each other. */
const OWN_ROLES = `('erp_app', 'erp_service', 'erp_definer', 'anon', 'authenticated', 'service_role')`;

/** Settings whose value is a list, written as it stands. */
const LISTS = `'search_path', 'temp_tablespaces', 'local_preload_libraries', 'session_preload_libraries'`;

const LOST = 'A restore loses it unless it is run again';

const BESIDES = `
  WITH db AS (SELECT * FROM pg_database WHERE datname = current_database()),
  setting AS (
    SELECT s.setdatabase, s.setrole, split_part(c, '=', 1) AS name, substr(c, strpos(c, '=') + 1) AS value
      FROM pg_db_role_setting s, unnest(s.setconfig) c
     WHERE s.setdatabase = (SELECT oid FROM db)
        OR s.setdatabase = 0 AND s.setrole IN (SELECT oid FROM pg_roles WHERE rolname IN ${OWN_ROLES})
  ),
  line AS (
    SELECT 1 AS place, format('Extension %s is in this database, and is not judged.', string_agg(quote_ident(extname), ', ' ORDER BY extname)) AS line
      FROM pg_extension e WHERE extname NOT IN ('plpgsql') AND e.oid >= 16384
       AND coalesce(obj_description(e.oid, 'pg_extension'), '') NOT LIKE 'Made by the ERP schema%'
     HAVING count(*) > 0
    UNION ALL
    SELECT 2, format('Event trigger %I calls %s, and is not judged.', evtname, evtfoid::regprocedure)
      FROM pg_event_trigger t JOIN pg_proc p ON p.oid = t.evtfoid WHERE p.pronamespace NOT IN (SELECT oid FROM pg_namespace WHERE nspname IN ('public', 'app'))
    UNION ALL
    SELECT 3, format('Publication %I hands rows of this database on, and is not judged.', pubname) FROM pg_publication
    UNION ALL
    SELECT 4, format('Setting of the %s. ${LOST}: ALTER %s SET %s = %s;',
             CASE setrole WHEN 0 THEN 'database' ELSE 'role' END,
             CASE WHEN setrole = 0 THEN format('DATABASE %I', current_database())
                  WHEN setdatabase = 0 THEN format('ROLE %I', pg_get_userbyid(setrole))
                  ELSE format('ROLE %I IN DATABASE %I', pg_get_userbyid(setrole), current_database()) END,
             quote_ident(name), CASE WHEN name IN (${LISTS}) THEN value ELSE quote_literal(value) END)
      FROM setting
    UNION ALL
    SELECT 5, format('Right on the database. ${LOST}: GRANT %s ON DATABASE %I TO %s%s;', string_agg(a.privilege_type, ', ' ORDER BY a.privilege_type),
             db.datname, CASE WHEN a.grantee = 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(a.grantee)) END,
             CASE WHEN a.is_grantable THEN ' WITH GRANT OPTION' ELSE '' END)
      FROM db, aclexplode(db.datacl) a
     WHERE a.grantee <> db.datdba
       AND NOT EXISTS (SELECT FROM aclexplode(acldefault('d', db.datdba)) u WHERE u.grantee = a.grantee AND u.privilege_type = a.privilege_type)
     GROUP BY db.datname, a.grantee, a.is_grantable
    UNION ALL
    SELECT 5, format('Right on the database taken back. ${LOST}: REVOKE %s ON DATABASE %I FROM PUBLIC;', string_agg(u.privilege_type, ', ' ORDER BY u.privilege_type), db.datname)
      FROM db, aclexplode(acldefault('d', db.datdba)) u
     WHERE db.datacl IS NOT NULL AND u.grantee = 0
       AND NOT EXISTS (SELECT FROM aclexplode(db.datacl) a WHERE a.grantee = 0 AND a.privilege_type = u.privilege_type)
     GROUP BY db.datname
    UNION ALL
    SELECT 6, format('Comment on the database. ${LOST}: COMMENT ON DATABASE %I IS %L;', db.datname, shobj_description(db.oid, 'pg_database'))
      FROM db WHERE shobj_description(db.oid, 'pg_database') IS NOT NULL
    UNION ALL
    SELECT DISTINCT 7, format('Membership. On another server, it is lost unless it is granted again: GRANT %I TO %I%s;', r.rolname, m.rolname,
             CASE WHEN g.admin_option THEN ' WITH ADMIN OPTION' ELSE '' END)
      FROM pg_auth_members g JOIN pg_roles r ON r.oid = g.roleid JOIN pg_roles m ON m.oid = g.member
     WHERE r.rolname IN ${OWN_ROLES} AND m.rolname NOT IN ${OWN_ROLES}
       AND m.oid <> (SELECT datdba FROM db) AND m.rolname <> current_user
  )
  SELECT line FROM line ORDER BY place, line`;
