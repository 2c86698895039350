import { joinTestServer } from './server.ts';

/** CREATE DATABASE copies all of a template but the privileges on the database itself. */
export async function copyDatabaseGrants(template: string, name: string): Promise<void> {
  const server = await joinTestServer();
  const [copied] = await server.administer<{ statements: string | null }>(
    `SELECT string_agg(format('GRANT %s ON DATABASE %I TO %s', a.privilege_type, $2::text,
                         CASE a.grantee WHEN 0 THEN 'PUBLIC' ELSE a.grantee::regrole::text END), '; ') AS statements
       FROM pg_database d CROSS JOIN LATERAL aclexplode(d.datacl) a WHERE d.datname = $1`,
    [template, name],
  );
  if (copied?.statements == null) return;
  await server.administer(
    `DO $$ BEGIN REVOKE ALL ON DATABASE ${name} FROM PUBLIC; ${copied.statements}; END $$`,
  );
}
