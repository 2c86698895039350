/** A fault to plant into the probe tables, and the key under which a rule has to find it. */
export interface Case {
  readonly rule: string;
  readonly plant: string;
  readonly key: string;
}

const PARTITIONED =
  'CREATE TABLE public.probe_log (tenant_id bigint NOT NULL, id bigint NOT NULL, at timestamptz NOT NULL, PRIMARY KEY (tenant_id, id, at)) PARTITION BY RANGE (at); CREATE TABLE public.probe_log_default PARTITION OF public.probe_log DEFAULT';
const ENTERED =
  "INSERT INTO public.sys_partitioned_tables (table_name, partition_column, months_ahead) VALUES ('probe_log', 'at', 1)";

/** A statement about the database, whose name is the test run's. */
function inThisDatabase(statement: string): string {
  return `DO $$ BEGIN EXECUTE format('${statement}', current_database()); END $$`;
}

/** One fault or more for every rule that needs nothing but the database. */
export const CASES: readonly Case[] = [
  {
    rule: '0001',
    plant: 'CREATE TABLE public.probe_lost (id bigint PRIMARY KEY)',
    key: 'public.probe_lost',
  },
  {
    rule: '0001',
    plant:
      'CREATE TABLE public.probe_log (at timestamptz NOT NULL) PARTITION BY RANGE (at); CREATE TABLE public.probe_log_rest PARTITION OF public.probe_log DEFAULT',
    key: 'public.probe_log',
  },
  {
    rule: '0002',
    plant: 'ALTER TABLE public.probe_lines ALTER COLUMN tenant_id SET DEFAULT 1',
    key: 'public.probe_lines.tenant_id',
  },
  {
    rule: '0002',
    plant: 'CREATE TABLE public.probe_loose (tenant_id integer)',
    key: 'public.probe_loose.tenant_id',
  },
  {
    rule: '0003',
    plant:
      'ALTER TABLE public.probe_events DROP CONSTRAINT pk_probe_events, ADD CONSTRAINT pk_probe_events PRIMARY KEY (id, tenant_id)',
    key: 'public.probe_events',
  },
  {
    rule: '0003',
    plant: 'ALTER TABLE public.probe_events DROP CONSTRAINT pk_probe_events',
    key: 'public.probe_events',
  },
  {
    rule: '0004',
    plant: 'ALTER TABLE public.probe_lines DISABLE ROW LEVEL SECURITY',
    key: 'public.probe_lines',
  },
  {
    rule: '0004',
    plant:
      'CREATE TABLE public.probe_log (tenant_id bigint NOT NULL, at timestamptz NOT NULL, PRIMARY KEY (tenant_id, at)) PARTITION BY RANGE (at); ALTER TABLE public.probe_log ENABLE ROW LEVEL SECURITY; CREATE TABLE app.probe_log_rest PARTITION OF public.probe_log DEFAULT',
    key: 'app.probe_log_rest',
  },
  {
    rule: '0005',
    plant: 'ALTER TABLE public.probe_lines NO FORCE ROW LEVEL SECURITY',
    key: 'public.probe_lines',
  },
  {
    rule: '0005',
    plant:
      'CREATE TABLE public.probe_log (tenant_id bigint NOT NULL, at timestamptz NOT NULL, PRIMARY KEY (tenant_id, at)) PARTITION BY RANGE (at); ALTER TABLE public.probe_log ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY; CREATE TABLE public.probe_log_rest PARTITION OF public.probe_log DEFAULT',
    key: 'public.probe_log_rest',
  },
  {
    rule: '0006',
    plant: 'GRANT DELETE ON public.probe_events TO erp_app',
    key: 'public.probe_events.delete',
  },
  {
    rule: '0006',
    plant: 'GRANT UPDATE (remark) ON public.probe_events TO erp_app',
    key: 'public.probe_events.update',
  },
  {
    rule: '0006',
    plant:
      'GRANT DELETE ON public.probe_events TO erp_app; CREATE POLICY probe_events_delete ON public.probe_events AS RESTRICTIVE FOR DELETE TO erp_app USING (true)',
    key: 'public.probe_events.delete',
  },
  {
    rule: '0007',
    plant:
      'CREATE POLICY probe_events_update ON public.probe_events FOR UPDATE TO erp_app USING (tenant_id IN (SELECT o.tenant_id FROM public.probe_orders o)) WITH CHECK (tenant_id = app.current_tenant_id())',
    key: 'public.probe_events.probe_events_update',
  },
  {
    rule: '0007',
    plant: 'ALTER POLICY probe_events_insert ON public.probe_events WITH CHECK (true)',
    key: 'public.probe_events.probe_events_insert',
  },
  {
    rule: '0007',
    plant:
      'CREATE TABLE public.probe_shared (id bigint); CREATE POLICY probe_shared_select ON public.probe_shared FOR SELECT TO erp_app USING (EXISTS (SELECT FROM public.probe_orders o WHERE o.id = probe_shared.id))',
    key: 'public.probe_shared.probe_shared_select',
  },
  {
    rule: '0007',
    plant:
      "ALTER POLICY probe_lines_delete ON public.probe_lines USING (tenant_id = app.current_tenant_id() AND (SELECT app.has_permission('probe.write')))",
    key: 'public.probe_lines.probe_lines_delete',
  },
  {
    rule: '0007',
    plant:
      "ALTER POLICY probe_lines_select ON public.probe_lines USING (tenant_id = app.current_tenant_id() AND (SELECT app.has_permission('probe.read')))",
    key: 'public.probe_lines.probe_lines_select',
  },
  {
    rule: '0007',
    plant:
      "ALTER POLICY probe_lines_select ON public.probe_lines USING (tenant_id = app.tenant_read_by('{probe.read}') OR true)",
    key: 'public.probe_lines.probe_lines_select',
  },
  {
    rule: '0008',
    plant:
      'CREATE POLICY probe_events_update ON public.probe_events FOR UPDATE TO erp_app USING (tenant_id = app.current_tenant_id())',
    key: 'public.probe_events.probe_events_update',
  },
  {
    rule: '0008',
    plant:
      'CREATE POLICY probe_events_all ON public.probe_events FOR ALL TO erp_app USING (tenant_id = app.current_tenant_id())',
    key: 'public.probe_events.probe_events_all',
  },
  {
    rule: '0009',
    plant:
      'CREATE POLICY probe_events_delete ON public.probe_events FOR DELETE USING (tenant_id = app.current_tenant_id())',
    key: 'public.probe_events.probe_events_delete',
  },
  {
    rule: '0009',
    plant: 'ALTER POLICY probe_events_select ON public.probe_events TO erp_app, anon',
    key: 'public.probe_events.probe_events_select',
  },
  {
    rule: '0010',
    plant:
      'CREATE POLICY probe_lines_more ON public.probe_lines FOR SELECT TO erp_app USING (tenant_id = app.current_tenant_id())',
    key: 'public.probe_lines.select',
  },
  {
    rule: '0010',
    plant: 'CREATE POLICY probe_lines_more ON public.probe_lines FOR DELETE TO PUBLIC USING (false)',
    key: 'public.probe_lines.delete',
  },
  {
    rule: '0011',
    plant: 'GRANT SELECT ON public.probe_lines TO anon',
    key: 'public.probe_lines.select',
  },
  {
    rule: '0011',
    plant: 'GRANT CREATE ON SCHEMA app TO PUBLIC',
    key: 'app.create',
  },
  {
    rule: '0011',
    plant: 'GRANT SELECT (id) ON public.probe_lines TO PUBLIC',
    key: 'public.probe_lines.select',
  },
  {
    rule: '0011',
    plant: 'GRANT USAGE ON SEQUENCE public.probe_lines_id_seq TO anon',
    key: 'public.probe_lines_id_seq.usage',
  },
  {
    rule: '0012',
    plant: 'GRANT TRUNCATE ON public.probe_lines TO erp_app',
    key: 'public.probe_lines.truncate',
  },
  {
    rule: '0013',
    plant: 'GRANT CREATE ON SCHEMA public TO erp_app; ALTER TABLE public.probe_lines OWNER TO erp_app',
    key: 'public.probe_lines',
  },
  {
    rule: '0013',
    plant: 'ALTER FUNCTION app.current_tenant_id() OWNER TO erp_app',
    key: 'app.current_tenant_id()',
  },
  {
    rule: '0014',
    plant: 'ALTER ROLE erp_app BYPASSRLS',
    key: 'erp_app',
  },
  {
    rule: '0015',
    plant: 'GRANT erp_service TO erp_app',
    key: 'erp_app.erp_service',
  },
  {
    rule: '0015',
    plant: 'CREATE ROLE probe_role; GRANT erp_definer TO probe_role; GRANT probe_role TO anon',
    key: 'anon.erp_definer',
  },
  {
    rule: '0016',
    plant: 'ALTER FUNCTION app.current_tenant_id() VOLATILE',
    key: 'app.current_tenant_id()',
  },
  {
    rule: '0016',
    plant: 'ALTER FUNCTION app.has_permission(text) PARALLEL UNSAFE',
    key: 'app.has_permission(text)',
  },
  {
    rule: '0017',
    plant:
      'ALTER TABLE public.probe_orders ADD CONSTRAINT uq_probe_orders_id UNIQUE (id); ALTER TABLE public.probe_lines ADD CONSTRAINT fk_probe_lines_order FOREIGN KEY (order_id) REFERENCES public.probe_orders (id) ON DELETE CASCADE',
    key: 'public.probe_lines.fk_probe_lines_order',
  },
  {
    rule: '0018',
    plant:
      'CREATE TABLE public.probe_codes (kind text, code text, CONSTRAINT pk_probe_codes PRIMARY KEY (kind, code)); ALTER TABLE public.probe_lines ADD CONSTRAINT fk_probe_lines_remark FOREIGN KEY (remark, remark) REFERENCES public.probe_codes (kind, code)',
    key: 'public.probe_lines.fk_probe_lines_remark',
  },
  {
    rule: '0019',
    plant: 'DROP INDEX public.ix_probe_lines_order_id',
    key: 'public.probe_lines.fk_probe_lines_order_id',
  },
  {
    rule: '0019',
    plant:
      'DROP INDEX public.ix_probe_lines_order_id; CREATE INDEX ix_probe_lines_order_id ON public.probe_lines (tenant_id, order_id) WHERE remark IS NULL',
    key: 'public.probe_lines.fk_probe_lines_order_id',
  },
  {
    rule: '0019',
    plant:
      'DROP INDEX public.ix_probe_lines_order_id; CREATE INDEX ix_probe_lines_order_id ON public.probe_lines (order_id, tenant_id)',
    key: 'public.probe_lines.fk_probe_lines_order_id',
  },
  {
    rule: '0019',
    plant:
      "UPDATE pg_catalog.pg_index SET indisvalid = false WHERE indexrelid = 'public.ix_probe_lines_order_id'::regclass",
    key: 'public.probe_lines.fk_probe_lines_order_id',
  },
  {
    rule: '0020',
    plant:
      'ALTER TABLE public.probe_lines DROP CONSTRAINT fk_probe_lines_replaced_by_id, ADD CONSTRAINT fk_probe_lines_replaced_by_id FOREIGN KEY (tenant_id, replaced_by_id) REFERENCES public.probe_lines (tenant_id, id) ON DELETE SET NULL',
    key: 'public.probe_lines.fk_probe_lines_replaced_by_id',
  },
  {
    rule: '0021',
    plant:
      'ALTER TABLE public.probe_lines DROP CONSTRAINT fk_probe_lines_origin_id, ADD CONSTRAINT fk_probe_lines_origin_id FOREIGN KEY (tenant_id, origin_id) REFERENCES public.probe_lines (tenant_id, id) ON DELETE RESTRICT',
    key: 'public.probe_lines.fk_probe_lines_origin_id',
  },
  {
    rule: '0022',
    plant: 'ALTER TABLE public.probe_lines ALTER CONSTRAINT fk_probe_lines_origin_id NOT DEFERRABLE',
    key: 'public.probe_lines.fk_probe_lines_origin_id',
  },
  {
    rule: '0023',
    plant:
      "ALTER TABLE public.probe_lines ADD CONSTRAINT ck_probe_lines_remark CHECK (remark <> '') NOT VALID",
    key: 'public.probe_lines.ck_probe_lines_remark',
  },
  {
    rule: '0024',
    plant: 'CREATE UNIQUE INDEX uq_probe_lines_remark ON public.probe_lines (remark)',
    key: 'public.probe_lines.uq_probe_lines_remark',
  },
  {
    rule: '0024',
    plant: 'ALTER TABLE public.probe_lines ADD CONSTRAINT uq_probe_lines_remark UNIQUE (remark, tenant_id)',
    key: 'public.probe_lines.uq_probe_lines_remark',
  },
  {
    rule: '0024',
    plant:
      'ALTER TABLE public.probe_lines ADD CONSTRAINT ex_probe_lines_time EXCLUDE USING gist (tstzrange(created_at, updated_at) WITH &&)',
    key: 'public.probe_lines.ex_probe_lines_time',
  },
  {
    rule: '0025',
    plant: 'CREATE INDEX ix_probe_lines_remark ON public.probe_lines (remark)',
    key: 'public.probe_lines.ix_probe_lines_remark',
  },
  {
    rule: '0026',
    plant: 'CREATE INDEX ix_probe_lines_order_id_remark ON public.probe_lines (tenant_id, order_id, remark)',
    key: 'public.probe_lines.ix_probe_lines_order_id',
  },
  {
    rule: '0026',
    plant:
      'CREATE UNIQUE INDEX uq_probe_orders_again ON public.probe_orders (tenant_id, number) WHERE deleted_at IS NULL',
    key: 'public.probe_orders.uq_probe_orders_again',
  },
  {
    rule: '0027',
    plant:
      "UPDATE pg_catalog.pg_index SET indisvalid = false WHERE indexrelid = 'public.ix_probe_lines_order_id'::regclass",
    key: 'public.probe_lines.ix_probe_lines_order_id',
  },
  {
    rule: '0028',
    plant: 'CREATE INDEX ix_probe_orders_deleted_at ON public.probe_orders (tenant_id, deleted_at)',
    key: 'public.probe_orders.ix_probe_orders_deleted_at',
  },
  {
    rule: '0028',
    plant:
      'CREATE UNIQUE INDEX uq_probe_orders_status ON public.probe_orders (tenant_id, status, deleted_at)',
    key: 'public.probe_orders.uq_probe_orders_status',
  },
  {
    rule: '0029',
    plant: 'CREATE INDEX ix_probe_lines_remark ON public.probe_lines (tenant_id, lower(remark))',
    key: 'public.probe_lines.ix_probe_lines_remark',
  },
  {
    rule: '0029',
    plant: 'CREATE INDEX ix_probe_lines_unit_price ON public.probe_lines (tenant_id, unit_price)',
    key: 'public.probe_lines.ix_probe_lines_unit_price',
  },
  {
    rule: '0030',
    plant: 'DROP TRIGGER tr_probe_lines_updated_at ON public.probe_lines',
    key: 'public.probe_lines.updated_at',
  },
  {
    rule: '0030',
    plant: 'ALTER TABLE public.probe_lines DISABLE TRIGGER tr_probe_lines_updated_at',
    key: 'public.probe_lines.updated_at',
  },
  {
    rule: '0031',
    plant: 'ALTER TABLE public.probe_lines ALTER COLUMN created_at DROP NOT NULL',
    key: 'public.probe_lines.created_at',
  },
  {
    rule: '0031',
    plant: 'ALTER TABLE public.probe_events DROP COLUMN created_at',
    key: 'public.probe_events.created_at',
  },
  {
    rule: '0032',
    plant: 'ALTER TABLE public.probe_lines ADD COLUMN seen_at timestamp',
    key: 'public.probe_lines.seen_at',
  },
  {
    rule: '0032',
    plant: 'ALTER TABLE public.probe_lines ADD COLUMN seen_at timetz',
    key: 'public.probe_lines.seen_at',
  },
  {
    rule: '0033',
    plant: 'ALTER TABLE public.probe_lines ADD COLUMN shipping_fee numeric',
    key: 'public.probe_lines.shipping_fee',
  },
  {
    rule: '0033',
    plant: 'ALTER TABLE public.probe_orders ALTER COLUMN total_amount TYPE double precision',
    key: 'public.probe_orders.total_amount',
  },
  {
    rule: '0034',
    plant:
      'ALTER TABLE public.probe_lines DROP COLUMN unit_price; ALTER TABLE public.probe_orders DROP COLUMN currency_code',
    key: 'public.probe_orders',
  },
  {
    rule: '0034',
    plant: 'ALTER TABLE public.probe_lines DROP CONSTRAINT fk_probe_lines_order_id',
    key: 'public.probe_lines',
  },
  {
    rule: '0035',
    plant: 'ALTER TABLE public.probe_lines ADD COLUMN delivery_status text',
    key: 'public.probe_lines.delivery_status',
  },
  {
    rule: '0036',
    plant: "CREATE TYPE public.probe_state AS ENUM ('open', 'closed')",
    key: 'public.probe_state',
  },
  {
    rule: '0037',
    plant: 'ALTER TABLE public.probe_lines ADD COLUMN extra jsonb',
    key: 'public.probe_lines.extra',
  },
  {
    rule: '0037',
    plant: "ALTER TABLE public.probe_lines ADD COLUMN extra json NOT NULL DEFAULT '{}'",
    key: 'public.probe_lines.extra',
  },
  {
    rule: '0038',
    plant: 'COMMENT ON TABLE public.probe_lines IS NULL',
    key: 'public.probe_lines',
  },
  {
    rule: '0071',
    plant: 'COMMENT ON COLUMN public.probe_lines.remark IS NULL',
    key: 'public.probe_lines.remark',
  },
  {
    rule: '0071',
    plant:
      'CREATE VIEW public.probe_view WITH (security_invoker) AS SELECT tenant_id, remark FROM public.probe_lines',
    key: 'public.probe_view.remark',
  },
  {
    rule: '0039',
    plant: 'COMMENT ON FUNCTION app.current_tenant_id() IS NULL',
    key: 'app.current_tenant_id()',
  },
  {
    rule: '0040',
    plant: 'ALTER TABLE public.probe_lines RENAME COLUMN remark TO "Remark"',
    key: 'public.probe_lines.Remark',
  },
  {
    rule: '0040',
    plant: 'CREATE TABLE public."Probe" (tenant_id bigint)',
    key: 'public.Probe',
  },
  {
    rule: '0041',
    plant: "ALTER TABLE public.probe_lines ADD CHECK (remark <> '')",
    key: 'public.probe_lines.probe_lines_remark_check',
  },
  {
    rule: '0041',
    plant: "ALTER TABLE public.probe_lines ADD CONSTRAINT ck_probe_linesx CHECK (remark <> '')",
    key: 'public.probe_lines.ck_probe_linesx',
  },
  {
    rule: '0042',
    plant: 'CREATE INDEX lines_by_remark ON public.probe_lines (tenant_id, remark)',
    key: 'public.probe_lines.lines_by_remark',
  },
  {
    rule: '0043',
    plant:
      'CREATE TRIGGER touch BEFORE UPDATE ON public.probe_lines FOR EACH ROW EXECUTE FUNCTION public.update_updated_at_column()',
    key: 'public.probe_lines.touch',
  },
  {
    rule: '0043',
    plant: 'ALTER POLICY probe_lines_select ON public.probe_lines RENAME TO readers',
    key: 'public.probe_lines.readers',
  },
  {
    rule: '0044',
    plant:
      'CREATE FUNCTION app.probe_answer() RETURNS integer LANGUAGE plpgsql  AS $$ BEGIN RETURN 42; END $$',
    key: 'app.probe_answer()',
  },
  {
    // An empty path has pg_temp, unnamed, in front for tables and types.
    rule: '0044',
    plant:
      "CREATE FUNCTION app.probe_answer() RETURNS integer LANGUAGE plpgsql SET search_path = '' AS $$ BEGIN RETURN 42; END $$",
    key: 'app.probe_answer()',
  },
  {
    rule: '0044',
    plant:
      'CREATE FUNCTION public.probe_touch() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_temp, pg_catalog AS $$ BEGIN RETURN new; END $$',
    key: 'public.probe_touch()',
  },
  {
    rule: '0044',
    plant:
      'CREATE PROCEDURE app.probe_work() LANGUAGE plpgsql SET search_path = public, pg_temp AS $$ BEGIN NULL; END $$',
    key: 'app.probe_work()',
  },
  {
    rule: '0045',
    plant:
      "CREATE FUNCTION app.probe_answer() RETURNS integer LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$ BEGIN RETURN 42; END $$",
    key: 'app.probe_answer()',
  },
  {
    rule: '0045',
    plant:
      'CREATE FUNCTION app.probe_answer() RETURNS integer LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$ BEGIN RETURN 42; END $$',
    key: 'app.probe_answer()',
  },
  {
    rule: '0045',
    plant:
      'CREATE FUNCTION app.probe_answer() RETURNS integer LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$ BEGIN RETURN 42; END $$',
    key: 'app.probe_answer()',
  },
  {
    rule: '0046',
    plant:
      'CREATE FUNCTION app.probe_answer() RETURNS integer LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$ BEGIN RETURN 42; END $$',
    key: 'app.probe_answer()',
  },
  {
    rule: '0047',
    plant:
      'CREATE FUNCTION public.probe_answer() RETURNS integer LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$ BEGIN RETURN 42; END $$',
    key: 'public.probe_answer()',
  },
  {
    rule: '0048',
    plant:
      'CREATE FUNCTION app.probe_answer() RETURNS integer LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$ BEGIN RETURN 42; END $$',
    key: 'app.probe_answer()',
  },
  {
    rule: '0048',
    plant: 'GRANT EXECUTE ON FUNCTION app.has_permission(text) TO anon',
    key: 'app.has_permission(p_permission text)',
  },
  {
    rule: '0049',
    plant: 'CREATE VIEW public.probe_view AS SELECT tenant_id, id FROM public.probe_lines',
    key: 'public.probe_view',
  },
  {
    rule: '0049',
    plant:
      'CREATE VIEW public.probe_view WITH (security_invoker = off) AS SELECT tenant_id FROM public.probe_lines',
    key: 'public.probe_view',
  },
  {
    rule: '0050',
    plant:
      'CREATE MATERIALIZED VIEW public.probe_sums AS SELECT tenant_id FROM public.probe_lines; GRANT SELECT ON public.probe_sums TO erp_app',
    key: 'public.probe_sums',
  },
  {
    rule: '0051',
    plant: 'CREATE EXTENSION hstore SCHEMA public',
    key: 'hstore',
  },
  {
    rule: '0052',
    plant: 'CREATE SEQUENCE public.probe_numbers',
    key: 'public.probe_numbers',
  },
  {
    rule: '0052',
    plant: 'ALTER TABLE public.probe_lines ADD COLUMN place serial',
    key: 'public.probe_lines.place',
  },
  {
    rule: '0053',
    plant: "SELECT setval(pg_get_serial_sequence('public.probe_lines', 'id'), 9000000000000000000)",
    key: 'public.probe_lines_id_seq',
  },
  {
    rule: '0053',
    plant:
      "ALTER TABLE public.probe_lines ADD COLUMN place integer GENERATED BY DEFAULT AS IDENTITY; ALTER SEQUENCE public.probe_lines_place_seq AS bigint MAXVALUE 9223372036854775807; SELECT setval(pg_get_serial_sequence('public.probe_lines', 'place'), 2000000000)",
    key: 'public.probe_lines_place_seq',
  },
  {
    rule: '0057',
    plant: `${PARTITIONED}; GRANT SELECT ON public.probe_log_default TO erp_app`,
    key: 'public.probe_log_default',
  },
  {
    rule: '0057',
    plant: `${PARTITIONED}; CREATE POLICY probe_log_default_select ON public.probe_log_default FOR SELECT TO erp_app USING (tenant_id = app.current_tenant_id())`,
    key: 'public.probe_log_default',
  },
  {
    rule: '0058',
    plant: PARTITIONED,
    key: 'public.probe_log',
  },
  {
    rule: '0058',
    plant: `${PARTITIONED}; ${ENTERED}; DO $$ BEGIN EXECUTE 'DROP TABLE probe_log' || to_char((now() AT TIME ZONE 'UTC') + interval '1 month', '"_y"YYYY"m"MM'); END $$`,
    key: 'public.probe_log',
  },
  {
    rule: '0059',
    plant: `${PARTITIONED}; ${ENTERED}; INSERT INTO public.probe_log VALUES (1, 1, 'infinity')`,
    key: 'public.probe_log_default',
  },
  {
    rule: '0060',
    plant: inThisDatabase('GRANT TEMPORARY ON DATABASE %I TO PUBLIC'),
    key: 'PUBLIC TEMPORARY',
  },
  {
    rule: '0060',
    plant: inThisDatabase('GRANT TEMPORARY ON DATABASE %I TO erp_app'),
    key: 'erp_app TEMPORARY',
  },
  {
    rule: '0061',
    plant: 'GRANT CREATE ON SCHEMA app TO erp_definer',
    key: 'schema app',
  },
  {
    rule: '0061',
    plant: 'GRANT CREATE ON SCHEMA extensions TO PUBLIC',
    key: 'schema extensions',
  },
  {
    rule: '0061',
    plant: inThisDatabase('GRANT CREATE ON DATABASE %I TO erp_definer'),
    key: 'database',
  },
  {
    rule: '0066',
    plant: 'CREATE INDEX ix_probe_lines_remark ON public.probe_lines (tenant_id, remark)',
    key: 'public.probe_lines.remark',
  },
  {
    rule: '0066',
    plant: 'CREATE INDEX ix_probe_lines_remark ON public.probe_lines (tenant_id, lower(remark))',
    key: 'public.probe_lines.remark',
  },
  {
    rule: '0066',
    plant:
      "ALTER TABLE public.probe_lines ADD CONSTRAINT ck_probe_lines_remark CHECK (remark ~ '^[a-z]*$'); CREATE INDEX ix_probe_lines_remark ON public.probe_lines (tenant_id, remark)",
    key: 'public.probe_lines.remark',
  },
  {
    rule: '0067',
    plant: 'ALTER TABLE public.probe_lines ADD COLUMN due_on date',
    key: 'public.probe_lines.due_on',
  },
  {
    rule: '0067',
    plant: 'ALTER TABLE public.probe_events DROP CONSTRAINT ck_probe_events_finite',
    key: 'public.probe_events.created_at',
  },
  {
    rule: '0068',
    plant: "ALTER TABLE public.probe_lines ADD CONSTRAINT ck_probe_lines_remark CHECK (btrim(remark) <> '')",
    key: 'public.probe_lines.remark',
  },
  {
    rule: '0069',
    plant:
      'CREATE FUNCTION app.probe_count() RETURNS bigint LANGUAGE plpgsql AS $$ BEGIN RETURN (SELECT count(*) FROM public.probe_lines l WHERE l.tenant_id = app.current_tenant_id()); END $$',
    key: 'app.probe_count()',
  },
  {
    rule: '0063',
    plant:
      'ALTER POLICY probe_lines_select ON public.probe_lines USING (tenant_id = app.current_tenant_id())',
    key: 'public.probe_lines',
  },
  {
    rule: '0063',
    plant: 'ALTER TABLE public.probe_events ADD COLUMN sender_email text',
    key: 'public.probe_events',
  },
  {
    rule: '0063',
    plant:
      "ALTER TABLE public.probe_events ADD COLUMN body text; ALTER POLICY probe_events_insert ON public.probe_events WITH CHECK (tenant_id = app.current_tenant_id() AND app.has_permission('probe.write'))",
    key: 'public.probe_events',
  },
  {
    rule: '0064',
    plant: 'ALTER TABLE public.probe_lines ADD COLUMN created_by bigint',
    key: 'public.probe_lines.created_by',
  },
  {
    rule: '0064',
    plant:
      "ALTER TABLE public.probe_lines ADD COLUMN created_by bigint, ADD COLUMN updated_by bigint; CREATE TRIGGER tr_probe_lines_authors BEFORE INSERT OR UPDATE ON public.probe_lines FOR EACH ROW EXECUTE FUNCTION app.stamp_authors('created_by', '')",
    key: 'public.probe_lines.updated_by',
  },
  {
    rule: '0064',
    plant:
      "ALTER TABLE public.probe_lines ADD COLUMN uploaded_by bigint; CREATE TRIGGER tr_probe_lines_authors BEFORE INSERT ON public.probe_lines FOR EACH ROW EXECUTE FUNCTION app.stamp_authors('uploaded_by', '')",
    key: 'public.probe_lines.uploaded_by',
  },
  {
    rule: '0070',
    plant: 'ALTER TABLE public.probe_lines ALTER COLUMN tenant_id DROP DEFAULT',
    key: 'public.probe_lines.tenant_id',
  },
  {
    rule: '0065',
    plant:
      'CREATE FUNCTION app.probe_burn() RETURNS void LANGUAGE sql SECURITY DEFINER AS $$ DELETE FROM public.probe_lines $$; GRANT EXECUTE ON FUNCTION app.probe_burn() TO erp_app',
    key: 'app.probe_burn()',
  },
  {
    rule: '0065',
    plant:
      'CREATE PROCEDURE app.probe_burn() LANGUAGE sql SECURITY DEFINER AS $$ DELETE FROM public.probe_lines $$; GRANT EXECUTE ON PROCEDURE app.probe_burn() TO authenticated',
    key: 'app.probe_burn()',
  },
  {
    rule: '0072',
    plant:
      "CREATE FUNCTION app.probe_note(p_note text) RETURNS void LANGUAGE sql SECURITY DEFINER AS $$ INSERT INTO public.probe_lines (remark) VALUES (p_note) $$; COMMENT ON FUNCTION app.probe_note(text) IS 'Notes something.'; GRANT EXECUTE ON FUNCTION app.probe_note(text) TO erp_app",
    key: 'app.probe_note(p_note text)',
  },
  {
    rule: '0062',
    plant: 'ALTER TABLE public.probe_lines ADD COLUMN nickname text',
    key: 'public.probe_lines.nickname',
  },
  {
    rule: '0062',
    plant: 'ALTER TABLE public.probe_lines ADD COLUMN answers jsonb',
    key: 'public.probe_lines.answers',
  },
  {
    rule: '0062',
    plant: 'ALTER TABLE public.probe_events DROP COLUMN remark',
    key: 'public.probe_events.remark',
  },
  {
    rule: '0062',
    plant: "UPDATE public.sys_personal_tables SET person_by = '{remark}' WHERE table_name = 'probe_lines'",
    key: 'public.probe_lines.remark',
  },
  {
    rule: '0062',
    plant: "UPDATE public.sys_personal_columns SET subject = 'member' WHERE table_name = 'probe_lines'",
    key: 'public.probe_lines.remark',
  },
];

