import { createHmac } from 'node:crypto';

/** A secret in use. */
export interface MaskKey {
  /** Words that stay wherever they stand: numbers of documents, by which a text still names its order. */
  readonly kept: RegExp | undefined;
  /** A keyed digest of a text. */
  digest(purpose: string, text: string): Buffer;
}

/**
 * Takes a secret into use.
 *
 * @param kept words that stay wherever they stand; with the flag g.
 */
export function maskKey(secret: string, kept?: RegExp): MaskKey {
  return {
    kept,
    digest: (purpose, text) => createHmac('sha256', secret).update(`${purpose}\0${text}`).digest(),
  };
}

/** From so many letters and digits on, two texts do not become the same by chance. */
const LONG = 16;

const ROUNDS = 6;

/** ASCII letters, so that what comes out can be pronounced where what went in could. */
const SPOKEN = ['aeiou', 'bcdfghjklmnpqrstvwxyz', 'AEIOU', 'BCDFGHJKLMNPQRSTVWXYZ', '0123456789'];
const HEX = ['0123456789abcdef', '0123456789ABCDEF'];

/**
 * Replaces every letter by another of its script and case, vowels by vowels, and every digit by another digit; the rest
 * stays. The same text becomes the same text. Short texts never become the same as another one (a Feistel network over
 * the letters), long ones only by a chance of one in 10^18.
 *
 * @param hex letters and digits are hexadecimal.
 */
export function scramble(key: MaskKey, text: string, hex = false): string {
  const stays = key.kept === undefined || hex ? [] : [...text.matchAll(key.kept)];
  if (stays.length > 0) return scrambleAround(key, text, stays);
  const chars = Array.from(text);
  const places: number[] = [];
  const alphabets: string[][] = [];
  for (const [place, char] of chars.entries()) {
    const alphabet = alphabetOf(char, hex);
    if (alphabet === undefined) continue;
    places.push(place);
    alphabets.push(alphabet);
  }
  if (places.length === 0) return text;
  const digits = places.map((place, i) => (alphabets[i] as string[]).indexOf(chars[place] as string));
  const shape = alphabets.map((alphabet) => alphabet[0]).join('');
  const replaced =
    places.length < LONG ? permute(key, shape, digits, alphabets) : shift(key, text, digits, alphabets);
  for (const [i, place] of places.entries()) chars[place] = alphabets[i]?.[replaced[i] as number] as string;
  return chars.join('');
}

/** What is left of a text when words of it stay, each piece by itself. */
function scrambleAround(key: MaskKey, text: string, stays: readonly RegExpExecArray[]): string {
  const plain: MaskKey = { kept: undefined, digest: key.digest };
  let [done, from] = ['', 0];
  for (const { 0: word, index } of stays) {
    done += scramble(plain, text.slice(from, index)) + word;
    from = index + word.length;
  }
  return done + scramble(plain, text.slice(from));
}

/** A half of the letters as one number, and how many letters each place may have. */
interface Half {
  readonly sizes: readonly bigint[];
  value: bigint;
}

/** A permutation of all texts of one shape: each half is moved on by what the key makes of the other. */
function permute(
  key: MaskKey,
  shape: string,
  digits: readonly number[],
  alphabets: readonly string[][],
): number[] {
  const middle = Math.ceil(digits.length / 2);
  const sizes = alphabets.map(({ length }) => BigInt(length));
  const halves: readonly Half[] = [
    { sizes: sizes.slice(0, middle), value: numberOf(digits.slice(0, middle), sizes.slice(0, middle)) },
    { sizes: sizes.slice(middle), value: numberOf(digits.slice(middle), sizes.slice(middle)) },
  ];
  for (let round = 0; round < ROUNDS; round += 1) {
    const [moved, other] = (round % 2 === 0 ? halves : [...halves].reverse()) as [Half, Half];
    const all = moved.sizes.reduce((product, size) => product * size, 1n);
    const step = BigInt(`0x${key.digest(`round ${round} ${shape}`, String(other.value)).toString('hex')}`);
    moved.value = (moved.value + step) % all;
  }
  return halves.flatMap(({ value, sizes: own }) => digitsOf(value, own));
}

/** Moves each letter on by what the key makes of the whole text. */
function shift(
  key: MaskKey,
  text: string,
  digits: readonly number[],
  alphabets: readonly string[][],
): number[] {
  let block: Buffer = Buffer.alloc(0);
  return digits.map((digit, place) => {
    const byte = (place * 2) % 32;
    if (byte === 0) block = key.digest(`block ${place}`, text);
    const size = alphabets[place]?.length ?? 1;
    // Never by nothing: a letter that stays is a letter that is known.
    return size === 1 ? digit : (digit + 1 + (block.readUInt16BE(byte) % (size - 1))) % size;
  });
}

function numberOf(digits: readonly number[], sizes: readonly bigint[]): bigint {
  return digits.reduce((sum, digit, place) => sum * (sizes[place] ?? 1n) + BigInt(digit), 0n);
}

function digitsOf(value: bigint, sizes: readonly bigint[]): number[] {
  const digits: number[] = [];
  let left = value;
  for (const size of [...sizes].reverse()) {
    digits.unshift(Number(left % size));
    left /= size;
  }
  return digits;
}

const known = new Map<string, string[] | undefined>();

function alphabetOf(char: string, hex: boolean): string[] | undefined {
  const name = hex ? `hex ${char}` : char;
  if (!known.has(name)) {
    const ascii = [...(hex ? HEX : []), ...SPOKEN].find((each) => each.includes(char));
    known.set(name, ascii === undefined ? neighbors(char) : Array.from(ascii));
  }
  return known.get(name);
}

const CATEGORIES = [/^\p{Lu}$/u, /^\p{Ll}$/u, /^\p{Lo}$/u, /^\p{Nd}$/u];

/** Letters of the same kind nearby, which are of the same script; nothing for what is no letter. */
function neighbors(char: string): string[] | undefined {
  const category = CATEGORIES.find((each) => each.test(char));
  if (category === undefined) return undefined;
  const start = Math.floor((char.codePointAt(0) ?? 0) / 128) * 128;
  return Array.from({ length: 128 }, (_, place) => String.fromCodePoint(start + place)).filter(
    (each) => category.test(each) && (category !== CATEGORIES[1] || each.toLowerCase() === each),
  );
}
