/** What other domains may know of the demo of orders. */
export { pageOf } from './order-page.ts';
export { buyerHandle, placedSale } from './placed-sales.ts';
export { LIMITS, type Line, type Sale, saleCount, saleOf } from './sales.ts';
