import type { Material, Part } from './assortments/assortment.ts';

/** What the parts cost, in hundredths of a cent; whole, as long as assemblies go in by whole pieces. */
export function costOfParts(materials: readonly Material[], parts: readonly Part[]): number {
  let cost = 0;
  for (const [key, hundredths, variant] of parts) {
    const material = materials[materialNumber(materials, key)] as Material;
    cost += (costOfMaterial(materials, material, variant) * hundredths) / 100;
  }
  return cost;
}

/** What one unit of a material costs, in hundredths of a cent. */
export function costOfMaterial(materials: readonly Material[], material: Material, variant?: number): number {
  if (material.parts !== undefined) return costOfParts(materials, material.parts);
  const cents = variant === undefined ? material.cents : material.variants?.values[variant]?.[1];
  return (cents ?? 0) * 100;
}

/** The place of a material in the list. */
export function materialNumber(materials: readonly Material[], key: string): number {
  const number = materials.findIndex((material) => material.key === key);
  if (number < 0) throw new RangeError(`There is no material "${key}".`);
  return number;
}

/** An amount in hundredths of a cent, as text for a column with four decimals. */
export function fineMoney(hundredths: number): string {
  const size = Math.abs(hundredths);
  const rest = String(size % 10_000).padStart(4, '0');
  return `${hundredths < 0 ? '-' : ''}${Math.floor(size / 10_000)}.${rest}`;
}
