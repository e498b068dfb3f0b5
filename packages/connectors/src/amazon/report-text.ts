/**
 * Decodes a report as it comes in. Amazon names the encoding of a flat file in its content type: `Cp1252` mostly, `UTF-8` and `Shift_JIS` in others
 * (amzn/selling-partner-api-models issues 2748 and 2293). Where it names none, or one that nobody knows, it is UTF-8 as long as the bytes are, and
 * windows-1252 from the first one on that is not.
 */
export async function* decodeReport(
  chunks: AsyncIterable<Uint8Array>,
  contentType: string,
): AsyncIterable<string> {
  const named = namedDecoder(contentType);
  let decoder = named ?? new TextDecoder('utf-8', { fatal: true });
  /** The end of the chunk before: bytes of a character that may go on in the next. */
  let held = Buffer.alloc(0);
  for await (const chunk of chunks) {
    if (named !== null || !decoder.fatal) {
      yield decoder.decode(chunk, { stream: true });
      continue;
    }
    const bytes = Buffer.concat([held, chunk]);
    const end = wholeCharacters(bytes);
    try {
      const text = decoder.decode(bytes.subarray(0, end));
      held = Buffer.from(bytes.subarray(end));
      yield text;
    } catch {
      decoder = new TextDecoder('windows-1252');
      yield decoder.decode(bytes, { stream: true });
      held = Buffer.alloc(0);
    }
  }
  // What is held now is the beginning of a character that never ended: no UTF-8 after all.
  if (held.length > 0) yield new TextDecoder('windows-1252').decode(held);
  else if (named !== null || !decoder.fatal) yield decoder.decode();
}

/** @returns `null` when the content type names no encoding that is known. */
function namedDecoder(contentType: string): TextDecoder | null {
  const label = /charset\s*=\s*"?([\w.:-]+)/i.exec(contentType)?.[1];
  if (label === undefined) return null;
  try {
    return new TextDecoder(label);
  } catch {
    return null;
  }
}

/** How many bytes, at most the last three left out, do not cut a UTF-8 character short. */
function wholeCharacters(bytes: Buffer): number {
  for (let back = 1; back <= Math.min(3, bytes.length); back += 1) {
    const byte = bytes[bytes.length - back] ?? 0;
    // A byte that begins a character of more bytes than there are.
    if (byte >= 0xc0)
      return byte >= 0xf0 || (byte >= 0xe0 && back <= 2) || back === 1 ? bytes.length - back : bytes.length;
    if (byte < 0x80) return bytes.length;
  }
  return bytes.length;
}
