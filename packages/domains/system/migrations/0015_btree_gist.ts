import type { Knex } from 'knex';

/**
 * Extensions live in a schema of their own, and the first of them lets exclusion constraints compare numbers:
 * "no two shifts of one person at one time" needs equality of tenant and person beside the overlap of times.
 *
 * What a platform has installed already is used as it is and left in place on the way down. The extension is trusted,
 * so CREATE on the database is enough to install it.
 */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    DO $up$
    BEGIN
      IF to_regnamespace('extensions') IS NULL THEN
        CREATE SCHEMA extensions;
        COMMENT ON SCHEMA extensions IS '${MARK}';
      END IF;
      IF EXISTS (SELECT FROM pg_catalog.pg_extension WHERE extname = 'btree_gist') THEN
        RETURN;
      END IF;
      IF NOT EXISTS (SELECT FROM pg_catalog.pg_available_extensions WHERE name = 'btree_gist') THEN
        RAISE EXCEPTION 'The server does not offer the extension "btree_gist".'
          USING ERRCODE = 'feature_not_supported',
          DETAIL = 'Exclusion constraints over tenant, person and time need it. It is part of the contrib modules of PostgreSQL.',
          HINT = 'Let a DBA install the contrib package of the server (postgresql-contrib), or allow the extension in the settings of the managed service; then run the migration again.';
      END IF;
      BEGIN
        CREATE EXTENSION btree_gist SCHEMA extensions;
      EXCEPTION
        WHEN insufficient_privilege THEN
          RAISE EXCEPTION 'Role "%" may not create the extension "btree_gist".', current_user
            USING ERRCODE = 'insufficient_privilege', DETAIL = SQLERRM,
            HINT = format('Let a DBA run: GRANT CREATE ON DATABASE %I TO %I; or: CREATE EXTENSION btree_gist SCHEMA extensions;',
              current_database(), current_user);
      END;
      COMMENT ON EXTENSION btree_gist IS '${MARK}';
    END
    $up$`);
}

/** Takes back what was made here, recognized by its comment; a schema that holds something else stays. */
export async function down(knex: Knex): Promise<void> {
  await knex.raw(`
    DO $down$
    DECLARE
      v_extension oid := (SELECT oid FROM pg_catalog.pg_extension WHERE extname = 'btree_gist');
      v_schema oid := to_regnamespace('extensions');
    BEGIN
      IF obj_description(v_extension, 'pg_extension') = '${MARK}' THEN
        DROP EXTENSION btree_gist;
      END IF;
      IF obj_description(v_schema, 'pg_namespace') = '${MARK}'
        AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend d WHERE d.refclassid = 'pg_namespace'::regclass AND d.refobjid = v_schema)
      THEN
        DROP SCHEMA extensions;
      END IF;
    END
    $down$`);
}

const MARK = 'Made by the ERP schema (system/0015_btree_gist).';
