import type { DemoTenant } from './demo-tenant.ts';

/**
 * Telephone numbers in E.164 form that belong to nobody: from ranges that authorities keep free for film and fiction. No
 * two of a tenant are the same: people have mobile numbers as long as there are some, then those of landlines.
 *
 * Sources: Ofcom, "Telephone numbers for use in TV and radio drama programmes"; Bundesnetzagentur, Mitteilung 148/2021,
 * Amtsblatt 7/2021; ARCEP, décision 2018-0881; North American Numbering Plan Administrator, 555-0100 to 555-0199 in every
 * area. The Greek authority keeps none for fiction, but a whole series of its plan for the future: numbers that begin with a 3
 * are nobody's (EETT, National Numbering Plan). Where no authority keeps any, nobody has a number.
 */
interface Ranges {
  readonly mobile: readonly string[];
  readonly landline: readonly string[];
}

/** A number of the business itself, by its place among them, from 0 to 99; undefined where the country has none. */
export function businessPhone(tenant: DemoTenant, place: number): string | undefined {
  const { landline } = rangesOf(tenant);
  return place < BUSINESS ? numberAt(landline, place) : undefined;
}

/** The number of a person, counted from 0; undefined where all numbers of the country are taken. */
export function personPhone(tenant: DemoTenant, person: number): string | undefined {
  const { mobile, landline } = rangesOf(tenant);
  const mobiles = sizeOf(mobile) - strangersOf(tenant);
  if (person < mobiles) return numberAt(mobile, shuffled(tenant, person, mobiles));
  const left = sizeOf(landline) - BUSINESS;
  const place = person - mobiles;
  return place < left ? numberAt(landline, BUSINESS + shuffled(tenant, place, left)) : undefined;
}

/** Whether the person's number is one that can be texted. */
export function hasMobile(tenant: DemoTenant, person: number): boolean {
  return person < sizeOf(rangesOf(tenant).mobile) - strangersOf(tenant);
}

/** A mobile number of somebody who is no person of ours, counted from 0; undefined where all are taken. */
export function strangerPhone(tenant: DemoTenant, stranger: number): string | undefined {
  const { mobile } = rangesOf(tenant);
  return stranger < strangersOf(tenant) ? numberAt(mobile, sizeOf(mobile) - 1 - stranger) : undefined;
}

/** Numbers that a business keeps for itself. */
const BUSINESS = 100;

/** How many numbers are left to strangers. */
function strangersOf(tenant: DemoTenant): number {
  return Math.floor(sizeOf(rangesOf(tenant).mobile) / 12);
}

/** Who is known after each other has numbers that lie apart, each its own. */
function shuffled(tenant: DemoTenant, place: number, count: number): number {
  const start = Math.abs(tenant.key) % count;
  // A prime larger than any range is a stride that comes to every number once.
  return (place * 50_331_653 + start) % count;
}

const sizes = new Map<readonly string[], number>();

/** How many numbers ranges hold; an x stands for any digit. */
function sizeOf(ranges: readonly string[]): number {
  let size = sizes.get(ranges);
  if (size === undefined) {
    size = ranges.reduce((sum, range) => sum + countOf(range), 0);
    sizes.set(ranges, size);
  }
  return size;
}

const countOf = (range: string) => 10 ** (range.length - range.replaceAll('x', '').length);

function numberAt(ranges: readonly string[], place: number): string | undefined {
  let left = place;
  for (const range of ranges) {
    const count = countOf(range);
    if (left < count) {
      const digits = String(left).padStart(range.length, '0');
      return [...range].map((char, index) => (char === 'x' ? digits[index] : char)).join('');
    }
    left -= count;
  }
  return undefined;
}

function rangesOf({ country }: DemoTenant): Ranges {
  return RANGES[country] ?? NONE;
}

const NONE: Ranges = { mobile: [], landline: [] };

/** Areas of the United States; a number in one of them may be a mobile one. */
const AREAS = (
  '201 202 203 205 206 207 208 209 210 212 213 214 215 216 217 218 219 224 225 228 229 231 234 239 240 248 251 252 253 ' +
  '254 256 260 262 267 269 270 276 281 301 302 303 304 305 307 308 309 310 312 313 314 315 316 317 318 319 320 321 323 ' +
  '325 330 334 336 337 339 347 351 352 360 361 386 401 402 404 405 406 407 408 409 410 412 413 414 415 417 419 423 425 ' +
  '430 432 434 435 440 443 469 478 479 480 484 501 502 503 504 505 507 508 509 510 512 513 515 516 517 518 520 530 540 ' +
  '541 551 559 561 562 563 567 570 571 573 574 580 585 586 601 602 603 605 606 607 608 609 610 612 614 615 616 617 618 ' +
  '619 620 623 626 630 631 636 641 646 650 651 660 661 662 678 682 701 702 703 704 706 707 708 712 713 714 715 716 717 ' +
  '718 719 720 724 727 731 732 734 740 754 757 760 763 765 770 772 773 774 775 781 785 786 801 802 803 804 805 806 810 ' +
  '812 813 814 815 816 817 818 828 830 831 832 843 845 847 850 856 857 858 859 860 863 864 865 870 901 903 904 906 908 ' +
  '909 910 912 913 914 915 916 918 919 920 925 928 931 936 937 940 941 947 949 951 952 954 956 970 971 972 973 978 979 ' +
  '980 985 989'
).split(' ');

const RANGES: Readonly<Record<string, Ranges>> = {
  GB: {
    mobile: ['+447700900xxx'],
    landline: [
      '+442079460xxx',
      '+441134960xxx',
      '+441144960xxx',
      '+441154960xxx',
      '+441164960xxx',
      '+441174960xxx',
      '+441184960xxx',
      '+441214960xxx',
      '+441314960xxx',
      '+441414960xxx',
      '+441514960xxx',
      '+441614960xxx',
      '+441914980xxx',
      '+442896496xxx',
      '+442920180xxx',
      '+441632960xxx',
    ],
  },
  DE: {
    mobile: [
      '+4917139200xx',
      '+49176040690xx',
      '+4915228817386',
      '+4915228895456',
      '+4915254599371',
      '+491729925904',
      '+491729968532',
      '+491729973185',
      '+491729973186',
      '+491729980752',
      '+491749091317',
      '+491749464308',
    ],
    landline: ['+493023125xxx', '+496990009xxx', '+494066969xxx', '+492214710xxx', '+498999998xxx'],
  },
  // As numbers begin in Greece, with 69 and 21, behind the 3.
  GR: { mobile: ['+30369000xxxx'], landline: ['+30321000xxxx'] },
  US: {
    mobile: AREAS.slice(1).map((area) => `+1${area}55501xx`),
    landline: AREAS.slice(0, 1).map((area) => `+1${area}55501xx`),
  },
};
