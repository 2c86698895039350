-- may execute: nobody
CREATE OR REPLACE FUNCTION app.guard_attribute_values() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  v_wrong record;
BEGIN
  SELECT t.name, t.type, t.choices, a.value INTO v_wrong
  FROM added a JOIN public.product_attribute t ON t.tenant_id = a.tenant_id AND t.id = a.attribute_id
  WHERE CASE t.type
    WHEN 'number' THEN a.value !~ '^-?[0-9]+(\.[0-9]+)?$'
    WHEN 'boolean' THEN a.value NOT IN ('true', 'false')
    WHEN 'select' THEN NOT t.choices @> to_jsonb(a.value)
    WHEN 'date' THEN a.value !~ '^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$'
      OR right(a.value, 2)::integer > extract(day FROM (left(a.value, 7) || '-01')::date + interval '1 month - 1 day')
    ELSE false
  END
  LIMIT 1;
  IF FOUND THEN
    RAISE EXCEPTION '"%" is no value of the attribute "%".', v_wrong.value, v_wrong.name
      USING ERRCODE = 'check_violation', TABLE = 'product_attribute_value',
      DETAIL = format('Its type is %s.', v_wrong.type),
      HINT = CASE v_wrong.type
        WHEN 'number' THEN 'Write it as 12 or 12.5.'
        WHEN 'boolean' THEN 'Write true or false.'
        WHEN 'date' THEN 'Write it as 2026-01-31.'
        ELSE format('Choose one of %s.', v_wrong.choices)
      END;
  END IF;
  RETURN NULL;
END
$$;

CREATE OR REPLACE TRIGGER tr_product_attribute_value_guard_added AFTER INSERT ON public.product_attribute_value
  REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION app.guard_attribute_values();
CREATE OR REPLACE TRIGGER tr_product_attribute_value_guard_changed AFTER UPDATE ON public.product_attribute_value
  REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION app.guard_attribute_values();

COMMENT ON FUNCTION app.guard_attribute_values() IS
  'Trigger: holds the values of products to the types of their attributes and to the choices of a select, whoever writes them.';
