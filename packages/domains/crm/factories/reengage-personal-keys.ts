import { factory } from '@erp/kit/factory';
import { time } from '@erp/kit/moment';
import { money } from '@erp/kit/money';
import { say } from '../demo/texts/words.ts';
import { BATCH_SIZE, batchCount, batchOf } from '../demo/win-back-batches.ts';
import { batchMembers, lastNoted } from '../demo/win-back-members.ts';
import { personalKeys } from './personal-keys.ts';
import { reengagedBatches } from './reengaged-batches.ts';
import '../tables.ts';

/** The people of every batch. */
export const reengagePersonalKeys = factory('crm_reengage_personal_keys', {
  count: batchCount,
  story: (tenant, number) => batchMembers(tenant, batchOf(tenant, number)),
  most: BATCH_SIZE,
  rows: (entries) => entries,
  parents: { batch_id: () => reengagedBatches, personal_key_id: () => personalKeys },
  cells: {
    batch_id: (entry) => reengagedBatches.id(entry.batch.number),
    personal_key_id: (entry) => personalKeys.id(entry.person),
    assigned_to: (entry) => entry.assignedTo,
    priority: (_entry, draw) => draw.pick(['low', 'medium', 'high', 'critical'] as const),
    status: (entry) => entry.status,
    contact_attempts: (entry) => entry.attempts,
    last_contact_method: (entry) => entry.method ?? null,
    added_to_batch_at: (entry) => time(entry.batch.createdAt),
    contacted_at: (entry) => timeOrNull(entry.contactedAt),
    responded_at: (entry) => timeOrNull(entry.respondedAt),
    converted_at: (entry) => timeOrNull(entry.convertedAt),
    opted_out_at: (entry) => timeOrNull(entry.optedOutAt),
    conversion_value: (entry) => (entry.convertedAt === undefined ? null : money(entry.cents)),
    failure_reason: (entry, draw, tenant) =>
      say(
        tenant,
        entry.status === 'failed'
          ? draw.pick([
              entry.method === 'email' ? 'The address does not exist.' : 'Number not in use.',
              'Moved away.',
              'No answer.',
            ])
          : null,
      ),
    // Who bought, or asked to be left alone, is not asked again.
    notes: (entry, draw, tenant) =>
      say(
        tenant,
        entry.status === 'responded' && draw.chance(0.5)
          ? entry.method === 'phone'
            ? 'Call again next month.'
            : 'Write again next month.'
          : null,
      ),
    created_at: (entry) => time(entry.batch.createdAt),
    updated_at: (entry) => time(lastNoted(entry)),
  },
});

function timeOrNull(moment: number | undefined): string | null {
  return moment === undefined ? null : time(moment);
}
