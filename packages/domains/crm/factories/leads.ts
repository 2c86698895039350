import { personCount } from '@erp/demo-world/people';
import { factory } from '@erp/kit/factory';
import { time } from '@erp/kit/moment';
import { type Lead, leadOf } from '../demo/lead-course.ts';
import { personalKeys } from './personal-keys.ts';
import '../tables.ts';

const lastOf = (lead: Lead) => lead.path.at(-1) as Lead['path'][number];

/** At most one enquiry per person; those who bought were converted. */
export const leads = factory('crm_leads', {
  count: personCount,
  story: leadOf,
  rows: (lead) => (lead === undefined ? [] : [lead]),
  parents: { personal_key_id: () => personalKeys },
  alone: { status: 'new', status_note: null, converted_customer_id: null, converted_at: null },
  cells: {
    personal_key_id: (lead: Lead) => personalKeys.id(lead.person.number),
    status: (lead) => lastOf(lead).status,
    status_note: (lead) => lastOf(lead).note,
    source: (lead) => lead.person.source,
    assigned_to: (lead) => lead.assignedTo,
    converted_customer_id: (lead) => (lead.person.customer === undefined ? null : lead.person.customer + 1),
    converted_at: (lead) => (lead.person.customer === undefined ? null : time(lastOf(lead).at)),
    created_at: (lead) => time(lead.person.knownSince),
    updated_at: (lead) => time(lastOf(lead).at),
  },
  traits: {
    open: { status: 'new', status_note: null, converted_customer_id: null, converted_at: null },
    lost: { status: 'lost', converted_customer_id: null, converted_at: null },
  },
});
