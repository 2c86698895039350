-- may execute: erp_app, erp_service
CREATE OR REPLACE FUNCTION app.next_document_number(p_kind text, p_on date DEFAULT current_date) RETURNS text
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  v_tenant bigint := app.current_tenant_id();
  v_kind public.sys_document_kinds;
  v_sequence public.sys_document_sequences;
  v_period text;
  v_block bigint;
  v_number bigint;
  v_size bigint;
BEGIN
  IF v_tenant IS NULL THEN
    RAISE EXCEPTION 'No tenant has been entered.'
      USING ERRCODE = 'insufficient_privilege', HINT = 'Call app.enter_tenant first in the same transaction.';
  END IF;

  SELECT * INTO v_kind FROM public.sys_document_kinds k WHERE k.kind = p_kind;
  SELECT * INTO v_sequence FROM public.sys_document_sequences s WHERE s.tenant_id = v_tenant AND s.kind = p_kind;
  IF v_kind.kind IS NULL AND v_sequence.id IS NULL THEN
    RAISE EXCEPTION 'There is no kind of document "%".', left(coalesce(p_kind, ''), 60)
      USING ERRCODE = 'no_data_found',
      DETAIL = (
        SELECT 'There are: ' || coalesce(string_agg(e.kind, ', ' ORDER BY e.kind), 'none') || '.'
        FROM (
          SELECT k.kind FROM public.sys_document_kinds k
          UNION SELECT s.kind FROM public.sys_document_sequences s WHERE s.tenant_id = v_tenant
        ) e
      ),
      HINT = 'A kind of your own is a row of sys_document_sequences (kind, prefix, permission); it takes system.manage.';
  END IF;
  -- The kind that a domain registered says who may draw, whatever the tenant's sequence says.
  PERFORM app.require_one_permission(VARIADIC coalesce(v_kind.permissions, ARRAY[v_sequence.permission]));
  IF p_on IS NULL OR p_on NOT BETWEEN date '0001-01-01' AND date '9999-12-31' THEN
    RAISE EXCEPTION 'A document has a day of the calendar, not %.', coalesce(p_on::text, 'none')
      USING ERRCODE = 'datetime_field_overflow', HINT = 'Leave the day out for a document of today.';
  END IF;
  IF v_sequence.id IS NULL THEN
    INSERT INTO public.sys_document_sequences (tenant_id, kind, prefix)
    VALUES (v_tenant, p_kind, v_kind.prefix)
    ON CONFLICT (tenant_id, kind) DO NOTHING;
    SELECT * INTO v_sequence FROM public.sys_document_sequences s WHERE s.tenant_id = v_tenant AND s.kind = p_kind;
  END IF;
  v_period := CASE v_sequence.period
    WHEN 'year' THEN to_char(p_on, 'YYYY') WHEN 'month' THEN to_char(p_on, 'YYYYMM') ELSE '' END;

  IF v_sequence.mode = 'fast' THEN
    -- Whoever holds a block of numbers keeps it until commit; the others pass over it instead of waiting.
    SELECT c.block_start, c.next_value INTO v_block, v_number
    FROM public.sys_document_counters c
    WHERE c.tenant_id = v_tenant AND c.sequence_id = v_sequence.id AND c.period = v_period AND c.block_start >= 0
    ORDER BY c.block_start LIMIT 1 FOR UPDATE SKIP LOCKED;
  END IF;

  IF v_number IS NULL THEN
    -- The head: its lock is held until commit, which is what makes the numbers free of gaps.
    v_size := CASE v_sequence.mode WHEN 'fast' THEN v_sequence.block_size ELSE 1 END;
    INSERT INTO public.sys_document_counters AS c (tenant_id, sequence_id, period, block_start, next_value)
    VALUES (v_tenant, v_sequence.id, v_period, -1, v_sequence.start_value + v_size)
    ON CONFLICT (tenant_id, sequence_id, period, block_start) DO UPDATE SET next_value = c.next_value + v_size
    RETURNING c.next_value - v_size INTO v_number;
    IF v_size > 1 THEN
      INSERT INTO public.sys_document_counters (tenant_id, sequence_id, period, block_start, next_value, last_value)
      VALUES (v_tenant, v_sequence.id, v_period, v_number, v_number + 1, v_number + v_size - 1);
    END IF;
  ELSE
    DELETE FROM public.sys_document_counters c
    WHERE c.tenant_id = v_tenant AND c.sequence_id = v_sequence.id AND c.period = v_period
      AND c.block_start = v_block AND c.last_value = v_number;
    IF NOT FOUND THEN
      UPDATE public.sys_document_counters c SET next_value = v_number + 1
      WHERE c.tenant_id = v_tenant AND c.sequence_id = v_sequence.id AND c.period = v_period
        AND c.block_start = v_block;
    END IF;
  END IF;

  RETURN v_sequence.prefix || CASE v_period WHEN '' THEN '' ELSE v_period || '-' END
    || lpad(v_number::text, greatest(v_sequence.digits, length(v_number::text)), '0');
END
$$;

COMMENT ON FUNCTION app.next_document_number(text, date) IS
  'The next number of a kind of document in the current tenant, e.g. ORD-2026-000042. A second call is a second one. Needs a permission of the kind in sys_document_kinds, for a kind of the tenant''s own that of its sequence. Raises 42501, P0002 for an unknown kind, 22008 for a day outside the calendar. gap_free: documents of the kind wait for each other until commit, so call it last. fast: numbers come from blocks, a session waits only while another one opens a new block; order and gaps are not promised, and no number comes twice. A rollback gives the number back in both.';
