import { testDomain } from '@erp/testing/contract';
import domain from '../domain.ts';

const shift = { end_time: '2026-01-15T16:00:00Z', timezone: 'UTC' };

testDomain(domain, {
  schedule: shift,
  schedule_preferences: { year: 2026 },
  schedule_revision_detail: shift,
  schedule_time_off_request: { timezone: 'UTC' },
  leave_entry: { kind: 'grant' },
});
