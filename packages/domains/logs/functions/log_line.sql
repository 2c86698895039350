-- may execute: nobody
CREATE OR REPLACE FUNCTION app.log_line(p_text text, p_most integer) RETURNS text
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  v_line text := left(
    regexp_replace(left(p_text, 10000), '[\u0001-\u001F\u007F-\u009F\u2028\u2029\u202A-\u202E\u2066-\u2069]+', ' ', 'g'),
    p_most);
BEGIN
  RETURN CASE WHEN v_line ~ '[^ \u00A0\u00AD\u1680\u180E\u2000-\u200F\u202F\u205F-\u2065\u3000\uFEFF]' THEN v_line END;
END
$$;

COMMENT ON FUNCTION app.log_line(text, integer) IS
  'A text as one line of so many characters, without control characters and marks that turn the direction of text; NULL when nothing of it would be seen. For the functions that write logs, which refuse nothing for its form.';
