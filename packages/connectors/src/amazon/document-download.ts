import { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { isHttpsOrLoopback } from '../_kit/address-check.ts';
import { classifyTransportError, type CallOutcome, type HttpAnswer } from '../_kit/call-outcome.ts';

export interface OpenedDocument {
  readonly kind: 'document';
  /** Unpacked, as it comes in. Throws when the exchange breaks off. */
  readonly bytes: AsyncIterable<Uint8Array>;
  readonly contentType: string;
}

/**
 * Opens a document at the address that Amazon gave: read as it comes in. The address itself is the permission, so no credential goes along, and no redirect is
 * followed.
 *
 * @param timeoutMs how long may pass between two pieces of the file.
 * @returns a failed exchange, or an answer that is not the document.
 */
export async function openDocument(url: string, timeoutMs: number): Promise<OpenedDocument | CallOutcome> {
  if (!isHttpsOrLoopback(url)) return { kind: 'not-sent', reason: 'not-https' };
  const patience = startPatience(timeoutMs);
  try {
    const response = await fetch(url, { redirect: 'manual', signal: patience.signal });
    if (response.status === 200 && response.body !== null) {
      const contentType = response.headers.get('content-type') ?? '';
      return { kind: 'document', bytes: unpack(patience.over(response.body)), contentType };
    }
    await response.body?.cancel();
    patience.end();
    return emptyAnswer(response);
  } catch (error) {
    patience.end();
    return classifyTransportError(error);
  }
}

/** `compressionAlgorithm` says so, too; the bytes cannot be wrong about it. */
async function* unpack(bytes: AsyncIterable<Uint8Array>): AsyncIterable<Uint8Array> {
  const iterator = bytes[Symbol.asyncIterator]();
  const first = await iterator.next();
  if (first.done === true) return;
  const all = startingWith(first.value, iterator);
  const isGzip = first.value[0] === 0x1f && first.value[1] === 0x8b;
  if (!isGzip) {
    yield* all;
    return;
  }
  const source = Readable.from(all);
  const unzipped = source.pipe(createGunzip());
  source.on('error', (error) => unzipped.destroy(error));
  try {
    yield* unzipped as AsyncIterable<Uint8Array>;
  } finally {
    source.destroy();
    unzipped.destroy();
  }
}

async function* startingWith(first: Uint8Array, rest: AsyncIterator<Uint8Array>): AsyncIterable<Uint8Array> {
  try {
    yield first;
    for (let next = await rest.next(); next.done !== true; next = await rest.next()) yield next.value;
  } finally {
    await rest.return?.();
  }
}

/** Gives a stalled exchange up, and only a stalled one: a reader may take as long as it likes over what it has. */
function startPatience(timeoutMs: number) {
  const controller = new AbortController();
  let timer = wait();
  function wait(): NodeJS.Timeout {
    return setTimeout(() => {
      controller.abort(new DOMException('The document came to a standstill', 'TimeoutError'));
    }, timeoutMs);
  }
  return {
    signal: controller.signal,
    end() {
      clearTimeout(timer);
    },
    async *over(body: ReadableStream<Uint8Array>): AsyncIterable<Uint8Array> {
      try {
        for await (const chunk of body) {
          clearTimeout(timer);
          yield chunk;
          timer = wait();
        }
      } finally {
        clearTimeout(timer);
      }
    },
  };
}

function emptyAnswer({ status, headers }: Response): HttpAnswer {
  return { kind: 'answer', status, headers: Object.fromEntries(headers), body: '' };
}
