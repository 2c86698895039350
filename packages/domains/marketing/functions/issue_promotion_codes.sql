-- may execute: erp_app, erp_service
CREATE OR REPLACE FUNCTION app.issue_promotion_codes(
  p_promotion_id bigint, p_count integer, p_prefix text DEFAULT NULL, p_usage_limit integer DEFAULT 1,
  p_expires_at timestamptz DEFAULT NULL
) RETURNS SETOF text
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  v_tenant bigint := app.current_tenant_id();
  v_missing integer := p_count;
  v_made integer;
BEGIN
  PERFORM app.require_permission('promotions.write');
  IF p_count IS NULL OR p_count NOT BETWEEN 1 AND 100000 THEN
    RAISE EXCEPTION 'Codes are issued 1 to 100000 at a time.' USING ERRCODE = 'invalid_parameter_value';
  END IF;
  PERFORM FROM public.mkt_promotions p
  WHERE p.tenant_id = v_tenant AND p.id = p_promotion_id AND p.deleted_at IS NULL FOR KEY SHARE;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'There is no promotion %.', p_promotion_id USING ERRCODE = 'no_data_found';
  END IF;
  WHILE v_missing > 0 LOOP
    -- Twelve hexadecimal digits of a random UUID: nobody guesses one, and two alike are left out and made up for.
    RETURN QUERY
    INSERT INTO public.mkt_promotion_codes AS c (tenant_id, promotion_id, code, usage_limit, expires_at)
    SELECT v_tenant, p_promotion_id,
      concat_ws('-', nullif(upper(btrim(p_prefix)), ''), upper(left(replace(gen_random_uuid()::text, '-', ''), 12))),
      p_usage_limit, p_expires_at
    FROM generate_series(1, v_missing)
    ON CONFLICT (tenant_id, code) WHERE deleted_at IS NULL DO NOTHING
    RETURNING c.code;
    GET DIAGNOSTICS v_made = ROW_COUNT;
    v_missing := v_missing - v_made;
  END LOOP;
END
$$;

COMMENT ON FUNCTION app.issue_promotion_codes(bigint, integer, text, integer, timestamptz) IS
  'Makes so many codes of a promotion that cannot be guessed, each for so many orders, and returns them. A second call is a second one. Needs promotions.write. Raises P0002, 22023.';
