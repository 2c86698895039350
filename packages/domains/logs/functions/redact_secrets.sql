-- may execute: erp_app, erp_service
CREATE OR REPLACE FUNCTION app.redact_secrets(p_data jsonb) RETURNS jsonb
LANGUAGE plpgsql STABLE PARALLEL UNSAFE SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  -- Beyond either a message is a file, or an attack.
  c_depth CONSTANT integer := 64;
  c_length CONSTANT integer := 250000;
  v_text text;
  v_length integer;
  v_token text;
  v_depth integer := 0;
  -- Depth of the object or array that is left out with everything in it.
  v_hidden integer;
  v_secret boolean := false;
  v_ends text[] := '{}';
  v_parts text[] := '{}';
  v_count integer := 0;
BEGIN
  v_text := p_data::text;
  v_length := length(v_text);
  IF v_text IS NULL OR jsonb_typeof(p_data) NOT IN ('object', 'array') THEN
    RETURN CASE WHEN v_length > c_length THEN to_jsonb(format('[truncated: %s characters]', v_length)) ELSE p_data END;
  END IF;

  -- One pass over the text, which jsonb writes in one way only. A token is a name with its colon, a string (also one
  -- that the cut has torn), a bracket, a comma, or another value.
  FOR v_token IN
    SELECT m.token[1]
    FROM regexp_matches(
      left(v_text, c_length), '"(?:[^"\\]|\\.)*(?:"(?:: )?|\\?$)|[][{}]|, |[^][{}":, ]+', 'g'
    ) WITH ORDINALITY AS m (token, place)
    ORDER BY m.place
  LOOP
    IF v_token IN ('{', '[') THEN
      v_depth := v_depth + 1;
      CONTINUE WHEN v_hidden IS NOT NULL;
      IF v_secret OR v_depth > c_depth THEN
        v_token := CASE WHEN v_secret THEN '"***"' ELSE '"[nested too deeply]"' END;
        v_hidden := v_depth;
        v_secret := false;
      ELSE
        v_ends[v_depth] := CASE v_token WHEN '{' THEN '}' ELSE ']' END;
      END IF;
    ELSIF v_token IN ('}', ']') THEN
      v_depth := v_depth - 1;
      IF v_hidden IS NOT NULL THEN
        IF v_depth < v_hidden THEN
          v_hidden := NULL;
        END IF;
        CONTINUE;
      END IF;
    ELSIF v_hidden IS NOT NULL THEN
      CONTINUE;
    ELSIF right(v_token, 3) = '": ' THEN
      v_secret := app.names_secret(
        CASE WHEN strpos(v_token, '\') > 0 THEN left(v_token, -2)::jsonb #>> '{}' ELSE v_token END);
    ELSIF v_secret THEN
      v_token := CASE v_token WHEN 'null' THEN v_token ELSE '"***"' END;
      v_secret := false;
    END IF;
    v_count := v_count + 1;
    v_parts[v_count] := v_token;
  END LOOP;

  IF v_length > c_length THEN
    -- The last value may be torn: it goes, with its name and its comma. Then every bracket is closed.
    v_depth := coalesce(v_hidden - 1, v_depth);
    IF v_parts[v_count] NOT IN ('{', '[', '}', ']') THEN
      v_count := v_count - 1;
      WHILE v_parts[v_count] = ', ' OR right(v_parts[v_count], 3) = '": ' LOOP
        v_count := v_count - 1;
      END LOOP;
    END IF;
    v_parts := v_parts[1:v_count]
      || CASE WHEN v_parts[v_count] IN ('{', '[') THEN '' ELSE ', ' END
      || CASE v_ends[v_depth]
           WHEN '}' THEN format('"[truncated]": "%s characters"', v_length)
           ELSE format('"[truncated: %s characters]"', v_length)
         END;
    FOR v_place IN REVERSE v_depth..1 LOOP
      v_parts := v_parts || v_ends[v_place];
    END LOOP;
  END IF;
  RETURN array_to_string(v_parts, '')::jsonb;
EXCEPTION
  -- Whatever it is, e.g. numbers whose text is longer than memory: the record must not be lost to it.
  WHEN OTHERS THEN
    RETURN jsonb_build_object('[not recorded]', format('%s bytes: %s', pg_column_size(p_data), SQLSTATE));
END
$$;

COMMENT ON FUNCTION app.redact_secrets(jsonb) IS
  'The same JSON with *** in place of every value whose name speaks of a secret: password, token, key, signature, card and the like. What is nested more than 64 deep becomes [nested too deeply]; of more than 250,000 characters the first are kept, and [truncated] says how many there were. Works in one pass and raises nothing, so that no log line is lost to what it says. For what goes into logs.';
