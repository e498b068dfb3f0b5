import { answerTooLarge, classifyTransportError, type CallOutcome } from './call-outcome.ts';

export interface HttpRequest {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  /** The whole exchange, body included, must be over by then. */
  readonly timeoutMs: number;
  /** An answer longer than this is given up. */
  readonly maxBytes?: number;
}

/** Far above the largest page of any platform (100 orders of Amazon are about 1 MB). */
const defaultMaxBytes = 20 * 1024 * 1024;

/**
 * One HTTP exchange. Redirects are never followed: the credentials in the headers belong to this host only, and a redirected write would be
 * repeated as a read.
 */
export async function sendHttp(request: HttpRequest): Promise<CallOutcome> {
  const { method, url, headers, body, timeoutMs } = request;
  try {
    const response = await fetch(url, {
      method,
      headers,
      redirect: 'manual',
      signal: AbortSignal.timeout(timeoutMs),
      ...(body === undefined ? {} : { body }),
    });
    const text = await readLimited(response, request.maxBytes ?? defaultMaxBytes);
    if (text === null) return { kind: 'no-answer', reason: answerTooLarge };
    return {
      kind: 'answer',
      status: response.status,
      headers: Object.fromEntries(response.headers),
      body: text,
    };
  } catch (error) {
    return classifyTransportError(error);
  }
}

async function readLimited(response: Response, maxBytes: number): Promise<string | null> {
  if (response.body === null) return '';
  const decoder = new TextDecoder();
  let text = '';
  let bytes = 0;
  for await (const chunk of response.body as ReadableStream<Uint8Array>) {
    bytes += chunk.byteLength;
    if (bytes > maxBytes) return null;
    text += decoder.decode(chunk, { stream: true });
  }
  return text + decoder.decode();
}
