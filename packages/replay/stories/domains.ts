import type { DomainStories } from '../src/story.ts';
import { channels } from './channels.ts';
import { crm } from './crm.ts';
import { logs } from './logs.ts';
import { omnichannel } from './omnichannel.ts';
import { orders } from './orders.ts';
import { products } from './products.ts';
import { tasks } from './tasks.ts';
import { workforce } from './workforce.ts';
import { sms } from './sms.ts';
import { system } from './system.ts';

/** Who tells, in the order of their dependencies. */
export const DOMAINS: readonly DomainStories[] = [system, channels, crm, products, orders, workforce, omnichannel, sms, tasks, logs];
