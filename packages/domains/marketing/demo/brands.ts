/** A tenant has one brand, whose look is told. */
export const brandCount = () => 1;

/** A brand is known by its number alone. */
export const brandOf = (_tenant: unknown, number: number) => number;
