ALTER POLICY things_select ON things USING (tenant_id = app.tenant_read_by('{things.read}'));
ALTER POLICY parts_select ON parts USING (tenant_id = app.tenant_read_by('{things.read,things.write,parts.move}'));
DO $read$
  DECLARE
    v_table text;
    v_asked text[];
  BEGIN
    FOREACH v_table IN ARRAY '{things,parts}'::text[] LOOP
      SELECT array_agg(found.parts[1] ORDER BY found.place) INTO v_asked
      FROM pg_catalog.pg_policy p,
        regexp_matches(pg_get_expr(p.polqual, p.polrelid), 'has_permission[(]''([a-z0-9_.]+)''', 'g') WITH ORDINALITY found(parts, place)
      WHERE p.polrelid = format('public.%I', v_table)::regclass AND p.polname = v_table || '_select';
      IF v_asked IS NULL THEN
        RAISE EXCEPTION 'The policy %_select asks no permission.', v_table;
      END IF;
      EXECUTE format('ALTER POLICY %I ON public.%I USING (%s)', v_table || '_select', v_table, format('tenant_id = app.tenant_read_by(%L)', v_asked));
    END LOOP;
  END
  $read$;
DO $read$
  DECLARE
    v_table text;
    v_asked text[];
  BEGIN
    FOREACH v_table IN ARRAY '{things,parts}'::text[] LOOP
      SELECT array_agg(found.parts[1] ORDER BY found.place) INTO v_asked
      FROM pg_catalog.pg_policy p,
        regexp_matches(pg_get_expr(p.polqual, p.polrelid), '[{,]([a-z0-9_.]+)', 'g') WITH ORDINALITY found(parts, place)
      WHERE p.polrelid = format('public.%I', v_table)::regclass AND p.polname = v_table || '_select';
      IF v_asked IS NULL THEN
        RAISE EXCEPTION 'The policy %_select asks no permission.', v_table;
      END IF;
      EXECUTE format('ALTER POLICY %I ON public.%I USING (%s)', v_table || '_select', v_table, (SELECT 'tenant_id = app.current_tenant_id() AND (SELECT ' || string_agg(format('app.has_permission(%L)', each), ' OR ' ORDER BY place) || ')'
            FROM unnest(v_asked) WITH ORDINALITY asked(each, place)));
    END LOOP;
  END
  $read$;
