/** Calls of the functions of marketing, written by `pnpm types` from the migrated schema. A test holds them to it. */
import { functionCall, type Id, type Moment } from '@erp/kit/function-call';

export const marketing = {
  /** Whether a campaign may go from one status to another: the one place where its paths are written down. */
  campaignTransitionAllowed: functionCall<
    {
      from: string;
      to: string;
    },
    boolean,
    never
  >(
    'campaign_transition_allowed',
    'value',
    { from: 'text', to: 'text' },
    {},
  ),
  /** Drafts a campaign with its goals, channels, people and projects and returns it; the same key again returns the first one. Details: description, budget, end_date, owner_id (the caller unless it is said), priority, purpose, notes, reach_goal, engagement_goal, tags, goals ([{"goal_text", "target_value", "unit"}]), channels (ids), members ([{"user_id", "role"}]), projects ([{"project_id", "role"}]). Started by app.transition_campaign. Needs marketing.write. Raises 22023, 23503 for what is not there, 23505 when the key has made something else. */
  createCampaign: functionCall<
    {
      name: string;
      type: 'email' | 'social' | 'paid_ads' | 'content' | 'event' | 'launch';
      startDate: Moment;
      currencyCode: string;
      details?: unknown | undefined;
      idempotencyKey?: string | null | undefined;
    },
    string,
    'invalid_parameter_value' | 'foreign_key_violation' | 'unique_violation' | 'insufficient_privilege'
  >(
    'create_campaign',
    'value',
    { name: 'text', type: 'text', startDate: 'date', currencyCode: 'text', details: 'jsonb', idempotencyKey: 'text' },
    { invalid_parameter_value: '22023', foreign_key_violation: '23503', unique_violation: '23505', insufficient_privilege: '42501' },
  ),
  /** Drafts a promotion with the rule of its type and returns it; the same key again returns the first one. The rule is an object with the columns of mkt_promotion_discount_rules, …_bogo_rules or …_bundle_rules (and items), or an array of such for tiered (steps, the lowest first), free_item and price_override. Details: description, ends_at, is_auto_apply, is_combinable, priority, minimum_amount, max_discount_amount, usage_limit, per_customer_limit, is_first_order_only, customer_rank; for what and where it is given: products, categories, attributes (each with its id and, for bogo, side), exclusions, channels and campaigns (ids). Codes come from app.issue_promotion_codes, the start from app.transition_promotion. Needs promotions.write. Raises 22023, 23503 for what is not there, 23505 when the key has made something else, 23514 for a rule that contradicts itself. */
  createPromotion: functionCall<
    {
      name: string;
      type: 'discount' | 'bogo' | 'bundle' | 'tiered' | 'free_item' | 'price_override';
      currencyCode: string;
      startsAt: Moment;
      rule: unknown;
      details?: unknown | undefined;
      idempotencyKey?: string | null | undefined;
    },
    string,
    'invalid_parameter_value' | 'foreign_key_violation' | 'unique_violation' | 'check_violation' | 'insufficient_privilege'
  >(
    'create_promotion',
    'value',
    { name: 'text', type: 'text', currencyCode: 'text', startsAt: 'timestamp with time zone', rule: 'jsonb', details: 'jsonb', idempotencyKey: 'text' },
    { invalid_parameter_value: '22023', foreign_key_violation: '23503', unique_violation: '23505', check_violation: '23514', insufficient_privilege: '42501' },
  ),
  /** Makes so many codes of a promotion that cannot be guessed, each for so many orders, and returns them. A second call is a second one. Needs promotions.write. Raises P0002, 22023. */
  issuePromotionCodes: functionCall<
    {
      promotionId: Id;
      count: number;
      prefix?: string | null | undefined;
      usageLimit?: number | undefined;
      expiresAt?: Moment | null | undefined;
    },
    string[],
    'invalid_parameter_value' | 'insufficient_privilege' | 'no_data_found'
  >(
    'issue_promotion_codes',
    'values',
    { promotionId: 'bigint', count: 'integer', prefix: 'text', usageLimit: 'integer', expiresAt: 'timestamp with time zone' },
    { invalid_parameter_value: '22023', insufficient_privilege: '42501', no_data_found: 'P0002' },
  ),
  /** Whether a promotion may go from one status to another: the one place where its paths are written down. */
  promotionTransitionAllowed: functionCall<
    {
      from: string;
      to: string;
    },
    boolean,
    never
  >(
    'promotion_transition_allowed',
    'value',
    { from: 'text', to: 'text' },
    {},
  ),
  /** The lowest price that a running promotion sets for a product, or a variant of it, at a moment, for a label or a price list; no row when none does. Of promotions that everybody gets, without a limit, alone: such a price is no use of the promotion; those with a limit are redeemed. */
  promotionalPrice: functionCall<
    {
      productId: Id;
      currencyCode: string;
      productVariantId?: Id | null | undefined;
      channelPlatformPageId?: Id | null | undefined;
      at?: Moment | undefined;
    },
    { promotion_id: string | null; override_price: string | null }[],
    never
  >(
    'promotional_price',
    'rows',
    { productId: 'bigint', currencyCode: 'text', productVariantId: 'bigint', channelPlatformPageId: 'bigint', at: 'timestamp with time zone' },
    {},
  ),
  /** What a promotion, named by itself or by a code, would give on an order now, and if nothing, why, as a code. Writes nothing and promises nothing. Needs promotions.redeem. Raises P0002 when there is no such order. */
  quotePromotion: functionCall<
    {
      orderId: Id;
      code?: string | null | undefined;
      promotionId?: Id | null | undefined;
    },
    unknown,
    'insufficient_privilege' | 'no_data_found'
  >(
    'quote_promotion',
    'value',
    { orderId: 'bigint', code: 'text', promotionId: 'bigint' },
    { insufficient_privilege: '42501', no_data_found: 'P0002' },
  ),
  /** Takes in a click on a tracked link and counts it; returns its number, and with the same key again that of the first one. Without a key a second call is a second one. The details may name ip_address, user_agent, referrer, country_code and customer_id. Needs marketing.track. Raises P0002 when there is no such living link, 22023, 23505 when the key has taken in something else. */
  recordUtmClick: functionCall<
    {
      utmLinkId: Id;
      sessionKey?: string | null | undefined;
      details?: unknown | undefined;
      clickedAt?: Moment | undefined;
      idempotencyKey?: string | null | undefined;
    },
    string,
    'invalid_parameter_value' | 'unique_violation' | 'insufficient_privilege' | 'no_data_found'
  >(
    'record_utm_click',
    'value',
    { utmLinkId: 'bigint', sessionKey: 'text', details: 'jsonb', clickedAt: 'timestamp with time zone', idempotencyKey: 'text' },
    { invalid_parameter_value: '22023', unique_violation: '23505', insufficient_privilege: '42501', no_data_found: 'P0002' },
  ),
  /** Credits an order to the last click of its visitor within the time, once, at the commission of that moment; returns the link, also when it was credited before, and nothing when there was no click or the order was cancelled. A cancelled order takes its conversion along. Needs marketing.track. Raises P0002. */
  recordUtmConversion: functionCall<
    {
      orderId: Id;
      sessionKey: string;
      within?: string | undefined;
    },
    string,
    'insufficient_privilege' | 'no_data_found'
  >(
    'record_utm_conversion',
    'value',
    { orderId: 'bigint', sessionKey: 'text', within: 'interval' },
    { insufficient_privilege: '42501', no_data_found: 'P0002' },
  ),
  /** Gives on a draft every promotion that needs no code and applies, by priority, and returns the redemptions. What does not apply is passed over. Needs promotions.redeem. Raises P0002. */
  redeemAutomaticPromotions: functionCall<
    {
      orderId: Id;
    },
    string[],
    'insufficient_privilege' | 'no_data_found'
  >(
    'redeem_automatic_promotions',
    'values',
    { orderId: 'bigint' },
    { insufficient_privilege: '42501', no_data_found: 'P0002' },
  ),
  /** Gives a promotion, named by a code or by itself, on a draft: checks every condition under locks, writes the discount into the lines and the use into the ledger, and returns it. The same promotion and code again return the first one. Call it shortly before app.place_order, in its transaction: sessions that redeem one promotion wait for each other until they commit. Needs promotions.redeem. Raises P0002, 55000 with the reason in DETAIL, 23505 when the order has the promotion by another code. */
  redeemPromotion: functionCall<
    {
      orderId: Id;
      code?: string | null | undefined;
      promotionId?: Id | null | undefined;
    },
    string,
    'unique_violation' | 'insufficient_privilege' | 'object_not_in_prerequisite_state' | 'no_data_found'
  >(
    'redeem_promotion',
    'value',
    { orderId: 'bigint', code: 'text', promotionId: 'bigint' },
    { unique_violation: '23505', insufficient_privilege: '42501', object_not_in_prerequisite_state: '55000', no_data_found: 'P0002' },
  ),
  /** Takes one promotion, or all, off a draft: the discount leaves the lines, the use is free again. Returns how many were taken off, none the second time. Needs promotions.redeem. Raises P0002, 55000 when the order was placed. */
  releaseRedemption: functionCall<
    {
      orderId: Id;
      promotionId?: Id | null | undefined;
    },
    number,
    'insufficient_privilege' | 'object_not_in_prerequisite_state' | 'no_data_found'
  >(
    'release_redemption',
    'value',
    { orderId: 'bigint', promotionId: 'bigint' },
    { insufficient_privilege: '42501', object_not_in_prerequisite_state: '55000', no_data_found: 'P0002' },
  ),
  /** Moves a campaign to another status along an allowed path and, by a trigger, writes the history; false when it is there already. Cancelling cancels what is open of it, completing asks for nothing open. Needs marketing.write, and marketing.approve for the start. Raises 22023 for an unknown status, P0002, 55000. */
  transitionCampaign: functionCall<
    {
      campaignId: Id;
      to: 'draft' | 'planning' | 'in_progress' | 'launching' | 'paused' | 'completed' | 'cancelled';
      note?: string | null | undefined;
    },
    boolean,
    'invalid_parameter_value' | 'insufficient_privilege' | 'object_not_in_prerequisite_state' | 'no_data_found'
  >(
    'transition_campaign',
    'value',
    { campaignId: 'bigint', to: 'text', note: 'text' },
    { invalid_parameter_value: '22023', insufficient_privilege: '42501', object_not_in_prerequisite_state: '55000', no_data_found: 'P0002' },
  ),
  /** Moves a promotion to another status along an allowed path; false when it is there already. What gives discounts needs the rule of its type. Needs promotions.release. Raises 22023 for an unknown status, P0002, 55000 when there is no such path, no rule, or not the time for it. */
  transitionPromotion: functionCall<
    {
      promotionId: Id;
      to: 'draft' | 'scheduled' | 'active' | 'paused' | 'ended' | 'cancelled';
    },
    boolean,
    'invalid_parameter_value' | 'insufficient_privilege' | 'object_not_in_prerequisite_state' | 'no_data_found'
  >(
    'transition_promotion',
    'value',
    { promotionId: 'bigint', to: 'text' },
    { invalid_parameter_value: '22023', insufficient_privilege: '42501', object_not_in_prerequisite_state: '55000', no_data_found: 'P0002' },
  ),
};
