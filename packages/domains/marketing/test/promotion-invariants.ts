/** By name of the invariant of promotions, a statement that makes rows of the demo break it. */
export const promotionFaults = {
  promotion_uses: 'UPDATE mkt_promotions SET usage_count = usage_count + 1 WHERE id = 3',
  promotion_code_uses: 'UPDATE mkt_promotion_codes SET usage_count = 0 WHERE usage_count > 0',
  redemption_is_its_lines: `
    UPDATE mkt_promotion_redemption_lines SET discount_amount = discount_amount + 0.01
    WHERE redemption_id = (SELECT min(id) FROM mkt_promotion_redemptions WHERE released_at IS NULL)`,
  line_has_its_discounts: 'UPDATE order_items SET discount_amount = 0 WHERE discount_amount > 0',
  order_has_its_discounts:
    'UPDATE orders SET discount_amount = discount_amount / 2 WHERE discount_amount > 0',
  demo_discounts_by_promotions: 'UPDATE mkt_promotion_redemptions SET discount_amount = discount_amount + 1',
  redeemed_while_it_ran:
    "UPDATE mkt_promotions SET ends_at = starts_at + interval '1 hour' WHERE id = 4 AND ends_at IS NULL",
  code_called_in_opens_nothing:
    "UPDATE mkt_promotion_codes SET revoked_at = created_at - interval '1 day' WHERE usage_count > 0",
  code_is_its_customers_own: `
    UPDATE mkt_promotion_codes SET customer_id = customer_id + 1 WHERE usage_count > 0 AND customer_id IS NOT NULL`,
  redeemed_in_one_currency: "UPDATE mkt_promotions SET currency_code = 'CHF' WHERE id = 3",
  cancelled_order_holds_no_use: `
    UPDATE mkt_promotion_redemptions SET released_at = NULL, release_reason = NULL
    WHERE release_reason = 'order_cancelled'`,
  running_promotion_has_its_rule: 'DELETE FROM mkt_promotion_free_items',
  product_names_a_promotion: 'UPDATE product SET promotion_id = 999 WHERE id = 1',
};
