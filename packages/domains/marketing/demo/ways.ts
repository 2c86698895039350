/** The ways to reach people, in the order of their numbers. */
export const WAYS = [
  { name: 'Newsletter', type: 'email', platform: 'mailchimp' },
  { name: 'Instagram', type: 'social', platform: 'instagram' },
  { name: 'Search ads', type: 'paid_ads', platform: 'google_ads' },
  { name: 'Journal', type: 'content', platform: null },
  { name: 'Fairs and markets', type: 'event', platform: null },
  { name: 'Leaflets', type: 'offline', platform: null },
] as const;

/** The number of the way that fits a campaign of a type; what is launched is told by letter. */
export function channelOf(type: string): number {
  return Math.max(
    WAYS.findIndex((way) => way.type === type),
    0,
  );
}
