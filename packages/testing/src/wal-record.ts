import type { LockStrength } from './lock-strength.ts';

/** A record of the write-ahead log as pg_walinspect describes it. */
export interface WalRecord {
  readonly xid: string;
  /** Resource manager and record type, such as `Heap LOCK`. */
  readonly type: string;
  readonly description: string;
  readonly blocks: string | null;
}

/** What a record says of rows. A place is file, block and line of a row version. */
type RowChange =
  | {
      readonly kind: 'rows';
      readonly file: string;
      readonly made: readonly string[];
      readonly locked?: { readonly place: string; readonly strength: LockStrength; readonly group?: string };
    }
  | {
      readonly kind: 'group';
      readonly group: string;
      readonly members: ReadonlyMap<string, LockStrength>;
    };

/** Reads what a record of a table's rows says, or of transactions that lock one row together; undefined for others. */
export function readWalRecord(record: WalRecord): RowChange | undefined {
  const { type, description } = record;
  if (type === 'MultiXact CREATE_ID') return readGroup(description);
  const command = /^Heap2? ([A-Z_]+)/.exec(type)?.[1];
  const [first, second] = blocksOf(record.blocks ?? '');
  if (first === undefined) return undefined;
  const at = (block: Block, line: string | undefined) => `${first.file}/${block.number},${line}`;
  switch (command) {
    case 'INSERT':
      return { kind: 'rows', file: first.file, made: [at(first, numberAfter(description, 'off'))] };
    case 'MULTI_INSERT': {
      const lines = /offsets: \[([\d, ]+)\]/.exec(description)?.[1]?.split(', ') ?? [];
      return { kind: 'rows', file: first.file, made: lines.map((line) => at(first, line)) };
    }
    case 'UPDATE':
    case 'HOT_UPDATE': {
      // The new version comes first; the block of the old one is named where it is another.
      const strength = /old_infobits: \[[^\]]*KEYS_UPDATED/.test(description) ? 'update' : 'no key update';
      const place = at(second ?? first, numberAfter(description, 'old_off'));
      const made = [at(first, numberAfter(description, 'new_off'))];
      return { kind: 'rows', file: first.file, made, locked: { place, strength } };
    }
    case 'DELETE': {
      const place = at(first, numberAfter(description, 'off'));
      return { kind: 'rows', file: first.file, made: [], locked: { place, strength: 'update' } };
    }
    case 'LOCK': {
      const bits = /infobits: \[([^\]]*)\]/.exec(description)?.[1] ?? '';
      const place = at(first, numberAfter(description, 'off'));
      const group = bits.includes('IS_MULTI') ? { group: numberAfter(description, 'xmax') } : {};
      return {
        kind: 'rows',
        file: first.file,
        made: [],
        locked: { place, strength: strengthOf(bits), ...group },
      };
    }
    default:
      return undefined;
  }
}

interface Block {
  readonly file: string;
  readonly number: string;
}

function blocksOf(blocks: string): Block[] {
  return [...blocks.matchAll(/rel \d+\/\d+\/(\d+) fork main blk (\d+)/g)].map(([, file, number]) => ({
    file: file ?? '',
    number: number ?? '',
  }));
}

function numberAfter(description: string, word: string): string {
  return new RegExp(`(?:^|[ ,])${word}: (\\d+)`).exec(description)?.[1] ?? '';
}

function strengthOf(bits: string): LockStrength {
  if (bits.includes('KEYSHR_LOCK')) return bits.includes('EXCL_LOCK') ? 'share' : 'key share';
  return bits.includes('KEYS_UPDATED') ? 'update' : 'no key update';
}

const MEMBERS: Readonly<Record<string, LockStrength>> = {
  keysh: 'key share',
  sh: 'share',
  fornokeyupd: 'no key update',
  forupd: 'update',
  nokeyupd: 'no key update',
  upd: 'update',
};

function readGroup(description: string): RowChange {
  const members = [...description.matchAll(/(\d+) \((\w+)\)/g)].map(
    ([, xid, word]) => [xid ?? '', MEMBERS[word ?? ''] ?? 'key share'] as const,
  );
  return { kind: 'group', group: /^(\d+)/.exec(description)?.[1] ?? '', members: new Map(members) };
}
