import { MINUTE } from '@erp/kit/moment';

/** When and where somebody wants to be left alone. */
export interface QuietHours {
  /** IANA zone name. */
  readonly zone: string;
  /** Minutes of the day; both the same: never. */
  readonly from: number;
  readonly until: number;
}

/** A text needs some seconds from the outbox to the telephone: none is begun this shortly before quiet hours. */
const MARGIN = 5;

/** The moment itself, or the end of the quiet hours that it falls into. */
export function outsideQuietHours(quiet: QuietHours, moment: number): number {
  if (quiet.from === quiet.until) return moment;
  let at = moment;
  // The clock may be put forward or back in between: look again.
  for (let step = 0; step < 3; step += 1) {
    const clock = minuteOfDay(quiet.zone, at);
    const from = quiet.from - MARGIN;
    const silent =
      from <= quiet.until ? clock >= from && clock < quiet.until : clock >= from || clock < quiet.until;
    if (!silent) return at;
    at += ((quiet.until - clock + 1440) % 1440) * MINUTE;
  }
  return at;
}

/** Minutes since midnight by the clock of a zone. */
function minuteOfDay(zone: string, moment: number): number {
  let format = formats.get(zone);
  if (format === undefined) {
    format = new Intl.DateTimeFormat('en-GB', {
      timeZone: zone,
      hour: '2-digit',
      minute: '2-digit',
      hourCycle: 'h23',
    });
    formats.set(zone, format);
  }
  const [hour, minute] = format.format(moment).split(':');
  return Number(hour) * 60 + Number(minute);
}

const formats = new Map<string, Intl.DateTimeFormat>();

/** Minutes of the day as text for a time column. */
export function clockText(minutes: number): string {
  return `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
}
