-- may execute: nobody
CREATE OR REPLACE FUNCTION app.spread_discount(p_amount numeric, p_order_item_ids bigint[], p_weights numeric[])
RETURNS TABLE (order_item_id bigint, discount_amount numeric)
LANGUAGE plpgsql IMMUTABLE SET search_path = pg_catalog, pg_temp
AS $$
#variable_conflict use_column
BEGIN
  -- Rounds the running sum, not the parts: they come to the amount exactly, and no part is above its weight.
  RETURN QUERY
  SELECT s.id, round(s.upto * p_amount / s.whole, 2) - round((s.upto - s.weight) * p_amount / s.whole, 2)
  FROM (
    SELECT w.id, w.weight, sum(w.weight) OVER (ORDER BY w.id) AS upto, sum(w.weight) OVER () AS whole
    FROM unnest(p_order_item_ids, p_weights) AS w (id, weight)
  ) s
  WHERE s.whole > 0;
END
$$;

COMMENT ON FUNCTION app.spread_discount(numeric, bigint[], numeric[]) IS
  'Spreads an amount over lines by weight, to the cent and without a rest. The amount is at most the sum of the weights. For the functions of this domain.';
