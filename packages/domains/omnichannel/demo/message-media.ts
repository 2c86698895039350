import type { Trade } from '@erp/kit/demo-tenant';
import type { Draw } from '@erp/kit/draw';
import type { Topic, Words } from './phrases.ts';

/** What was sent along with a message. */
export interface MessageMedium {
  readonly type: 'image' | 'video' | 'audio' | 'file' | 'sticker' | 'location' | 'other';
  readonly name: string | null;
  readonly mime: string | null;
  readonly bytes: number | null;
  readonly width: number | null;
  readonly height: number | null;
  readonly seconds: number | null;
}

/** What goes along with a part of a conversation, by topic and by the way it is said. */
export function mediaOf(
  trade: Trade,
  topic: Topic,
  part: Exclude<keyof Words, 'subject'>,
  variant: number,
  draw: Draw,
): readonly MessageMedium[] {
  switch (`${topic} ${part} ${variant % 2}`) {
    case 'damage ask 0':
    case 'damage ask 1':
      return draw.chance(0.2) ? [picture(draw), video(draw)] : [picture(draw)];
    case 'invoice answer 0':
    case 'invoice answer 1':
    case 'invoice reply 0':
      return [file('invoice', draw)];
    case 'hours answer 1':
      return [PLACE];
    case 'praise more 0':
    case 'stock reply 1':
      return [picture(draw)];
    case 'advice more 1':
    case 'care more 1':
      return trade === 'home_goods' ? [picture(draw)] : [];
    case 'wish reply 0':
      return trade === 'jewelry' ? [] : [file('offer', draw)];
    case 'wish reply 1':
      return trade === 'jewelry' ? [picture(draw)] : [];
    case 'spam ask 0':
    case 'spam ask 1':
      return [CARD];
    default:
      return [];
  }
}

/** A spoken message. */
export function voice(draw: Draw): MessageMedium {
  return {
    ...NOTHING,
    type: 'audio',
    name: 'voice.ogg',
    mime: 'audio/ogg',
    bytes: draw.integer(20_000, 180_000),
    seconds: draw.integer(4, 45),
  };
}

/** A sticker. */
export function sticker(draw: Draw): MessageMedium {
  return {
    ...NOTHING,
    type: 'sticker',
    mime: 'image/webp',
    bytes: draw.integer(4_000, 30_000),
    width: 240,
    height: 240,
  };
}

const NOTHING = { name: null, mime: null, bytes: null, width: null, height: null, seconds: null };

const PLACE: MessageMedium = { ...NOTHING, type: 'location' };
const CARD: MessageMedium = { ...NOTHING, type: 'other', name: 'card.vcf', mime: 'text/vcard', bytes: 412 };

function picture(draw: Draw): MessageMedium {
  const upright = draw.chance(0.5);
  return {
    ...NOTHING,
    type: 'image',
    name: `picture-${draw.integer(1_000, 9_999)}.jpg`,
    mime: 'image/jpeg',
    bytes: draw.integer(90_000, 2_400_000),
    width: upright ? 1080 : 1440,
    height: upright ? 1440 : 1080,
  };
}

function video(draw: Draw): MessageMedium {
  return {
    ...NOTHING,
    type: 'video',
    name: `clip-${draw.integer(1_000, 9_999)}.mp4`,
    mime: 'video/mp4',
    bytes: draw.integer(900_000, 9_000_000),
    width: 1080,
    height: 1920,
    seconds: draw.integer(3, 25),
  };
}

function file(what: string, draw: Draw): MessageMedium {
  return {
    ...NOTHING,
    type: 'file',
    name: `${what}.pdf`,
    mime: 'application/pdf',
    bytes: draw.integer(40_000, 300_000),
  };
}
