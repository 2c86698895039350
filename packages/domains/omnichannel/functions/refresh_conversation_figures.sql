-- may execute: nobody
-- Planned anew each time: a plan that a session made while the tables were empty would ruin a load that comes later.
CREATE OR REPLACE FUNCTION app.refresh_conversation_figures() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp SET plan_cache_mode = 'force_custom_plan'
AS $$
DECLARE
  v_tenants bigint[];
  v_conversations bigint[];
BEGIN
  IF TG_OP = 'INSERT' THEN
    SELECT array_agg(t.tenant_id), array_agg(t.conversation_id) INTO v_tenants, v_conversations
    FROM (SELECT DISTINCT a.tenant_id, a.conversation_id FROM added a) t;
  ELSIF TG_OP = 'DELETE' THEN
    SELECT array_agg(t.tenant_id), array_agg(t.conversation_id) INTO v_tenants, v_conversations
    FROM (SELECT DISTINCT r.tenant_id, r.conversation_id FROM removed r) t;
  ELSE
    SELECT array_agg(t.tenant_id), array_agg(t.conversation_id) INTO v_tenants, v_conversations
    FROM (
      SELECT DISTINCT b.tenant_id, b.conversation_id
      FROM removed r
      FULL JOIN added a ON a.tenant_id = r.tenant_id AND a.id = r.id
      CROSS JOIN LATERAL (VALUES (r.tenant_id, r.conversation_id), (a.tenant_id, a.conversation_id))
        AS b (tenant_id, conversation_id)
      WHERE b.conversation_id IS NOT NULL
        AND (r.conversation_id, r.created_at, r.sender_type, r.is_note)
          IS DISTINCT FROM (a.conversation_id, a.created_at, a.sender_type, a.is_note)
    ) t;
  END IF;
  IF v_conversations IS NULL THEN
    RETURN NULL;
  END IF;

  -- First the locks, in one order for everybody; the figures are then taken by a statement of its own, which sees
  -- what was committed while this one waited.
  PERFORM FROM public.omnichannel_conversation c
  JOIN unnest(v_tenants, v_conversations) AS k (tenant_id, id) ON c.tenant_id = k.tenant_id AND c.id = k.id
  ORDER BY c.tenant_id, c.id FOR NO KEY UPDATE OF c;

  -- One conversation after the other: joined with many at once, months without statistics are read by the wrong index.
  UPDATE public.omnichannel_conversation c
  SET message_count = f.message_count, unread_count = f.unread_count, first_message_at = f.first_message_at,
    last_message_at = f.last_message_at, first_inbound_at = f.first_inbound_at, last_inbound_at = f.last_inbound_at,
    first_response_at = f.first_response_at, last_response_at = f.last_response_at, waiting_since = f.waiting_since
  FROM (
    SELECT k.tenant_id, k.id, s.*, t.*
    FROM unnest(v_tenants, v_conversations) AS k (tenant_id, id)
    JOIN public.omnichannel_conversation v ON v.tenant_id = k.tenant_id AND v.id = k.id
    CROSS JOIN LATERAL (
      SELECT count(*) AS message_count, min(m.created_at) AS first_message_at, max(m.created_at) AS last_message_at,
        min(m.created_at) FILTER (WHERE m.sender_type = 'user') AS first_inbound_at,
        max(m.created_at) FILTER (WHERE m.sender_type = 'user') AS last_inbound_at,
        max(m.created_at) FILTER (WHERE m.sender_type = 'admin') AS last_response_at
      FROM public.omnichannel_message m
      WHERE m.tenant_id = v.tenant_id AND m.conversation_id = v.id AND NOT m.is_note
    ) s
    CROSS JOIN LATERAL (
      SELECT count(*) FILTER (WHERE m.sender_type = 'user' AND m.created_at > coalesce(v.read_at, '-infinity')) AS unread_count,
        min(m.created_at) FILTER (WHERE m.sender_type = 'admin' AND m.created_at >= s.first_inbound_at) AS first_response_at,
        min(m.created_at) FILTER (WHERE m.sender_type = 'user'
          AND m.created_at > coalesce(greatest(s.last_response_at, v.closed_at), '-infinity')) AS waiting_since
      FROM public.omnichannel_message m
      WHERE m.tenant_id = v.tenant_id AND m.conversation_id = v.id AND NOT m.is_note
    ) t
  ) f
  WHERE c.tenant_id = f.tenant_id AND c.id = f.id
    AND (c.message_count, c.unread_count, c.first_message_at, c.last_message_at, c.first_inbound_at,
        c.last_inbound_at, c.first_response_at, c.last_response_at, c.waiting_since)
      IS DISTINCT FROM (f.message_count, f.unread_count, f.first_message_at, f.last_message_at, f.first_inbound_at,
        f.last_inbound_at, f.first_response_at, f.last_response_at, f.waiting_since);
  RETURN NULL;
END
$$;

-- The functions of this domain keep the figures by themselves, one message at a time; this is for everybody else.
CREATE OR REPLACE TRIGGER tr_omnichannel_message_figures_added AFTER INSERT ON public.omnichannel_message
  REFERENCING NEW TABLE AS added FOR EACH STATEMENT
  WHEN (current_user <> 'erp_definer') EXECUTE FUNCTION app.refresh_conversation_figures();
CREATE OR REPLACE TRIGGER tr_omnichannel_message_figures_changed AFTER UPDATE ON public.omnichannel_message
  REFERENCING OLD TABLE AS removed NEW TABLE AS added FOR EACH STATEMENT
  WHEN (current_user <> 'erp_definer') EXECUTE FUNCTION app.refresh_conversation_figures();
CREATE OR REPLACE TRIGGER tr_omnichannel_message_figures_removed AFTER DELETE ON public.omnichannel_message
  REFERENCING OLD TABLE AS removed FOR EACH STATEMENT
  WHEN (current_user <> 'erp_definer') EXECUTE FUNCTION app.refresh_conversation_figures();

COMMENT ON FUNCTION app.refresh_conversation_figures() IS
  'Trigger: takes counts and times of conversations from their messages anew, once per statement, for imports and repairs; a load that brings the right figures updates nothing.';
