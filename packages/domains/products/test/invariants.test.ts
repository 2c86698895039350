import { testInvariants } from '@erp/domain-contract/invariants';
import definition from '../domain.ts';

testInvariants(definition, {
  category_tree: 'UPDATE category SET parent_id = CASE id WHEN 5 THEN 6 ELSE 5 END WHERE id IN (5, 6)',
  sku_register: "UPDATE product_sku SET sku_key = 'nothing' WHERE product_id = 3",
  published_product_has_price: 'UPDATE product SET sale_price = retail_price WHERE id = 2',
  product_timeline: 'UPDATE product SET created_at = published_at + interval $$1 day$$ WHERE id = 4',
  set_contents: 'DELETE FROM product_set_item',
  demo_sets_are_worth_it:
    'UPDATE product_set_item SET quantity = 1; DELETE FROM product_set_item WHERE sort_order > 0',
  sets_do_not_loop: `
    INSERT INTO product_set_item (tenant_id, set_product_id, item_product_id)
    SELECT p.tenant_id, p.id, o.id FROM product p JOIN product o ON o.tenant_id = p.tenant_id AND o.id <> p.id
    WHERE p.product_type = 'set' AND o.product_type = 'set'`,
  one_primary_image: 'UPDATE product_image SET is_primary = false WHERE product_id = 9',
  attribute_values:
    "UPDATE product_attribute_value SET value = 'heavy' WHERE attribute_id = 1 AND product_id = 2",
  stones_are_described: "UPDATE product SET retail_price = 1 WHERE product_type = 'diamond'",
  bespoke_product_has_choices: "UPDATE product_customize SET customization = '{}'",
  product_ratings: 'UPDATE product SET rating_sum = rating_sum - 1 WHERE rating_sum > rating_count',
  review_timeline: "UPDATE product_review SET approved_at = '2001-01-01' WHERE approved_at IS NOT NULL",
  superseded_review_has_later_one: `
    UPDATE product_review SET superseded_at = now(), personal_key_id = id`,
  demo_superseded_review_has_later_one: `
    UPDATE product_review SET superseded_at = now() WHERE status = 'rejected'`,
  demo_reviews_differ: "UPDATE product_review SET comment = 'Lovely.' WHERE comment IS NOT NULL",
  stock_figures: 'UPDATE stock SET on_hand = on_hand + 1 WHERE id = 1',
  stock_never_short: 'UPDATE stock_movement SET on_hand_after = -1 WHERE id = 1',
  demo_stock_never_short:
    "UPDATE stock_movement SET occurred_at = '2026-10-30' WHERE source_type = 'opening'",
  stock_names_form: "UPDATE product SET product_type = 'set' WHERE id = 3",
  demo_bespoke_work_has_no_stock: "UPDATE product SET product_type = 'custom' WHERE id = 3",
  default_warehouse: 'UPDATE warehouse SET is_default = false',
  closed_warehouse_is_empty: "UPDATE warehouse SET status = 'closed' WHERE code = 'SHOP'",
  transfers_arrive: "UPDATE stock_movement SET quantity = quantity + 1 WHERE kind = 'transfer_in'",
  reservations_ship: 'UPDATE stock_movement SET reservation_id = NULL WHERE reservation_id IS NOT NULL',
  reservation_timeline: "UPDATE stock_reservation SET closed_at = created_at WHERE status = 'expired'",
  counted_lines: 'UPDATE inventory_history SET movement_id = NULL WHERE movement_id IS NOT NULL',
  counted_against_books: `
    UPDATE stock_movement SET on_hand_after = 1; UPDATE inventory_history SET recorded_quantity = 2 WHERE status = 'completed'`,
  demo_count_fits_its_moment: `
    UPDATE inventory_history SET recorded_quantity = recorded_quantity + 1, actual_quantity = actual_quantity + 1
    WHERE status = 'completed'`,
  counts_end: "UPDATE stock_count SET closed_at = started_at WHERE status = 'completed'",
  last_counted: 'UPDATE stock SET last_counted_at = NULL',
  material_stock_figures: 'UPDATE material_stock SET on_hand = on_hand + 0.001 WHERE id = 1',
  material_never_short:
    "UPDATE material_history SET quantity_change = 0.001 WHERE action_type = 'stock_in' AND reference_type IS NULL",
  material_transfers_arrive: `
    UPDATE material_history SET quantity_change = quantity_change + 1 WHERE action_type = 'transfer' AND quantity_change > 0`,
  material_record_history: "UPDATE material SET cost = cost + 1 WHERE sku = 'MAT-013'",
  bills_do_not_loop: `
    INSERT INTO material_component (tenant_id, material_id, component_material_id, quantity)
    SELECT tenant_id, component_material_id, material_id, 1 FROM material_component`,
  bills_name_form:
    'UPDATE material_product SET material_variant_id = NULL WHERE material_variant_id IS NOT NULL',
  demo_assemblies_cost_their_parts: 'UPDATE material_component SET quantity = quantity + 1',
  demo_production_costs_its_bill: 'UPDATE material_product SET quantity = quantity + 1',
});
