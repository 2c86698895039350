import { stampAuthors, stopStampingAuthors } from '@erp/kit/authors';
import type { Knex } from 'knex';

/** Who writes a row is who is signed in: the database says so, the application cannot. Rows that are there stay. */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    CREATE FUNCTION app.stamp_authors() RETURNS trigger
    LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp
    AS $$
    DECLARE
      v_user bigint := app.current_user_id();
    BEGIN
      -- The owner, and foreign keys that forget a member: they run as the owner. Services and imports. A function that
      -- a service calls without a user.
      IF current_user = 'erp_definer' AND v_user IS NULL
        OR current_user <> 'erp_definer' AND pg_has_role(current_user, 'erp_service', 'MEMBER') THEN
        RETURN NEW;
      END IF;
      CASE TG_ARGV[0]
        WHEN 'created_by' THEN
          NEW.created_by := CASE TG_OP WHEN 'INSERT' THEN v_user ELSE OLD.created_by END;
        WHEN 'recorded_by' THEN
          NEW.recorded_by := CASE TG_OP WHEN 'INSERT' THEN v_user ELSE OLD.recorded_by END;
        WHEN 'uploaded_by' THEN
          NEW.uploaded_by := CASE TG_OP WHEN 'INSERT' THEN v_user ELSE OLD.uploaded_by END;
        WHEN '' THEN
          NULL;
      END CASE;
      IF TG_ARGV[1] = 'updated_by' THEN
        NEW.updated_by := v_user;
      END IF;
      RETURN NEW;
    END
    $$;
    COMMENT ON FUNCTION app.stamp_authors() IS
      'Trigger: who made a row and who changed it last is the entered user, whatever the application sends; who made it stays. Services and the owner of the tables say it themselves. Arguments: the column of who made it, that of who changed it; empty where there is none.';
    REVOKE ALL ON FUNCTION app.stamp_authors() FROM PUBLIC, anon, authenticated;
  `);
  for (const table of CHANGED) await stampAuthors(knex, table);
}

export async function down(knex: Knex): Promise<void> {
  for (const table of CHANGED) await stopStampingAuthors(knex, table);
  await knex.raw('DROP FUNCTION app.stamp_authors()');
}

const CHANGED = ['sys_brands', 'sys_stores'];
