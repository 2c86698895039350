/** What other domains may know of the demo of orders. */
export { LIMITS, type Line, type Sale, saleCount, saleOf } from './sales.ts';
