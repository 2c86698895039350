import type { Knex } from 'knex';

/**
 * Lets campaigns point at projects that exist: the domain tasks came after marketing. Where rows name projects that
 * nobody has, nothing is changed, and the error says which rows these are.
 */
export async function up(knex: Knex): Promise<void> {
  // From here on no row is written past the constraint, so what the next statement counts is all there is.
  await knex.raw(`
    ALTER TABLE mkt_campaign_projects ADD CONSTRAINT fk_mkt_campaign_projects_project_id
      FOREIGN KEY (tenant_id, project_id) REFERENCES project (tenant_id, id)
      ON DELETE CASCADE DEFERRABLE INITIALLY IMMEDIATE NOT VALID
  `);
  await knex.raw(REFUSE_UNKNOWN);
  await knex.raw('ALTER TABLE mkt_campaign_projects VALIDATE CONSTRAINT fk_mkt_campaign_projects_project_id');
  await knex.raw("COMMENT ON COLUMN mkt_campaign_projects.project_id IS 'Project of the domain tasks.'");
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw(
    "COMMENT ON COLUMN mkt_campaign_projects.project_id IS 'Project of the domain tasks, see links.ts.'",
  );
  await knex.raw('ALTER TABLE mkt_campaign_projects DROP CONSTRAINT fk_mkt_campaign_projects_project_id');
}

// PostgreSQL would name one row, where a person needs them all.
const REFUSE_UNKNOWN = `
DO $$
DECLARE
  v_rows bigint;
BEGIN
  SELECT count(*) INTO v_rows FROM mkt_campaign_projects c
  WHERE NOT EXISTS (SELECT FROM project p WHERE p.tenant_id = c.tenant_id AND p.id = c.project_id);
  IF v_rows > 0 THEN
    RAISE EXCEPTION 'Campaigns name projects that do not exist: % of them.', v_rows
      USING ERRCODE = 'foreign_key_violation', TABLE = 'mkt_campaign_projects',
      CONSTRAINT = 'fk_mkt_campaign_projects_project_id',
      DETAIL = 'Nothing was changed. With tasks installed, find them by: SELECT c.* FROM mkt_campaign_projects c '
        'LEFT JOIN project p ON p.tenant_id = c.tenant_id AND p.id = c.project_id WHERE p.id IS NULL;',
      HINT = 'Install tasks alone by "pnpm migrate --only tasks", make the missing projects under these numbers or '
        'delete these rows, then run "pnpm migrate" again.';
  END IF;
END
$$`;
