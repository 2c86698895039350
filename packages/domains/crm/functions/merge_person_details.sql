-- may execute: nobody
CREATE OR REPLACE FUNCTION app.merge_person_details(p_keep bigint, p_drop bigint) RETURNS jsonb
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  v_tenant bigint := app.current_tenant_id();
  v_ranks constant text[] := ARRAY['pending', 'failed', 'contacted', 'responded', 'converted', 'opted_out'];
  v_rows jsonb;
  v_removed jsonb := '{}';
BEGIN
  -- The kept person's preferred contact and address stay the preferred ones.
  UPDATE public.crm_personal_contacts d SET is_primary = false
  WHERE d.tenant_id = v_tenant AND d.personal_key_id = p_drop AND d.is_primary AND EXISTS (
    SELECT FROM public.crm_personal_contacts k WHERE k.tenant_id = v_tenant AND k.personal_key_id = p_keep AND k.is_primary);
  UPDATE public.crm_personal_addresses d SET is_default = false
  WHERE d.tenant_id = v_tenant AND d.personal_key_id = p_drop AND d.is_default AND EXISTS (
    SELECT FROM public.crm_personal_addresses k WHERE k.tenant_id = v_tenant AND k.personal_key_id = p_keep AND k.is_default);

  -- A handle that both have: one row, verified and primary if either was.
  WITH gone AS (
    DELETE FROM public.crm_personal_contacts d USING public.crm_personal_contacts k
    WHERE d.tenant_id = v_tenant AND d.personal_key_id = p_drop AND k.tenant_id = v_tenant AND k.personal_key_id = p_keep
      AND k.contact_type = d.contact_type AND k.contact_value = d.contact_value
      AND k.platform_name IS NOT DISTINCT FROM d.platform_name
    RETURNING k.id AS kept_id, d.*
  )
  SELECT jsonb_agg(to_jsonb(g)) INTO v_rows FROM gone g;
  IF v_rows IS NOT NULL THEN
    UPDATE public.crm_personal_contacts k
    SET is_verified = k.is_verified OR g.is_verified, verified_at = least(k.verified_at, g.verified_at),
      is_primary = k.is_primary OR g.is_primary, lead_id = coalesce(k.lead_id, g.lead_id),
      original_lead_id = coalesce(k.original_lead_id, g.original_lead_id),
      platform_user_id = coalesce(k.platform_user_id, g.platform_user_id),
      platform_page_id = coalesce(k.platform_page_id, g.platform_page_id),
      platform_profile_url = coalesce(k.platform_profile_url, g.platform_profile_url)
    FROM jsonb_to_recordset(v_rows) AS g (kept_id bigint, is_verified boolean, verified_at timestamptz, is_primary boolean,
      lead_id bigint, original_lead_id bigint, platform_user_id text, platform_page_id text, platform_profile_url text)
    WHERE k.tenant_id = v_tenant AND k.id = g.kept_id;
    v_removed := v_removed || jsonb_build_object('crm_personal_contacts', v_rows);
  END IF;

  -- One profile: what the kept one does not say is taken from the other; notes are put together.
  WITH gone AS (
    DELETE FROM public.crm_personal_profile d USING public.crm_personal_profile k
    WHERE d.tenant_id = v_tenant AND d.personal_key_id = p_drop AND k.tenant_id = v_tenant AND k.personal_key_id = p_keep
    RETURNING k.id AS kept_id, d.*
  )
  SELECT jsonb_agg(to_jsonb(g)) INTO v_rows FROM gone g;
  IF v_rows IS NOT NULL THEN
    UPDATE public.crm_personal_profile k
    SET display_name = coalesce(k.display_name, g.display_name), title = coalesce(k.title, g.title),
      birth_date = coalesce(k.birth_date, g.birth_date), five_element = coalesce(k.five_element, g.five_element),
      intention = coalesce(k.intention, g.intention), notes = nullif(concat_ws(E'\n', k.notes, g.notes), ''),
      custom_attributes = g.custom_attributes || k.custom_attributes
    FROM jsonb_to_recordset(v_rows) AS g (kept_id bigint, display_name text, title text, birth_date date, five_element text,
      intention text, notes text, custom_attributes jsonb)
    WHERE k.tenant_id = v_tenant AND k.id = g.kept_id;
    v_removed := v_removed || jsonb_build_object('crm_personal_profile', v_rows);
  END IF;

  -- Both in the same win-back batch: the further outcome counts, and whoever opted out has opted out. A person is won
  -- back once, by the earlier of two orders; the later one is one of a customer who had come back already.
  WITH gone AS (
    DELETE FROM public.crm_reengage_personal_keys d USING public.crm_reengage_personal_keys k
    WHERE d.tenant_id = v_tenant AND d.personal_key_id = p_drop AND k.tenant_id = v_tenant AND k.personal_key_id = p_keep
      AND k.batch_id = d.batch_id
    RETURNING k.id AS kept_id, d.*
  )
  SELECT jsonb_agg(to_jsonb(g)) INTO v_rows FROM gone g;
  IF v_rows IS NOT NULL THEN
    UPDATE public.crm_reengage_personal_keys k
    SET status = CASE
        WHEN array_position(v_ranks, g.status) > array_position(v_ranks, k.status) THEN g.status ELSE k.status END,
      contact_attempts = k.contact_attempts + g.contact_attempts,
      last_contact_method = coalesce(k.last_contact_method, g.last_contact_method),
      added_to_batch_at = least(k.added_to_batch_at, g.added_to_batch_at),
      contacted_at = least(k.contacted_at, g.contacted_at), responded_at = least(k.responded_at, g.responded_at),
      converted_at = least(k.converted_at, g.converted_at), opted_out_at = least(k.opted_out_at, g.opted_out_at),
      converted_order_id = CASE WHEN k.converted_at <= g.converted_at OR g.converted_at IS NULL
        THEN k.converted_order_id ELSE g.converted_order_id END,
      conversion_value = CASE WHEN k.converted_at <= g.converted_at OR g.converted_at IS NULL
        THEN k.conversion_value ELSE g.conversion_value END,
      failure_reason = coalesce(k.failure_reason, g.failure_reason),
      notes = nullif(concat_ws(E'\n', k.notes, g.notes), '')
    FROM jsonb_to_recordset(v_rows) AS g (kept_id bigint, status text, contact_attempts int, last_contact_method text,
      added_to_batch_at timestamptz, contacted_at timestamptz, responded_at timestamptz, converted_at timestamptz,
      opted_out_at timestamptz, converted_order_id bigint, conversion_value numeric, failure_reason text, notes text)
    WHERE k.tenant_id = v_tenant AND k.id = g.kept_id;
    v_removed := v_removed || jsonb_build_object('crm_reengage_personal_keys', v_rows);
  END IF;
  RETURN v_removed;
END
$$;

COMMENT ON FUNCTION app.merge_person_details(bigint, bigint) IS
  'What two persons cannot both have becomes one: preferred contact and address, equal handles, profile, place in a win-back batch. Returns the rows that were removed, by table. For app.merge_persons.';
