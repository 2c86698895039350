import { type Person, person, personCount, personOfCustomer } from '@erp/demo-world/people';
import type { DemoTenant } from '@erp/kit/demo-tenant';
import { keyed, weights } from '@erp/kit/draw';
import { exampleEmail, wordsOf } from '@erp/kit/words';

/** Who writes to us on a page: one row of omnichannel_contact. */
export interface InboxContact {
  /** Counted from 0. */
  readonly number: number;
  /** Number of the page, counted from 0, as channels has it. */
  readonly page: number;
  readonly network: Network;
  /** The person of crm, where somebody has found out who it is. */
  readonly person: Person | undefined;
  readonly firstName: string;
  readonly name: string;
  /** Id at the network. */
  readonly userId: string;
  /** How far the last conversation of those who write while the story ends has come. */
  readonly running: Running | undefined;
  /** The same person writes from elsewhere too. */
  readonly again: boolean;
}

type Network = 'facebook' | 'instagram' | 'email';

type Running = 'unread' | 'read' | 'answered' | 'asked_back' | 'snoozed' | 'failed' | 'queued' | 'reopened';

/** Contacts in one unit of scale. */
export function inboxContactCount(tenant: DemoTenant): number {
  return Math.ceil(tenant.customers * 0.4);
}

/** Everything about a contact that more than one table has to agree on. */
export function inboxContactOf(tenant: DemoTenant, number: number): InboxContact {
  const inUnit = number % inboxContactCount(tenant);
  const running = RUNNING[inUnit - (inboxContactCount(tenant) - RUNNING.length)];
  const known = knownPerson(tenant, number);
  const page = running?.page ?? pageOf(tenant, number);
  const network = networkOf(page);
  const someone = known === undefined ? undefined : person(tenant, known);
  const { firstName, lastName } = someone ?? strangerOf(tenant, number);
  // The number that crm has for the person, so that its handles name the same identity.
  const at = known === undefined ? `x${number + 1}` : `${known + 1}`;
  return {
    number,
    page,
    network,
    person: someone,
    firstName,
    name: `${firstName} ${lastName}`,
    userId:
      network === 'email'
        ? exampleEmail(firstName, lastName, (known ?? 500_000_000 + number) + 1)
        : `${network === 'facebook' ? 'fb' : 'ig'}-${at}`,
    running: running?.state,
    again: running === undefined && inUnit % GROUP === GROUP - 1 && known !== undefined,
  };
}

/** The network of a page, by its number. */
export function networkOf(page: number): Network {
  return page < 2 ? 'facebook' : page < 4 ? 'instagram' : 'email';
}

/** Three customers, somebody who only asks, and in turn a stranger or the first of the five from elsewhere. */
const GROUP = 5;

/** How far before the others those customers stand who write at the end: long enough to have become known. */
const EARLIER = 16;

/** The person behind a contact; undefined for strangers. */
function knownPerson(tenant: DemoTenant, number: number): number | undefined {
  const count = inboxContactCount(tenant);
  const unit = Math.floor(number / count);
  const inUnit = number % count;
  const place = inUnit % GROUP;
  const customerAt = (at: number, beside = 0) =>
    personOfCustomer(tenant, unit * tenant.customers + Math.floor((at * tenant.customers) / count) + beside);
  // Customers stand two apart at least: the one beside is nobody else's.
  if (inUnit >= count - RUNNING.length) {
    return inUnit % 4 === 3 ? undefined : customerAt(Math.max(0, inUnit - EARLIER), 1);
  }
  if (place < 3) return customerAt(inUnit);
  if (place === 3) {
    const others = personCount(tenant) - tenant.customers;
    return unit * personCount(tenant) + tenant.customers + Math.floor((inUnit * others) / count);
  }
  return Math.floor(inUnit / GROUP) % 2 === 0 ? undefined : customerAt(inUnit - place);
}

/** Where somebody writes to; who writes from elsewhere too does so on another network. */
function pageOf(tenant: DemoTenant, number: number): number {
  const inUnit = number % inboxContactCount(tenant);
  if (inUnit % GROUP !== GROUP - 1 || Math.floor(inUnit / GROUP) % 2 === 0) return drawPage(tenant, number);
  return networkOf(drawPage(tenant, number - GROUP + 1)) === 'facebook' ? 2 : 0;
}

const drawPage = keyed('omnichannel_contact.page', (draw) => draw.weighted(PAGES));

/** The brand's own pages rather than those for offers, and the mailbox. */
const PAGES = weights([
  [0, 45],
  [2, 30],
  [6, 11],
  [1, 8],
  [3, 6],
]);

const RUNNING: readonly { readonly state: Running; readonly page: number }[] = [
  { state: 'unread', page: 0 },
  { state: 'read', page: 2 },
  { state: 'answered', page: 0 },
  { state: 'asked_back', page: 2 },
  { state: 'snoozed', page: 6 },
  { state: 'failed', page: 0 },
  { state: 'queued', page: 2 },
  { state: 'reopened', page: 0 },
];

const strangerOf = keyed('omnichannel_contact.stranger', (draw, tenant) => {
  const words = wordsOf(tenant);
  return { firstName: draw.pick(words.firstNames), lastName: draw.pick(words.lastNames) };
});
