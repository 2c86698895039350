-- may execute: erp_app, erp_service
CREATE OR REPLACE FUNCTION app.may_text(
  p_phone text, p_at timestamptz DEFAULT now(), p_service_account_id bigint DEFAULT NULL
) RETURNS TABLE (allowed boolean, reason text, next_allowed_at timestamptz)
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  v_tenant bigint := app.current_tenant_id();
  v_phone text := app.normalize_contact(p_phone);
  v_service public.sms_service_accounts;
  v_contact public.sms_contacts;
  v_zone text;
  v_local timestamp;
  v_clock time;
BEGIN
  IF p_service_account_id IS NOT NULL THEN
    SELECT * INTO v_service FROM public.sms_service_accounts s
    WHERE s.tenant_id = v_tenant AND s.id = p_service_account_id;
    IF NOT FOUND THEN
      RAISE EXCEPTION 'There is no service %.', p_service_account_id USING ERRCODE = 'no_data_found';
    END IF;
  END IF;
  SELECT * INTO v_contact FROM public.sms_contacts c WHERE c.tenant_id = v_tenant AND c.phone = v_phone;

  -- Without a purpose the strictest counts.
  reason := CASE
    WHEN v_phone !~ '^[+][1-9][0-9]{6,14}$' OR v_phone IS NULL THEN 'invalid_number'
    WHEN v_service.is_active = false THEN 'service_inactive'
    WHEN v_contact.consent_status = 'opted_out' THEN 'opted_out'
    WHEN v_service.service_type = 'transactional' THEN NULL
    WHEN v_contact.id IS NULL THEN 'unknown_number'
    WHEN v_contact.consent_status = 'unknown' AND coalesce(v_service.service_type, 'marketing') IN ('campaign', 'marketing')
      THEN 'no_consent'
  END;
  IF reason IS NULL AND v_service.service_type IS DISTINCT FROM 'transactional' THEN
    SELECT coalesce(v_contact.timezone, t.timezone) INTO v_zone FROM public.sys_tenants t WHERE t.id = v_tenant;
    v_local := p_at AT TIME ZONE v_zone;
    v_clock := v_local::time;
    -- Hours that pass midnight have two ends in a day.
    IF (CASE WHEN v_contact.quiet_from <= v_contact.quiet_until
        THEN v_clock >= v_contact.quiet_from AND v_clock < v_contact.quiet_until
        ELSE v_clock >= v_contact.quiet_from OR v_clock < v_contact.quiet_until END) THEN
      reason := 'quiet_hours';
      -- The next time that the clock there shows the end of the quiet hours.
      next_allowed_at := (v_local::date + v_contact.quiet_until
        + CASE WHEN v_clock >= v_contact.quiet_until THEN interval '1 day' ELSE interval '0' END) AT TIME ZONE v_zone;
    END IF;
  END IF;
  allowed := reason IS NULL;
  IF allowed THEN
    next_allowed_at := p_at;
  END IF;
  RETURN NEXT;
END
$$;

COMMENT ON FUNCTION app.may_text(text, timestamptz, bigint) IS
  'Whether a number may be texted at a time for a service; if not, why: invalid_number, service_inactive, opted_out, unknown_number, no_consent, quiet_hours; and from when on, where time will help. Quiet hours are by the clock of the recipient. Without a service the rules of marketing count; transactional texts need no consent and no hour, but reach nobody who has opted out. Raises P0002 for a service that is not there.';
