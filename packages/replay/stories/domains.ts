import type { DomainStories } from '../src/story.ts';
import { channels } from './channels.ts';
import { crm } from './crm.ts';
import { fulfilment } from './fulfilment.ts';
import { logs } from './logs.ts';
import { marketing } from './marketing.ts';
import { omnichannel } from './omnichannel.ts';
import { orders } from './orders.ts';
import { products } from './products.ts';
import { sms } from './sms.ts';
import { system } from './system.ts';
import { tasks } from './tasks.ts';
import { workforce } from './workforce.ts';

/** Who tells; of what happens at the same moment, in this order: codes are there before the order that names them. */
export const DOMAINS: readonly DomainStories[] = [
  system,
  channels,
  crm,
  products,
  tasks,
  marketing,
  orders,
  fulfilment,
  workforce,
  omnichannel,
  sms,
  logs,
];
