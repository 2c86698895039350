-- may execute: erp_app, erp_service
CREATE OR REPLACE FUNCTION app.count_sms_segments(p_body text) RETURNS integer
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  -- The alphabet of GSM 03.38, and its extension whose letters count twice.
  v_basic CONSTANT text := E'@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&''()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà';
  v_extended CONSTANT text := E'\f^{}\\[~]|€';
  v_body text := coalesce(p_body, '');
  v_units integer;
BEGIN
  PERFORM app.require_at_most('characters of a text message', length(v_body), 10000);
  IF translate(v_body, v_basic || v_extended, '') = '' THEN
    v_units := 2 * length(v_body) - length(translate(v_body, v_extended, ''));
    RETURN CASE WHEN v_units <= 160 THEN 1 ELSE ceil(v_units / 153.0) END;
  END IF;
  -- Anything else is sent as UTF-16, in which letters beyond the first plane count twice.
  v_units := length(v_body) + length(regexp_replace(v_body, '[^\U00010000-\U0010ffff]+', '', 'g'));
  RETURN CASE WHEN v_units <= 70 THEN 1 ELSE ceil(v_units / 67.0) END;
END
$$;

COMMENT ON FUNCTION app.count_sms_segments(text) IS
  'In how many parts a text is sent: 160 letters of the GSM alphabet or 70 of any other in one, 153 or 67 each in several. Raises 54000 for more than 10,000 characters, of which no message is made.';
