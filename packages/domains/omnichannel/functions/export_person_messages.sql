-- may execute: erp_app, erp_service
CREATE OR REPLACE FUNCTION app.export_person_messages(p_person_id bigint) RETURNS jsonb
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  v_tenant bigint := app.current_tenant_id();
  v_conversations jsonb;
BEGIN
  PERFORM app.require_permission('crm.export');
  PERFORM FROM public.crm_personal_keys k WHERE k.tenant_id = v_tenant AND k.id = p_person_id;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'There is no person %.', p_person_id
      USING ERRCODE = 'no_data_found', HINT = 'app.resolve_person knows whom it was merged into, if so.';
  END IF;
  SELECT jsonb_agg(to_jsonb(v) - 'tenant_id' || jsonb_build_object(
    'messages', (SELECT coalesce(jsonb_agg(to_jsonb(m) - 'tenant_id' || jsonb_build_object(
        'attachments', (SELECT coalesce(jsonb_agg(to_jsonb(a) - 'tenant_id' ORDER BY a.sort_order), '[]')
          FROM public.omnichannel_message_attachment a
          WHERE a.tenant_id = v_tenant AND a.message_id = m.id AND a.message_created_at = m.created_at),
        'reactions', (SELECT coalesce(jsonb_agg(to_jsonb(r) - 'tenant_id' ORDER BY r.reacted_at), '[]')
          FROM public.omnichannel_message_reaction r
          WHERE r.tenant_id = v_tenant AND r.message_id = m.id AND r.message_created_at = m.created_at)
      ) ORDER BY m.created_at), '[]')
      FROM public.omnichannel_message m
      WHERE m.tenant_id = v_tenant AND m.conversation_id = v.id AND NOT m.is_note)
  ) ORDER BY v.created_at)
  INTO v_conversations
  FROM public.omnichannel_conversation v
  JOIN public.omnichannel_contact c ON c.tenant_id = v_tenant AND c.id = v.contact_id
  WHERE v.tenant_id = v_tenant AND c.personal_key_id = p_person_id;
  RETURN coalesce(v_conversations, '[]');
END
$$;

COMMENT ON FUNCTION app.export_person_messages(bigint) IS
  'The conversations of a person with their messages, attachments and reactions, notes among staff left out: what app.export_person cannot see because messages point at the person by way of a contact. Needs crm.export. Raises P0002.';
