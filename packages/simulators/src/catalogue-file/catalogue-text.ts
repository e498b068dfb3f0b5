import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';

/** A file that holds no catalogue at all; the message is a part of a sentence, such as `is an Excel workbook`. */
export class NoCatalogue extends Error {}

/** A file's text, and what should be said of how it was read. */
export interface CatalogueText {
  /** The beginning: enough for any heading. */
  readonly head: string;
  readonly chunks: AsyncIterable<string>;
  /** Undefined for UTF-8, which is what WooCommerce writes. */
  readonly remark: string | undefined;
}

type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1252';

const HEAD_BYTES = 64 * 1024;
const CHUNK_BYTES = 1024 * 1024;

/**
 * Opens a file as text, in whatever encoding it is: by its mark, by the zeros that UTF-16 has in every Latin letter, or by being valid UTF-8. What is none of
 * these is taken for Windows-1252, which holds ISO-8859-1 and which old spreadsheets write; that is said, since other old encodings look the same.
 *
 * @throws NoCatalogue for what is no text, and the errors of the file system.
 */
export async function openText(path: string): Promise<CatalogueText> {
  const head = await readHead(path);
  const { encoding, remark } = await findEncoding(path, head);
  return {
    head: new TextDecoder(encoding).decode(head, { stream: true }),
    chunks: decoded(path, encoding),
    remark,
  };
}

async function readHead(path: string): Promise<Buffer> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(HEAD_BYTES), 0, HEAD_BYTES, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}

async function findEncoding(
  path: string,
  head: Buffer,
): Promise<{ readonly encoding: Encoding; readonly remark: string | undefined }> {
  if (head.subarray(0, 4).toString('latin1') === 'PK\u0003\u0004') {
    throw new NoCatalogue(
      'is an Excel workbook or another archive, no CSV file: save it as “CSV UTF-8” first',
    );
  }
  const marked = utf16Mark(head) ?? utf16ByZeros(head);
  if (marked !== undefined) {
    return { encoding: marked, remark: 'The file is in UTF-16, not UTF-8, and was read so' };
  }
  // eslint-disable-next-line no-control-regex -- text has none of these, pictures and programs have many
  if (/[\u0000-\u0008\u000e-\u001a]/.test(head.toString('latin1'))) throw new NoCatalogue('is no text');
  const { letters, broken } = await countLetters(path);
  if (broken === 0) return { encoding: 'utf-8', remark: undefined };
  if (letters > broken) {
    const remark = `${broken} letters of the file are no UTF-8, unlike the rest, and were replaced by “\uFFFD”`;
    return { encoding: 'utf-8', remark };
  }
  const remark =
    'The file is not in UTF-8 and was read as Windows-1252, which Western European spreadsheets write; if names with accents look wrong, export it again as UTF-8';
  return { encoding: 'windows-1252', remark };
}

function utf16Mark(head: Buffer): Encoding | undefined {
  if (head[0] === 0xff && head[1] === 0xfe) return 'utf-16le';
  return head[0] === 0xfe && head[1] === 0xff ? 'utf-16be' : undefined;
}

/** Most letters of a heading are Latin, and their upper byte is 0. */
function utf16ByZeros(head: Buffer): Encoding | undefined {
  let even = 0;
  let odd = 0;
  for (const [index, byte] of head.entries()) {
    if (byte !== 0) continue;
    if (index % 2 === 0) even += 1;
    else odd += 1;
  }
  const pairs = head.length / 2;
  if (odd > pairs * 0.4 && even < pairs * 0.02) return 'utf-16le';
  return even > pairs * 0.4 && odd < pairs * 0.02 ? 'utf-16be' : undefined;
}

/** How many letters outside ASCII a file has as UTF-8, and how many pieces that are no UTF-8. */
async function countLetters(path: string): Promise<{ letters: number; broken: number }> {
  let letters = 0;
  let broken = 0;
  for await (const chunk of decoded(path, 'utf-8')) {
    for (const [run] of chunk.matchAll(/[\u0080-\uffff]+/g)) {
      const replaced = run.split('\uFFFD').length - 1;
      broken += replaced;
      letters += run.length - replaced;
    }
  }
  return { letters, broken };
}

async function* decoded(path: string, encoding: Encoding): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding);
  for await (const chunk of createReadStream(path, { highWaterMark: CHUNK_BYTES })) {
    yield decoder.decode(chunk as Buffer, { stream: true });
  }
  yield decoder.decode();
}
