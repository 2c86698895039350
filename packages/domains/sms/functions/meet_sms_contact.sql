-- may execute: nobody
CREATE OR REPLACE FUNCTION app.meet_sms_contact(p_phone text) RETURNS public.sms_contacts
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  v_tenant bigint := app.current_tenant_id();
  v_phone text := app.normalize_contact(p_phone);
  v_contact public.sms_contacts;
BEGIN
  IF v_phone !~ '^[+][1-9][0-9]{6,14}$' OR v_phone IS NULL THEN
    RAISE EXCEPTION '"%" is not a number in international form.', p_phone
      USING ERRCODE = 'invalid_parameter_value', HINT = 'Write it like +4930123456.';
  END IF;
  LOOP
    SELECT * INTO v_contact FROM public.sms_contacts c
    WHERE c.tenant_id = v_tenant AND c.phone = v_phone FOR NO KEY UPDATE;
    EXIT WHEN FOUND;
    INSERT INTO public.sms_contacts (tenant_id, phone) VALUES (v_tenant, v_phone)
    ON CONFLICT (tenant_id, phone) DO NOTHING;
  END LOOP;
  RETURN v_contact;
END
$$;

COMMENT ON FUNCTION app.meet_sms_contact(text) IS
  'The contact with a number, locked until commit; made when it is new. Not for callers: it asks for no permission. Raises 22023.';
