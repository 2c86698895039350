import { anyStaff } from '@erp/kit/demo-tenant';
import { factory } from '@erp/kit/factory';
import { beforeStory, time } from '@erp/kit/moment';
import '../tables.ts';

/**
 * Notes for tests, on the first customers. A demo gets none from here: which records there are to write on is known
 * to the database alone (demo/record-notes.ts).
 */
export const notes = factory('notes', {
  count: () => 0,
  story: (_tenant, number) => number,
  cells: {
    entity_type: 'customer',
    entity_id: (number) => number + 1,
    content: 'Asked to be called back.',
    note_type: 'internal',
    is_private: false,
    is_pinned: false,
    created_by: (_number, draw, tenant) => anyStaff(tenant, draw),
    updated_by: null,
    created_at: (_number, _draw, tenant) => time(beforeStory(tenant)),
    updated_at: (_number, _draw, tenant) => time(beforeStory(tenant)),
  },
  traits: {
    pinned: { is_pinned: true },
    private: { is_private: true },
    customer: { note_type: 'customer' },
    system: { note_type: 'system', created_by: null },
  },
});
