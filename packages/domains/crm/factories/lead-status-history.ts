import { personCount } from '@erp/demo-world/people';
import { factory } from '@erp/kit/factory';
import { time } from '@erp/kit/moment';
import { type Lead, leadOf } from '../demo/lead-course.ts';
import { leads } from './leads.ts';
import '../tables.ts';

/** Every status that an enquiry has been in. */
export const leadStatusHistory = factory('crm_lead_status_history', {
  count: personCount,
  story: leadOf,
  most: 4,
  rows: (lead) =>
    (lead?.path ?? []).map((step, index, path) => ({
      lead: lead as Lead,
      step,
      from: path[index - 1]?.status ?? null,
    })),
  parents: { lead_id: () => leads },
  cells: {
    lead_id: ({ lead }) => leads.id(lead.person.number),
    from_status: ({ from }) => from,
    to_status: ({ step }) => step.status,
    changed_by: ({ step }) => step.by,
    reason: ({ step }) => step.note,
    changed_at: ({ step }) => time(step.at),
    created_at: ({ step }) => time(step.at),
  },
});
