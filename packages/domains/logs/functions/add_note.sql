-- may execute: erp_app, erp_service
CREATE OR REPLACE FUNCTION app.add_note(
  p_record_type text, p_record_id bigint, p_content text, p_note_type text DEFAULT 'internal',
  p_is_private boolean DEFAULT false, p_is_pinned boolean DEFAULT false
) RETURNS bigint
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  v_tenant bigint := app.current_tenant_id();
  v_table regclass;
  v_there boolean := true;
  v_id bigint;
BEGIN
  PERFORM app.require_permission('notes.write');
  PERFORM app.require_allowed('notes', 'entity_type', p_record_type);
  PERFORM app.require_allowed('notes', 'note_type', p_note_type);
  v_table := app.record_table(p_record_type);
  IF v_table IS NOT NULL THEN
    -- Held until the note is there, so that the record cannot go in between.
    EXECUTE format('SELECT true FROM %s r WHERE r.tenant_id = $1 AND r.id = $2 FOR KEY SHARE', v_table)
    INTO v_there USING v_tenant, p_record_id;
  END IF;
  IF v_there IS NOT TRUE THEN
    RAISE EXCEPTION 'There is no % %.', p_record_type, p_record_id USING ERRCODE = 'no_data_found';
  END IF;
  INSERT INTO public.notes AS n (
    tenant_id, entity_type, entity_id, content, note_type, is_private, is_pinned, created_by
  )
  VALUES (
    v_tenant, p_record_type, p_record_id, p_content, p_note_type, p_is_private, p_is_pinned, app.current_user_id()
  )
  RETURNING n.id INTO v_id;
  RETURN v_id;
END
$$;

COMMENT ON FUNCTION app.add_note(text, bigint, text, text, boolean, boolean) IS
  'Writes a note of the current user on a record of the tenant and returns its number. A second call is a second one. Needs notes.write. Raises P0002 when the record does not exist in the tenant, 22023 for an unknown type. While the domain of the record is not installed nothing can be looked up, and the note is taken.';
