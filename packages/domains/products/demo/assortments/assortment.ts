import type { DiamondRow } from '../../tables.ts';

/** What a tenant of one trade sells and what it makes that from: plain data. */
export interface Assortment {
  /** Groups of categories, each with those below it. */
  readonly categories: readonly (readonly [name: string, below: readonly string[]])[];
  readonly lines: readonly ProductLine[];
  /** Not in the shop: prepared, kept out, given up. */
  readonly drafts: readonly string[];
  readonly keptOut: readonly string[];
  readonly givenUp: readonly string[];
  readonly stones: readonly Stone[];
  readonly materials: readonly Material[];
  readonly tags: readonly string[];
  /** Prices are multiples of `step` cents, less `off`. */
  readonly prices: { readonly step: number; readonly off: number };
  readonly reducedTax: boolean;
  /** What can be chosen about bespoke products, by field. */
  readonly choices: Readonly<Record<string, { readonly value: string; readonly unit: string | null }>>;
  /** What words say of every product. */
  readonly description: string;
}

/** A line of products. */
export interface ProductLine {
  /** Letters that its SKUs begin with. */
  readonly code: string;
  /** A category of the lower level. */
  readonly category: string;
  readonly type: 'standard' | 'custom' | 'variant' | 'set' | 'jewelry';
  readonly names: readonly string[];
  /** Range of list prices as a label has them, in whole units of the currency. */
  readonly from: number;
  readonly to: number;
  /** Ranges of those that cost much less or more, by name. */
  readonly priced?: Readonly<Record<string, readonly [from: number, to: number]>>;
  readonly axis?: Axis;
  /** Material of one piece; nothing for what is bought ready-made. */
  readonly parts?: readonly Part[];
  /** Whether it can be ordered before there is stock. */
  readonly preOrder?: boolean;
}

/** In what the variants of a product differ. */
interface Axis {
  readonly name: 'Size' | 'Metal' | 'Color' | 'Length';
  readonly values: readonly string[];
  /** What each costs more than the product, in cents. */
  readonly surcharges: readonly number[];
  /** What each needs besides the parts of the product. */
  readonly parts?: readonly Part[];
}

/** How much of a material goes in: key, hundredths of its unit, and which variant of it. */
export type Part = readonly [material: string, hundredths: number, variant?: number];

/** A material. */
export interface Material {
  readonly key: string;
  readonly name: string;
  readonly category: string;
  readonly unit: string;
  /** For what one unit is bought, in cents; of what is put together, its parts say it. */
  readonly cents?: number;
  /** Attribute of the catalog that describes it. */
  readonly described?: 'stone' | 'charm' | 'color' | 'intention' | 'element';
  readonly variants?: {
    readonly by: 'size' | 'metal';
    readonly values: readonly (readonly [name: string, cents: number])[];
  };
  /** What it is put together from; whole quantities of what is put together itself. */
  readonly parts?: readonly Part[];
}

/** A stone that is sold loose, with its certificate. */
export type Stone = Diamond | Gemstone;

export interface Diamond extends StoneFacts {
  readonly kind: 'diamond';
  readonly shape: DiamondRow['shape'];
  readonly clarity: DiamondRow['clarity'];
}

export interface Gemstone extends StoneFacts {
  readonly kind: 'gemstone';
  readonly shape: string;
  readonly clarity: string;
}

interface StoneFacts {
  readonly name: string;
  readonly color: string;
  /** In thousandths. */
  readonly carat: number;
  /** In whole units of the currency. */
  readonly price: number;
  readonly country: string;
}
