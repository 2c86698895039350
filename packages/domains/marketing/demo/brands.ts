export const brandCount = () => 1;
export const brandOf = (_tenant: unknown, number: number) => number;
