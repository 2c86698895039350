/** How strongly a row is locked, from weakest to strongest. */
export const LOCK_STRENGTHS = ['key share', 'share', 'no key update', 'update'] as const;

/** One of them. */
export type LockStrength = (typeof LOCK_STRENGTHS)[number];
