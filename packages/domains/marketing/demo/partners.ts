/** Partners; the rate is a share of an order in percent. */
export const PARTNERS = [
  { code: 'mira', name: 'Mira Lund', type: 'influencer', platform: 'instagram', rate: 8, status: 'active' },
  { code: 'finds', name: 'Weekend Finds', type: 'affiliate', platform: 'youtube', rate: 5, status: 'active' },
  {
    code: 'hartwig',
    name: 'Professor Hartwig',
    type: 'kol',
    platform: 'podcast',
    rate: 10,
    status: 'inactive',
  },
  { code: 'nora', name: 'Nora Pell', type: 'influencer', platform: 'tiktok', rate: 7, status: 'pending' },
] as const;
