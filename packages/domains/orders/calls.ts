/** Calls of the functions of orders, written by `pnpm types` from the migrated schema. A test holds them to it. */
import { functionCall, type Decimal, type Id, type Moment } from '@erp/kit/function-call';

export const orders = {
  /** Keeps stock that has arrived for lines that wait, of the p_limit oldest orders, of one product when it is named; the oldest order comes first. Returns how many pieces. To be called after goods came in, in a transaction of its own (stock comes after orders in the order of locks), or by a job. Needs inventory.write or orders.write. */
  allocateBackorders: functionCall<
    {
      productId?: Id | null | undefined;
      limit?: number | undefined;
    },
    number,
    'insufficient_privilege'
  >(
    'allocate_backorders',
    'value',
    { productId: 'bigint', limit: 'integer' },
    { insufficient_privilege: '42501' },
  ),
  /** Whether an after-sales case may go from one status to another: the one place where the paths of a case are written down. */
  caseTransitionAllowed: functionCall<
    {
      from: string;
      to: string;
    },
    boolean,
    never
  >(
    'case_transition_allowed',
    'value',
    { from: 'text', to: 'text' },
    {},
  ),
  /** Writes a draft and returns its id; p_customer_id is NULL for somebody unknown. Lines sell something of the catalog: sku, or product_id and variant_id, with quantity; name, tax class and the price of the day come from there, promotional prices included. A unit_price, product_name, tax_class or discount_amount of one's own needs orders.price. Lines without SKU and product are free: product_name, unit_price (net). Where known: tax_rate (percent), line_item_id, properties. Details: shipping_address_id, billing_address_id (the former when empty), store_id, channel_platform_page_id, source_platform, external_order_id, customer_notes, ordered_at. A second call is a second one. Needs orders.write. Raises P0002 for what is not in the catalog, 23505 for an outside order that was taken in before, 23514 where SKU and product disagree, 54000 for more than 1,000 lines, 22023 for a price or discount with more decimals than are kept. */
  createOrder: functionCall<
    {
      customerId: Id | null;
      currencyCode: string;
      lines?: unknown | undefined;
      details?: unknown | undefined;
    },
    string,
    'invalid_parameter_value' | 'unique_violation' | 'check_violation' | 'insufficient_privilege' | 'program_limit_exceeded' | 'no_data_found'
  >(
    'create_order',
    'value',
    { customerId: 'bigint', currencyCode: 'text', lines: 'jsonb', details: 'jsonb' },
    { invalid_parameter_value: '22023', unique_violation: '23505', check_violation: '23514', insufficient_privilege: '42501', program_limit_exceeded: '54000', no_data_found: 'P0002' },
  ),
  /** Cancels orders that wait for their confirmation longer than order_settings allows and of which nothing was paid, the p_limit oldest ones, and gives back what stock kept for them; returns how many. To be run now and then by a job, in each tenant. Needs orders.cancel. */
  expireOrders: functionCall<
    {
      limit?: number | undefined;
    },
    number,
    'insufficient_privilege'
  >(
    'expire_orders',
    'value',
    { limit: 'integer' },
    { insufficient_privilege: '42501' },
  ),
  /** Locks an order, after its customer, until the transaction ends: to be called before lines or the header are written by statements of the caller, which would lock the line before the order. Needs orders.write. Raises P0002. */
  lockOrderForEdit: functionCall<
    {
      orderId: Id;
    },
    void,
    'insufficient_privilege' | 'no_data_found'
  >(
    'lock_order_for_edit',
    'nothing',
    { orderId: 'bigint' },
    { insufficient_privilege: '42501', no_data_found: 'P0002' },
  ),
  /** Opens an after-sales case (return, repair, exchange, refund, warranty) on pieces of a line and returns it; the same key again returns it. Needs orders.write. Raises 23514 for more pieces than left, less those that came back or are in other cases, P0002, 22023, 23505. */
  openCase: functionCall<
    {
      orderItemId: Id;
      caseType: 'return' | 'repair' | 'exchange' | 'refund' | 'warranty';
      quantity: number;
      key: string;
      reason?: string | null | undefined;
    },
    string,
    'invalid_parameter_value' | 'unique_violation' | 'check_violation' | 'insufficient_privilege' | 'no_data_found'
  >(
    'open_case',
    'value',
    { orderItemId: 'bigint', caseType: 'text', quantity: 'integer', key: 'text', reason: 'text' },
    { invalid_parameter_value: '22023', unique_violation: '23505', check_violation: '23514', insufficient_privilege: '42501', no_data_found: 'P0002' },
  ),
  /** Whether an order may go from one status to another: the one place where the paths of an order are written down. */
  orderTransitionAllowed: functionCall<
    {
      from: string;
      to: string;
    },
    boolean,
    never
  >(
    'order_transition_allowed',
    'value',
    { from: 'text', to: 'text' },
    {},
  ),
  /** Turns a draft with lines into a pending order: gives it a number, copies the addresses, fixes the lines, and keeps in stock what they sell, by the stock_policy of each product. Returns the number; a second call with the same key returns it again. Needs orders.place. Raises P0002, 23514 with all lines that are short, 55000 when it is no draft or has no lines, 23505 when the key placed another order. */
  placeOrder: functionCall<
    {
      orderId: Id;
      idempotencyKey: string;
    },
    string,
    'unique_violation' | 'check_violation' | 'insufficient_privilege' | 'object_not_in_prerequisite_state' | 'no_data_found'
  >(
    'place_order',
    'value',
    { orderId: 'bigint', idempotencyKey: 'text' },
    { unique_violation: '23505', check_violation: '23514', insufficient_privilege: '42501', object_not_in_prerequisite_state: '55000', no_data_found: 'P0002' },
  ),
  /** Notes an attempt to pay that came to nothing, and returns it. Changes no balance. Needs orders.payment. */
  recordFailedPayment: functionCall<
    {
      orderId: Id;
      amount: Decimal;
      method: 'cash' | 'bank_transfer' | 'credit_card' | 'paypal' | 'e_wallet' | 'cod' | 'other';
      reason: string;
      idempotencyKey: string;
      transactionId?: string | null | undefined;
      provider?: string | undefined;
    },
    string,
    'insufficient_privilege'
  >(
    'record_failed_payment',
    'value',
    { orderId: 'bigint', amount: 'numeric', method: 'text', reason: 'text', idempotencyKey: 'text', transactionId: 'text', provider: 'text' },
    { insufficient_privilege: '42501' },
  ),
  /** Records money received for an order, in the currency of the order, and returns the payment; a second call with the same key returns the first one. Payments never exceed the total. Needs orders.payment. Raises P0002, 23514 above the open balance, 23505 when the key or the transaction was used for something else, 55000 when the order takes no payments. */
  recordPayment: functionCall<
    {
      orderId: Id;
      amount: Decimal;
      method: 'cash' | 'bank_transfer' | 'credit_card' | 'paypal' | 'e_wallet' | 'cod' | 'other';
      idempotencyKey: string;
      transactionId?: string | null | undefined;
      provider?: string | undefined;
      isDeposit?: boolean | undefined;
      instalmentId?: Id | null | undefined;
    },
    string,
    'unique_violation' | 'check_violation' | 'insufficient_privilege' | 'object_not_in_prerequisite_state' | 'no_data_found'
  >(
    'record_payment',
    'value',
    { orderId: 'bigint', amount: 'numeric', method: 'text', idempotencyKey: 'text', transactionId: 'text', provider: 'text', isDeposit: 'boolean', instalmentId: 'bigint' },
    { unique_violation: '23505', check_violation: '23514', insufficient_privilege: '42501', object_not_in_prerequisite_state: '55000', no_data_found: 'P0002' },
  ),
  /** Gives money back for an after-sales case by app.refund_payment, of the oldest payments of its order first, and returns what the case has had refunded in all; the same key again gives nothing more. Never more than the pieces that came back cost (of a case of type refund: all its pieces) nor than was paid. Needs orders.refund. Raises P0002, 23514, 55000 where the case cannot be refunded, 23505 when the key was used for something else. */
  refundCase: functionCall<
    {
      caseId: Id;
      amount: Decimal;
      key: string;
    },
    string,
    'unique_violation' | 'check_violation' | 'insufficient_privilege' | 'object_not_in_prerequisite_state' | 'no_data_found'
  >(
    'refund_case',
    'value',
    { caseId: 'bigint', amount: 'numeric', key: 'text' },
    { unique_violation: '23505', check_violation: '23514', insufficient_privilege: '42501', object_not_in_prerequisite_state: '55000', no_data_found: 'P0002' },
  ),
  /** Records money given back of one payment, by the way it came, and returns the refund; a second call with the same key returns the first one. Refunds never exceed their payment. Needs orders.refund. Raises P0002, 23514 above what is left of the payment, 23505 when the key was used for something else. */
  refundPayment: functionCall<
    {
      paymentId: Id;
      amount: Decimal;
      reason: string;
      idempotencyKey: string;
      transactionId?: string | null | undefined;
    },
    string,
    'unique_violation' | 'check_violation' | 'insufficient_privilege' | 'no_data_found'
  >(
    'refund_payment',
    'value',
    { paymentId: 'bigint', amount: 'numeric', reason: 'text', idempotencyKey: 'text', transactionId: 'text' },
    { unique_violation: '23505', check_violation: '23514', insufficient_privilege: '42501', no_data_found: 'P0002' },
  ),
  /** Notes an instalment that the customer promised and returns it; app.record_payment settles it. Changes no balance. Needs orders.payment. */
  schedulePayment: functionCall<
    {
      orderId: Id;
      amount: Decimal;
      dueDate: Moment;
      method: 'cash' | 'bank_transfer' | 'credit_card' | 'paypal' | 'e_wallet' | 'cod' | 'other';
      idempotencyKey: string;
    },
    string,
    'insufficient_privilege'
  >(
    'schedule_payment',
    'value',
    { orderId: 'bigint', amount: 'numeric', dueDate: 'date', method: 'text', idempotencyKey: 'text' },
    { insufficient_privilege: '42501' },
  ),
  /** Moves an after-sales case to another status along an allowed path and, by a trigger, writes the history. False when it is there already. Goods that come back move it by app.receive_return, money by app.refund_case. Needs orders.write. Raises 22023 with the list for what is no status, P0002, 55000 when there is no such path. */
  transitionCase: functionCall<
    {
      caseId: Id;
      to: 'inquiry' | 'approved' | 'in_transit' | 'received' | 'in_repair' | 'replaced' | 'refunded' | 'rejected' | 'closed';
      note?: string | null | undefined;
    },
    boolean,
    'invalid_parameter_value' | 'insufficient_privilege' | 'object_not_in_prerequisite_state' | 'no_data_found'
  >(
    'transition_case',
    'value',
    { caseId: 'bigint', to: 'text', note: 'text' },
    { invalid_parameter_value: '22023', insufficient_privilege: '42501', object_not_in_prerequisite_state: '55000', no_data_found: 'P0002' },
  ),
  /** Moves an order to another status along an allowed path, stamps the milestone and, by a trigger, writes the history. False when it is there already. Needs orders.write; orders.cancel to cancel, orders.refund to close as refunded. An order is shipped and delivered by its goods, and cancelled while nothing has left; then stock keeps nothing for it any more. Raises 22023 with the list for what is no status, P0002, 55000 when there is no such path, or the lines say otherwise. */
  transitionOrder: functionCall<
    {
      orderId: Id;
      to: 'draft' | 'pending' | 'confirmed' | 'processing' | 'on_hold' | 'shipped' | 'delivered' | 'completed' | 'cancelled' | 'refunded';
      note?: string | null | undefined;
    },
    boolean,
    'invalid_parameter_value' | 'insufficient_privilege' | 'object_not_in_prerequisite_state' | 'no_data_found'
  >(
    'transition_order',
    'value',
    { orderId: 'bigint', to: 'text', note: 'text' },
    { invalid_parameter_value: '22023', insufficient_privilege: '42501', object_not_in_prerequisite_state: '55000', no_data_found: 'P0002' },
  ),
};
