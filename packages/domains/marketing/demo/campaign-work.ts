import { type Activity, CAMPAIGNS, type Campaign } from './campaign-plans.ts';

export const count = () => CAMPAIGNS;
export const begun = ({ path }: Campaign) => path.length > 2;
export const first = ({ path }: Campaign) => path[0]?.at ?? 0;
export const last = ({ path }: Campaign) => path.at(-1)?.at ?? 0;

export interface Work {
  readonly campaign: Campaign;
  readonly activity: Activity;
}

export const activitiesOf = (campaign: Campaign): Work[] =>
  campaign.activities.map((activity) => ({ campaign, activity }));
