import { REVIEWS_DE } from './reviews-de.ts';
import { REVIEWS_EL } from './reviews-el.ts';
import { REVIEWS_EN } from './reviews-en.ts';

/** Sentences by the number of stars. */
export type ByStars = Readonly<Record<1 | 2 | 3 | 4 | 5, readonly string[]>>;

/**
 * What reviews say in a language. A comment is put together: a sentence about the goods, one of how they came to be bought, one
 * of the shop. So every sentence has to fit every one of the next part, whatever it is about: "it" is any product, in a parcel
 * that came at some time. What fits some goods alone stands with these, by the code of their line in the assortment.
 */
export interface ReviewTexts {
  readonly titles: ByStars;
  /** Of the goods, whichever they are. */
  readonly goods: ByStars;
  /** Of goods of several lines: what is worn, what stands in a room, what is eaten. */
  readonly groups: readonly { readonly lines: readonly string[]; readonly goods: ByStars }[];
  /** Of goods of one line: praise has four or five stars, doubts two or three. */
  readonly lines: Readonly<
    Record<string, { readonly praise: readonly string[]; readonly doubts: readonly string[] }>
  >;
  /** How it came to be bought. */
  readonly occasions: ByStars;
  /** Of the shop and the parcel. */
  readonly rest: ByStars;
}

/** By the language of a locale; English for those that have none. */
export const REVIEW_TEXTS: Readonly<Record<string, ReviewTexts>> = {
  de: REVIEWS_DE,
  el: REVIEWS_EL,
  en: REVIEWS_EN,
};
