/** What other domains may know of the demo of crm. */
export { addressesOf } from './address-book.ts';
export { handleOf } from './contact-handles.ts';
export { winBackOf } from './win-back-batches.ts';
export { leftAloneSince } from './win-back-members.ts';
