import { personalData, replaced } from '@erp/kit/personal';

/** What the tables of workforce hold about people: the members of the tenant. Days and scores stay for the books. */
export const personal = personalData({
  leave_entry: { ofMember: ['staff_id'], member: { reason: 'words' } },
  performance_evaluation: {
    ofMember: ['staff_id'],
    member: {
      notes: 'words',
      rejection_reason: replaced('words', "CASE WHEN status = 'rejected' THEN 'erased' END"),
    },
  },
  performance_score: { ofMember: ['evaluation_id'], member: { comments: 'words' } },
  schedule: { ofMember: ['staff_id'], member: { reason: 'words' }, none: ['timezone', 'shift_name'] },
  schedule_preferences: { ofMember: ['staff_id'], member: { preferences: 'words' } },
  schedule_revision_detail: {
    ofMember: ['staff_id'],
    member: { reason: 'words', previous: 'words' },
    none: ['timezone', 'shift_name'],
  },
  schedule_time_off_request: {
    ofMember: ['staff_id'],
    member: { reason: 'words', email_body: 'message', hr_comment: 'words' },
    none: ['staff_group', 'timezone'],
  },
  shift_report: {
    ofMember: ['staff_id'],
    member: { summary: 'words', handover_notes: 'words', issues: 'words', review_comment: 'words' },
    none: ['metrics'],
  },
  schedule_revision: { others: { description: 'words' } },
  department: { none: ['code', 'name', 'description', 'timezone'] },
  leave_type: { none: ['code', 'name', 'description'] },
  performance_criteria: { none: ['name', 'description'] },
});
