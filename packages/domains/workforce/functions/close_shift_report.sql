-- may execute: erp_app, erp_service
CREATE OR REPLACE FUNCTION app.close_shift_report(p_report_id bigint, p_figures jsonb DEFAULT NULL) RETURNS boolean
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  v_tenant bigint := app.current_tenant_id();
  v_status text;
BEGIN
  PERFORM app.require_permission('workforce.request');
  PERFORM app.require_record('figures of a report', coalesce(p_figures, '{}'), 'orders_count integer', 'sales_amount numeric(14,2)',
    'currency_code char(3)', 'metrics object', 'summary text', 'handover_notes text', 'issues text');
  SELECT r.status INTO v_status FROM public.shift_report r
  WHERE r.tenant_id = v_tenant AND r.id = p_report_id AND r.staff_id = app.current_user_id() FOR NO KEY UPDATE;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'There is no report % of yours.', p_report_id USING ERRCODE = 'no_data_found';
  END IF;
  IF v_status <> 'draft' THEN
    RETURN false;
  END IF;

  UPDATE public.shift_report r
  SET status = 'submitted', ended_at = clock_timestamp(), submitted_at = clock_timestamp(),
    orders_count = coalesce((p_figures ->> 'orders_count')::integer, r.orders_count),
    sales_amount = coalesce((p_figures ->> 'sales_amount')::numeric, r.sales_amount),
    currency_code = coalesce(p_figures ->> 'currency_code', r.currency_code),
    metrics = coalesce(nullif(p_figures -> 'metrics', 'null'), r.metrics), summary = coalesce(p_figures ->> 'summary', r.summary),
    handover_notes = coalesce(p_figures ->> 'handover_notes', r.handover_notes),
    issues = coalesce(p_figures ->> 'issues', r.issues)
  WHERE r.tenant_id = v_tenant AND r.id = p_report_id;
  RETURN true;
END
$$;

COMMENT ON FUNCTION app.close_shift_report(bigint, jsonb) IS
  'Closes ones own open report; from then on its figures and words are fixed. Figures: orders_count, sales_amount, currency_code, metrics, summary, handover_notes, issues; what is left out stays as it was written before. False when it is closed already, and then nothing changes. Needs workforce.request. Raises P0002, 22023.';
