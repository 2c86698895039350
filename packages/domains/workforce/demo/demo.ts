import { departments } from '../factories/departments.ts';
import { performanceCriteria, performanceEvaluations, performanceScores } from '../factories/evaluations.ts';
import { leaveEntries, timeOffRequests } from '../factories/leave.ts';
import { leaveTypes } from '../factories/leave-types.ts';
import { scheduleRevisionDetails, scheduleRevisions } from '../factories/revisions.ts';
import { schedulePreferences, schedules, shiftReports } from '../factories/schedules.ts';

/** In the order in which they are loaded: who is pointed at comes first. */
export const factories = [
  departments,
  performanceCriteria,
  performanceEvaluations,
  performanceScores,
  leaveTypes,
  shiftReports,
  schedules,
  schedulePreferences,
  scheduleRevisions,
  scheduleRevisionDetails,
  timeOffRequests,
  leaveEntries,
];
