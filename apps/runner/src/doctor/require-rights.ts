import type { Session } from '@erp/engine/connection';
import { Problem } from '@erp/kit/problem';

interface Rights {
  readonly role: string;
  readonly superuser: boolean;
  readonly scratch: boolean;
  /** Statements of a DBA that would give what is missing. */
  readonly missing: string[];
}

/**
 * What the migrating role may do in the database. A plain role that owns the database has all of it.
 *
 * @throws {Problem} `rights_missing` with the statements that give them.
 */
export async function requireRights(session: Session): Promise<string> {
  const [rights] = await session.query<Rights>(`
    SELECT current_user::text AS role, r.rolsuper AS superuser, r.rolsuper OR r.rolcreatedb AS scratch,
           array_remove(ARRAY[
             CASE WHEN NOT has_database_privilege(current_database(), 'CREATE')
                  THEN format('GRANT CREATE ON DATABASE %I TO %I;', current_database(), current_user) END,
             CASE WHEN to_regnamespace('public') IS NULL THEN 'CREATE SCHEMA public;'
                  WHEN NOT has_schema_privilege('public', 'CREATE WITH GRANT OPTION')
                  THEN format('GRANT CREATE ON SCHEMA public TO %I WITH GRANT OPTION;', current_user) END
           ], NULL) AS missing
      FROM pg_roles r WHERE r.rolname = current_user`);
  const { role = '', superuser = false, scratch = false, missing = [] } = rights ?? {};
  if (missing.length > 0)
    throw new Problem({
      code: 'rights_missing',
      message: `The role ${role} may not create everything here; a superuser it need not be.`,
      hint: missing.join(' '),
    });
  const kind = superuser ? '(a superuser; a plain role would do) ' : '';
  const databases = scratch ? '' : `; plan --analyze, prove and baseline want ALTER ROLE "${role}" CREATEDB;`;
  return `${role} ${kind}may create schemas and tables${databases}`;
}
