-- may execute: erp_app, erp_service
CREATE OR REPLACE FUNCTION app.moderate_review(p_review_id bigint, p_to text) RETURNS boolean
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  v_tenant bigint := app.current_tenant_id();
  v_review public.product_review;
BEGIN
  PERFORM app.require_permission('products.moderate');
  PERFORM app.require_allowed('product_review', 'status', p_to);
  SELECT * INTO v_review FROM public.product_review r
  WHERE r.tenant_id = v_tenant AND r.id = p_review_id FOR NO KEY UPDATE;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'There is no review %.', p_review_id USING ERRCODE = 'no_data_found';
  END IF;
  IF v_review.status = p_to THEN
    RETURN false;
  END IF;
  IF (CASE v_review.status
    WHEN 'pending' THEN p_to IN ('approved', 'rejected', 'hidden')
    WHEN 'approved' THEN p_to = 'hidden'
    WHEN 'rejected' THEN p_to = 'approved'
    WHEN 'hidden' THEN p_to = 'approved'
  END) IS NOT TRUE THEN
    RAISE EXCEPTION 'Review % cannot go from % to %.', p_review_id, v_review.status, coalesce(p_to, 'nothing')
      USING ERRCODE = 'object_not_in_prerequisite_state',
      HINT = 'A pending review is approved, rejected or hidden; an approved one hidden; the others approved.';
  END IF;

  UPDATE public.product_review r
  SET status = p_to,
    approved_at = CASE p_to WHEN 'approved' THEN now() ELSE r.approved_at END,
    approved_by = CASE p_to WHEN 'approved' THEN app.current_user_id() ELSE r.approved_by END
  WHERE r.tenant_id = v_tenant AND r.id = p_review_id;
  RETURN true;
END
$$;

COMMENT ON FUNCTION app.moderate_review(bigint, text) IS
  'Approves, rejects or hides a review; the rating of the product follows. False when it is so already. Needs products.moderate. Raises P0002, 55000 when there is no such path.';
