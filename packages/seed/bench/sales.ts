/** The demo tenant of the benchmark. */
export const TENANT = 'harvest-table';

/** What the benchmark loads. */
export const SALES: readonly string[] = ['orders', 'order_items', 'order_payments'];