/** What looks like a fault and is none: the rule finds nothing more than before. */
export const ALLOWED: readonly Omit<Case, 'key'>[] = [
  {
    rule: '0007',
    plant:
      "ALTER POLICY probe_events_select ON public.probe_events USING (tenant_id = app.tenant_read_by('{probe.read,probe.write}'))",
  },
  {
    rule: '0063',
    plant:
      'ALTER TABLE public.probe_events ADD COLUMN body text; CREATE POLICY probe_events_own ON public.probe_events AS RESTRICTIVE FOR SELECT TO erp_app USING (remark = app.current_user_id()::text)',
  },
  {
    rule: '0064',
    plant:
      "ALTER TABLE public.probe_lines ADD COLUMN created_by bigint, ADD COLUMN updated_by bigint; CREATE TRIGGER tr_probe_lines_authors BEFORE INSERT OR UPDATE ON public.probe_lines FOR EACH ROW EXECUTE FUNCTION app.stamp_authors('created_by', 'updated_by')",
  },
  {
    rule: '0072',
    plant:
      "CREATE FUNCTION app.probe_note(p_note text) RETURNS void LANGUAGE sql SECURITY DEFINER AS $$ INSERT INTO public.probe_lines (remark) VALUES (p_note) $$; COMMENT ON FUNCTION app.probe_note(text) IS 'Notes something. A second call is a second one.'; GRANT EXECUTE ON FUNCTION app.probe_note(text) TO erp_app",
  },
  {
    rule: '0072',
    plant:
      "CREATE FUNCTION app.probe_note(p_note text, p_idempotency_key text) RETURNS void LANGUAGE sql SECURITY DEFINER AS $$ INSERT INTO public.probe_lines (remark) VALUES (p_note) $$; COMMENT ON FUNCTION app.probe_note(text, text) IS 'Notes something.'; GRANT EXECUTE ON FUNCTION app.probe_note(text, text) TO erp_app",
  },
  {
    rule: '0065',
    plant:
      "CREATE FUNCTION app.probe_ask() RETURNS void LANGUAGE sql AS $$ SELECT app.require_permission('probe.write') $$; CREATE FUNCTION app.probe_burn() RETURNS void LANGUAGE sql SECURITY DEFINER AS $$ SELECT app.probe_ask(); DELETE FROM public.probe_lines $$; GRANT EXECUTE ON FUNCTION app.probe_burn() TO erp_app",
  },
  {
    rule: '0062',
    plant:
      "ALTER TABLE public.probe_lines ADD COLUMN source text CONSTRAINT ck_probe_lines_source CHECK (source ~ '^[a-z][a-z0-9_]*$'), ADD COLUMN remark_length integer GENERATED ALWAYS AS (length(remark)) STORED",
  },
  { rule: '0057', plant: `${PARTITIONED}; ${ENTERED}; GRANT SELECT ON public.probe_log TO erp_app` },
  { rule: '0058', plant: `${PARTITIONED}; ${ENTERED}` },
  { rule: '0059', plant: `${PARTITIONED}; ${ENTERED}; INSERT INTO public.probe_log VALUES (1, 1, now())` },
  {
    rule: '0007',
    plant:
      "CREATE POLICY probe_events_update ON public.probe_events FOR UPDATE TO erp_app USING (tenant_id = app.current_tenant_id() AND app.has_permission('probe.write')) WITH CHECK (tenant_id = app.current_tenant_id())",
  },
  {
    rule: '0010',
    plant:
      'CREATE POLICY probe_lines_less ON public.probe_lines AS RESTRICTIVE FOR SELECT TO erp_app USING (remark IS NULL)',
  },
  {
    rule: '0018',
    plant:
      'CREATE TABLE public.probe_codes (code text CONSTRAINT pk_probe_codes PRIMARY KEY); ALTER TABLE public.probe_lines ADD CONSTRAINT fk_probe_lines_remark FOREIGN KEY (remark) REFERENCES public.probe_codes (code)',
  },
  {
    rule: '0019',
    plant:
      'DROP INDEX public.ix_probe_lines_order_id; CREATE INDEX ix_probe_lines_order_id ON public.probe_lines (tenant_id, order_id) WHERE order_id IS NOT NULL',
  },
  {
    rule: '0020',
    plant:
      'ALTER TABLE public.probe_lines DROP CONSTRAINT fk_probe_lines_order_id, ADD CONSTRAINT fk_probe_lines_order_id FOREIGN KEY (tenant_id, order_id) REFERENCES public.probe_orders (tenant_id, id) ON DELETE SET NULL (order_id)',
  },
  {
    rule: '0025',
    plant:
      'CREATE TABLE public.probe_codes (code text CONSTRAINT pk_probe_codes PRIMARY KEY); ALTER TABLE public.probe_lines ADD CONSTRAINT fk_probe_lines_remark FOREIGN KEY (remark) REFERENCES public.probe_codes (code); CREATE INDEX ix_probe_lines_remark ON public.probe_lines (remark)',
  },
  {
    rule: '0026',
    plant:
      'CREATE UNIQUE INDEX uq_probe_lines_pair ON public.probe_lines (tenant_id, remark); CREATE UNIQUE INDEX uq_probe_lines_strict ON public.probe_lines (tenant_id, remark) NULLS NOT DISTINCT',
  },
  {
    rule: '0026',
    plant:
      'CREATE INDEX ix_probe_lines_order_id_bare ON public.probe_lines (tenant_id, order_id, remark) WHERE remark IS NULL',
  },
  {
    rule: '0026',
    plant:
      'CREATE INDEX ix_probe_lines_order_id_desc ON public.probe_lines (tenant_id, order_id DESC, remark)',
  },
  {
    rule: '0026',
    plant:
      'CREATE UNIQUE INDEX uq_probe_lines_pair ON public.probe_lines (tenant_id, remark); CREATE INDEX ix_probe_lines_remark ON public.probe_lines (tenant_id, remark, origin_id)',
  },
  {
    rule: '0028',
    plant:
      'CREATE UNIQUE INDEX uq_probe_orders_status ON public.probe_orders (tenant_id, status, deleted_at) NULLS NOT DISTINCT',
  },
  {
    rule: '0028',
    plant:
      'CREATE INDEX ix_probe_orders_deleted_at ON public.probe_orders (tenant_id, deleted_at) WHERE deleted_at IS NOT NULL',
  },
  {
    rule: '0029',
    plant:
      "CREATE UNIQUE INDEX uq_probe_lines_remark ON public.probe_lines (tenant_id, coalesce(remark, ''))",
  },
  {
    rule: '0029',
    plant: 'CREATE INDEX ix_probe_lines_remark ON public.probe_lines (tenant_id, remark, created_at)',
  },
  {
    rule: '0033',
    plant: 'ALTER TABLE public.probe_lines ADD COLUMN fee_rate numeric(7,4), ADD COLUMN total_count integer',
  },
  { rule: '0035', plant: 'ALTER TABLE public.probe_lines ADD COLUMN mime_type text' },
  {
    rule: '0046',
    plant:
      'CREATE FUNCTION app.probe_answer() RETURNS integer LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$ BEGIN RETURN 42; END $$; ALTER FUNCTION app.probe_answer() OWNER TO erp_definer',
  },
  {
    rule: '0049',
    plant:
      'CREATE VIEW public.probe_view WITH (security_invoker) AS SELECT tenant_id FROM public.probe_lines',
  },
  {
    rule: '0050',
    plant:
      'CREATE MATERIALIZED VIEW public.probe_sums AS SELECT tenant_id FROM public.probe_lines; GRANT SELECT ON public.probe_sums TO erp_service',
  },
  {
    rule: '0044',
    plant:
      'CREATE FUNCTION app.probe_answer() RETURNS integer LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$ BEGIN RETURN 42; END $$',
  },
  { rule: '0051', plant: 'CREATE EXTENSION hstore SCHEMA extensions' },
  { rule: '0060', plant: inThisDatabase('GRANT TEMPORARY ON DATABASE %I TO erp_service') },
  { rule: '0061', plant: 'GRANT CREATE ON SCHEMA app TO erp_service' },
  {
    rule: '0066',
    plant:
      "ALTER TABLE public.probe_lines ADD CONSTRAINT ck_probe_lines_remark CHECK (remark ~ '^[A-Z][A-Z0-9]{1,15}$'); CREATE INDEX ix_probe_lines_remark ON public.probe_lines (tenant_id, remark)",
  },
  {
    rule: '0066',
    plant:
      'CREATE INDEX ix_probe_lines_open ON public.probe_lines (tenant_id, order_id) WHERE remark IS NOT NULL',
  },
  {
    rule: '0069',
    plant:
      'CREATE FUNCTION app.probe_count() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF NEW.tenant_id = app.current_tenant_id() THEN RETURN NEW; END IF; RETURN NULL; END $$',
  },
];
