import type { Knex } from 'knex';

/**
 * Where Supabase Auth keeps `auth.users`, it is used as it is. Elsewhere a minimal stand-in is made, and the
 * comment on its schema says that it is ours.
 */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    DO $up$
    BEGIN
      IF to_regclass('auth.users') IS NOT NULL THEN
        RETURN;
      END IF;
      IF to_regnamespace('auth') IS NOT NULL THEN
        RAISE EXCEPTION 'Schema "auth" exists, but it holds no table "users".'
          USING ERRCODE = 'undefined_table',
          DETAIL = 'Users refer to auth.users (id uuid), and a stand-in is only made in a schema of its own.',
          HINT = 'Finish the installation of the authentication service, or rename the schema.';
      END IF;

      CREATE SCHEMA auth;
      COMMENT ON SCHEMA auth IS '${MARK}';
      GRANT USAGE ON SCHEMA auth TO erp_app, erp_service, erp_definer;

      CREATE TABLE auth.users (
        id uuid CONSTRAINT pk_users PRIMARY KEY DEFAULT gen_random_uuid(),
        email text,
        created_at timestamptz NOT NULL DEFAULT now()
      );
      COMMENT ON TABLE auth.users IS 'Login accounts, as far as the ERP refers to them.';
      COMMENT ON COLUMN auth.users.email IS 'Address of the account, for people who read the table.';
      ALTER TABLE auth.users ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
      CREATE POLICY users_service ON auth.users FOR ALL TO erp_service USING (true) WITH CHECK (true);
      REVOKE ALL ON auth.users FROM PUBLIC, anon, authenticated;
      GRANT SELECT, INSERT, UPDATE, DELETE ON auth.users TO erp_service;

      CREATE FUNCTION auth.uid() RETURNS uuid
      LANGUAGE plpgsql STABLE PARALLEL SAFE SET search_path = ''
      AS $uid$
      BEGIN
        RETURN nullif(nullif(current_setting('request.jwt.claims', true), '')::jsonb ->> 'sub', '')::uuid;
      END
      $uid$;
      COMMENT ON FUNCTION auth.uid() IS 'The account that the signed claims of the request name, or NULL.';
      REVOKE ALL ON FUNCTION auth.uid() FROM PUBLIC;
      GRANT EXECUTE ON FUNCTION auth.uid() TO erp_app, erp_service, erp_definer;
    END
    $up$`);
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw(`
    DO $down$
    BEGIN
      IF obj_description(to_regnamespace('auth'), 'pg_namespace') = '${MARK}' THEN
        DROP FUNCTION auth.uid();
        DROP TABLE auth.users;
        DROP SCHEMA auth;
      END IF;
    END
    $down$`);
}

const MARK = 'Stand-in for the authentication service, made by the ERP schema (system/0002_auth_stand_in).';
