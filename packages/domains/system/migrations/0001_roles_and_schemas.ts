import type { Knex } from 'knex';

/**
 * The roles of the application and the private schema `app`.
 *
 * Roles belong to the whole cluster, so another database may be making the same ones at this moment: whoever is
 * second waits for the first, and then finds them.
 */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(ROLES);
  await knex.raw(MEMBERSHIPS);
  await knex.raw(`
    CREATE SCHEMA app;
    COMMENT ON SCHEMA app IS
      'Private functions of the ERP: context, permissions and business functions. Never exposed by an API gateway.';
    GRANT USAGE ON SCHEMA app TO erp_app, erp_service, erp_definer;
    GRANT CREATE ON SCHEMA app TO erp_definer;
    REVOKE CREATE ON SCHEMA public FROM PUBLIC;
    GRANT USAGE ON SCHEMA public TO erp_app, erp_service, erp_definer;
  `);
}

/**
 * Takes back what this database granted. The roles stay: they belong to the cluster, and other databases may
 * need them. PUBLIC does not get CREATE on schema public again.
 */
export async function down(knex: Knex): Promise<void> {
  await knex.raw(`
    REVOKE USAGE ON SCHEMA public FROM erp_app, erp_service, erp_definer;
    DROP SCHEMA app;
  `);
}

// A role that exists is taken as it is, except that the application must never get round row level security.
const ROLES = `
DO $$
DECLARE
  v_role text;
BEGIN
  FOREACH v_role IN ARRAY ARRAY['erp_app', 'erp_service', 'erp_definer', 'anon', 'authenticated', 'service_role'] LOOP
    CONTINUE WHEN EXISTS (SELECT FROM pg_catalog.pg_roles WHERE rolname = v_role);
    BEGIN
      EXECUTE format('CREATE ROLE %I NOLOGIN', v_role);
    EXCEPTION
      WHEN duplicate_object OR unique_violation THEN
        NULL; -- made by another database of this cluster in the meantime
      WHEN insufficient_privilege THEN
        RAISE EXCEPTION 'Role "%" is missing and "%" may not create roles.', v_role, current_user
          USING ERRCODE = 'insufficient_privilege',
          DETAIL = 'The schema needs the roles erp_app, erp_service, erp_definer, anon, authenticated, service_role.',
          HINT = format('Let a DBA run: ALTER ROLE %I CREATEROLE;', current_user);
    END;
  END LOOP;
  IF EXISTS (SELECT FROM pg_catalog.pg_roles
             WHERE rolname IN ('erp_app', 'authenticated', 'anon') AND (rolsuper OR rolbypassrls)) THEN
    RAISE EXCEPTION 'A role of the application is not bound by row level security.'
      USING ERRCODE = 'invalid_grant_operation',
      DETAIL = 'None of erp_app, authenticated and anon may be SUPERUSER or BYPASSRLS.',
      HINT = 'Let a DBA run: ALTER ROLE erp_app NOSUPERUSER NOBYPASSRLS; likewise for authenticated and anon.';
  END IF;
END
$$`;

// The migrating role needs erp_definer to give functions to it, and erp_service to write reference data under
// forced row level security. Only what is missing is granted: a GRANT writes to a catalog of the whole cluster.
const MEMBERSHIPS = `
DO $$
DECLARE
  v_pair text[];
  v_can_set text := CASE WHEN current_setting('server_version_num')::int >= 160000 THEN 'SET' ELSE 'MEMBER' END;
  v_options text;
  v_statement text;
BEGIN
  FOREACH v_pair SLICE 1 IN ARRAY ARRAY[
    ['erp_definer', current_user::text], ['erp_service', current_user::text],
    ['erp_app', 'authenticated'], ['erp_service', 'service_role']
  ] LOOP
    v_options := CASE WHEN v_can_set = 'SET' AND v_pair[2] = current_user THEN ' WITH INHERIT TRUE, SET TRUE' ELSE '' END;
    v_statement := format('GRANT %I TO %I%s', v_pair[1], v_pair[2], v_options);
    FOR v_attempt IN 1..20 LOOP
      EXIT WHEN pg_has_role(v_pair[2], v_pair[1], 'USAGE') AND pg_has_role(v_pair[2], v_pair[1], v_can_set);
      BEGIN
        EXECUTE v_statement;
      EXCEPTION
        WHEN unique_violation OR internal_error THEN
          -- XX000 "tuple concurrently updated": another database of this cluster grants the same membership.
          PERFORM pg_sleep(0.05 * random() * v_attempt);
        WHEN insufficient_privilege OR invalid_grant_operation THEN
          EXIT;
      END;
    END LOOP;
    IF NOT (pg_has_role(v_pair[2], v_pair[1], 'USAGE') AND pg_has_role(v_pair[2], v_pair[1], v_can_set)) THEN
      RAISE EXCEPTION 'Role "%" must be a member of "%", and "%" cannot grant that.', v_pair[2], v_pair[1], current_user
        USING ERRCODE = 'insufficient_privilege',
        DETAIL = 'The migrating role owns the tables, gives functions to erp_definer and writes reference data as erp_service.',
        HINT = format('Let a DBA run: %s; and ALTER ROLE %I INHERIT;', v_statement, v_pair[2]);
    END IF;
  END LOOP;
END
$$`;
