const LINE_END = 10;

/**
 * Cuts a stream of lines into blocks of whole lines.
 *
 * @param size bytes from which a block is given away; a block is larger where a line is.
 */
export async function* lineBlocks(bytes: AsyncIterable<Uint8Array>, size: number): AsyncGenerator<Buffer> {
  let parts: Uint8Array[] = [];
  let held = 0;
  for await (const part of bytes) {
    parts.push(part);
    held += part.length;
    if (held < size) continue;
    const whole = Buffer.concat(parts, held);
    const end = whole.lastIndexOf(LINE_END) + 1;
    if (end > 0) yield whole.subarray(0, end);
    parts = end === held ? [] : [whole.subarray(end)];
    held -= end;
  }
  if (held > 0) yield Buffer.concat(parts, held);
}
