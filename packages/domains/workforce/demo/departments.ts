/** Departments of every tenant, as codes. */
export const PARTS = ['sales', 'making', 'office'] as const;

/** Departments of a tenant. */
export const DEPARTMENTS = PARTS.length;
