-- may execute: nobody
CREATE OR REPLACE FUNCTION app.current_conversation(
  p_page_id bigint, p_contact_id bigint, p_thread_id text, p_inbound boolean
) RETURNS public.omnichannel_conversation
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  v_tenant bigint := app.current_tenant_id();
  v_conversation public.omnichannel_conversation;
  v_id bigint;
  v_number text;
  v_hours integer;
BEGIN
  SELECT s.reopen_within_hours INTO v_hours FROM public.omnichannel_page_settings s
  WHERE s.tenant_id = v_tenant AND s.page_id = p_page_id;

  LOOP
    -- The one that is not finished, else the one that was resolved last.
    IF p_thread_id IS NULL THEN
      SELECT c.id INTO v_id FROM public.omnichannel_conversation c
      WHERE c.tenant_id = v_tenant AND c.contact_id = p_contact_id AND c.page_id = p_page_id
        AND c.external_thread_id IS NULL AND c.status <> 'archived' AND c.deleted_at IS NULL
      ORDER BY c.status = 'resolved', c.closed_at DESC, c.id DESC LIMIT 1;
    ELSE
      SELECT c.id INTO v_id FROM public.omnichannel_conversation c
      WHERE c.tenant_id = v_tenant AND c.page_id = p_page_id AND c.external_thread_id = p_thread_id
        AND c.status <> 'archived' AND c.deleted_at IS NULL
      ORDER BY c.status = 'resolved', c.closed_at DESC, c.id DESC LIMIT 1;
    END IF;

    IF v_id IS NOT NULL THEN
      SELECT * INTO v_conversation FROM public.omnichannel_conversation c
      WHERE c.tenant_id = v_tenant AND c.id = v_id AND c.status <> 'archived' AND c.deleted_at IS NULL
      FOR NO KEY UPDATE;
      -- Finished for good while this one waited: look again.
      CONTINUE WHEN NOT FOUND;
      IF v_conversation.status <> 'resolved' OR v_hours IS NULL
        OR now() < v_conversation.closed_at + make_interval(hours => v_hours) THEN
        IF p_inbound AND v_conversation.status <> 'open' THEN
          UPDATE public.omnichannel_conversation c SET status = 'open', status_note = NULL, snoozed_until = NULL
          WHERE c.tenant_id = v_tenant AND c.id = v_id RETURNING * INTO v_conversation;
        END IF;
        RETURN v_conversation;
      END IF;
    END IF;

    INSERT INTO public.sys_document_sequences (tenant_id, kind, prefix, digits, period, mode)
    SELECT v_tenant, 'conversation', 'C-', 1, 'none', 'fast'
    WHERE NOT EXISTS (SELECT FROM public.sys_document_sequences s
      WHERE s.tenant_id = v_tenant AND s.kind = 'conversation')
    ON CONFLICT (tenant_id, kind) DO NOTHING;
    -- Passes over numbers that an import has brought.
    LOOP
      v_number := app.next_document_number('conversation');
      EXIT WHEN NOT EXISTS (SELECT FROM public.omnichannel_conversation c
        WHERE c.tenant_id = v_tenant AND c.display_number = v_number);
    END LOOP;
    INSERT INTO public.omnichannel_conversation (tenant_id, display_number, page_id, contact_id, external_thread_id)
    VALUES (v_tenant, v_number, p_page_id, p_contact_id, p_thread_id)
    ON CONFLICT DO NOTHING RETURNING * INTO v_conversation;
    IF FOUND THEN
      RETURN v_conversation;
    END IF;
  END LOOP;
END
$$;

COMMENT ON FUNCTION app.current_conversation(bigint, bigint, text, boolean) IS
  'The conversation that a message on a page belongs to, locked until commit: the one that runs, the resolved one where the settings of the page let it be opened again, else a new one. Not for callers: it asks for no permission.';
