/** The account that everything goes through, one to fall back on, and the one of before. */
export const ACCOUNTS = [
  { name: 'Main account', provider: 'twilio', key: 'main', active: true },
  { name: 'Fallback', provider: 'sinch', key: 'fallback', active: true },
  { name: 'Account of before', provider: 'sinch', key: 'before', active: false },
];

/** Code of the provider of an account, by its number. */
export function providerOf(account: number): string {
  return (ACCOUNTS[account % ACCOUNTS.length] as (typeof ACCOUNTS)[number]).provider;
}

/** What a tenant sends text messages for, by number. */
export const SERVICE = { updates: 0, campaign: 1, support: 2, marketing: 3, conversation: 4 } as const;
