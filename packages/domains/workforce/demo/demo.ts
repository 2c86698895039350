import type { AnyFactory } from '@erp/kit/factory';
import { departments } from '../factories/departments.ts';
import { leaveEntries } from '../factories/leave-entries.ts';
import { leaveTypes } from '../factories/leave-types.ts';
import { performanceCriteria } from '../factories/performance-criteria.ts';
import { performanceEvaluations } from '../factories/performance-evaluations.ts';
import { performanceScores } from '../factories/performance-scores.ts';
import { schedulePreferences } from '../factories/schedule-preferences.ts';
import { scheduleRevisionDetails } from '../factories/schedule-revision-details.ts';
import { scheduleRevisions } from '../factories/schedule-revisions.ts';
import { schedules } from '../factories/schedules.ts';
import { shiftReports } from '../factories/shift-reports.ts';
import { timeOffRequests } from '../factories/time-off-requests.ts';
import { tellReportFigures } from './report-figures.ts';

/** In the order in which they are loaded: who is pointed at comes first. */
export const factories: readonly AnyFactory[] = [
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

/** Reports of shifts follow the orders. */
export const accompany = tellReportFigures;
