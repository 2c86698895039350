/** When a campaign runs, in shares of the tenant's business, and how many times as much is sold meanwhile. */
export interface CampaignWeeks {
  readonly from: number;
  readonly to: number;
  /** 1 for a campaign that never began: it brings nobody. */
  readonly lift: number;
}

/** The campaigns of every tenant, in the order of their numbers; those from 1 on are still to come. */
export const CAMPAIGN_WEEKS: readonly CampaignWeeks[] = [
  { from: 0.06, to: 0.16, lift: 1.7 },
  { from: 0.22, to: 0.3, lift: 1.8 },
  { from: 0.45, to: 0.6, lift: 1.5 },
  { from: 0.85, to: 1, lift: 1.3 },
  { from: 0.97, to: 1, lift: 1.25 },
  { from: 0.75, to: 0.98, lift: 1 },
  { from: 1, to: 1, lift: 1 },
  { from: 0.6, to: 0.65, lift: 1 },
  { from: 1, to: 1, lift: 1 },
];

/** A part of the business in which sales are equally dense, up to a share of it and up to a share of all sales. */
interface Span {
  readonly from: number;
  readonly to: number;
  readonly sold: number;
  readonly soldUpTo: number;
}

const SPANS = spansOf(CAMPAIGN_WEEKS);

/**
 * At which share of the business, which follows season and weekday, a share of the sales is reached: those of the weeks of
 * campaigns lie closer together. Growing shares give growing ones.
 *
 * @param share of the sales, from 0 to 1.
 */
export function shareOfBusiness(share: number): number {
  const span = SPANS.find(({ soldUpTo }) => share < soldUpTo);
  if (span === undefined) return 1;
  return span.to - ((span.to - span.from) * (span.soldUpTo - share)) / span.sold;
}

function spansOf(weeks: readonly CampaignWeeks[]): readonly Span[] {
  const ends = [...new Set([0, 1, ...weeks.flatMap(({ from, to }) => [from, to])])].sort((a, b) => a - b);
  const dense = ends.slice(1).map((to, index) => {
    const from = ends[index] as number;
    const lift = weeks
      .filter((each) => each.from < to && each.to > from)
      .reduce((product, each) => product * each.lift, 1);
    return { from, to, sold: (to - from) * lift };
  });
  const all = dense.reduce((sum, { sold }) => sum + sold, 0);
  let soldUpTo = 0;
  return dense.map(({ from, to, sold }) => {
    soldUpTo += sold / all;
    return { from, to, sold: sold / all, soldUpTo };
  });
}
