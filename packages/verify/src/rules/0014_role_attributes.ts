import { catalogRule } from '../catalog-rule.ts';

/** See docs/rules/0014_role_attributes.md */
export const rule = catalogRule({
  id: '0014',
  name: 'role_attributes',
  title: 'No role of the schema is a superuser or gets round row level security',
  level: 'error',
  sql: `
    SELECT w.name AS key, NULL AS "table",
           CASE WHEN r.oid IS NULL THEN format('Role %s does not exist.', w.name)
                WHEN r.rolsuper THEN format('Role %s is a superuser.', w.name)
                ELSE format('Role %s has BYPASSRLS.', w.name) END AS message,
           CASE WHEN r.oid IS NULL THEN format('CREATE ROLE %I NOLOGIN;', w.name)
                ELSE format('ALTER ROLE %I NOSUPERUSER NOBYPASSRLS;', w.name) END AS remediation
      FROM (VALUES ('erp_app'), ('erp_service'), ('erp_definer'), ('authenticated'), ('anon')) w(name)
      LEFT JOIN pg_roles r ON r.rolname = w.name
     WHERE r.oid IS NULL OR r.rolsuper OR r.rolbypassrls`,
});
