-- may execute: nobody
CREATE OR REPLACE FUNCTION app.record_table(p_record_type text) RETURNS regclass
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  v_table text := CASE p_record_type
    WHEN 'order' THEN 'orders'
    WHEN 'order_item' THEN 'order_items'
    WHEN 'product' THEN 'product'
    WHEN 'customer' THEN 'crm_customers'
    WHEN 'person' THEN 'crm_personal_keys'
    WHEN 'lead' THEN 'crm_leads'
    WHEN 'shipment' THEN 'fulfilment_shipments'
    WHEN 'inventory' THEN 'stock'
    WHEN 'task' THEN 'task'
    WHEN 'project' THEN 'project'
    WHEN 'campaign' THEN 'mkt_campaigns'
    WHEN 'conversation' THEN 'omnichannel_conversation'
  END;
BEGIN
  IF v_table IS NULL THEN
    RAISE EXCEPTION 'There are no records of type "%".', p_record_type
      USING ERRCODE = 'invalid_parameter_value', HINT = 'The types are those of ck_notes_entity_type.';
  END IF;
  RETURN to_regclass('public.' || quote_ident(v_table));
END
$$;

COMMENT ON FUNCTION app.record_table(text) IS
  'The table of a type of record that notes know, NULL while the domain that has it is not installed. Raises 22023 for a type that is none. Keep it in step with ck_notes_entity_type.';
