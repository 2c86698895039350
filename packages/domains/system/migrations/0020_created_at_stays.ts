import type { Knex } from 'knex';

/**
 * The trigger of updated_at keeps created_at as well: when a row came is not for the application to rewrite. What it
 * sends is passed over without an error, as with updated_at, since libraries send whole rows back. Services, imports
 * and the definer functions may say otherwise.
 */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(
    touch(
      `
      IF NEW.created_at IS DISTINCT FROM OLD.created_at AND current_user <> 'erp_definer'
        AND NOT pg_has_role(current_user, 'erp_service', 'MEMBER') THEN
        NEW.created_at := OLD.created_at;
      END IF;`,
      'Trigger: stamps updated_at with the time of the transaction, and keeps created_at as it was against the application.',
    ),
  );
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw(touch('', 'Trigger: stamps updated_at with the time of the transaction.'));
}

function touch(keep: string, comment: string): string {
  return `
    CREATE OR REPLACE FUNCTION public.update_updated_at_column() RETURNS trigger
    LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp
    AS $$
    BEGIN
      NEW.updated_at := now();${keep}
      RETURN NEW;
    END
    $$;
    COMMENT ON FUNCTION public.update_updated_at_column() IS '${comment}'`;
}
