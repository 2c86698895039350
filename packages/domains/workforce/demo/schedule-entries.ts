import { absencesOf, type TimeOff } from '@erp/demo-world/time-off';
import type { DemoTenant } from '@erp/kit/demo-tenant';
import { type Shift, shiftsOf } from './shifts.ts';

/** An entry of the schedule: a shift, with its place among the reported ones, or an absence. */
export type Entry =
  | { readonly shift: Shift; readonly place: number | undefined; readonly absence?: undefined }
  | { readonly absence: TimeOff; readonly shift?: undefined };

/** Absences come first, so that requests know their numbers. */
export function entriesOf(tenant: DemoTenant, number: number): readonly Entry[] {
  let reports = 0;
  return [
    ...absencesOf(tenant, number).map((absence) => ({ absence })),
    ...shiftsOf(tenant, number).map((shift) => {
      const place = shift.report === undefined ? undefined : reports;
      if (place !== undefined) reports += 1;
      return { shift, place };
    }),
  ];
}

/** A value of an entry, by what it is. */
export const of = <Value>(
  entry: Entry,
  ofShift: (shift: Shift) => Value,
  ofAbsence: (absence: TimeOff) => Value,
) => (entry.shift === undefined ? ofAbsence(entry.absence) : ofShift(entry.shift));

/** When an entry was planned. */
export const plannedAt = (entry: Entry) =>
  of(
    entry,
    (shift) => shift.plannedAt,
    (absence) => absence.decidedAt ?? absence.askedAt,
  );
