import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { isHttpsOrLoopback } from './address-check.ts';
import { packPageToken, unpackPageToken } from './page-token.ts';
import { parseJsonBody, readAs } from './parse-json.ts';
import { parseRetryAfter } from './retry-after.ts';
import { sendHttp } from './send-http.ts';

const closing: (() => void)[] = [];
afterEach(() => {
  for (const close of closing.splice(0)) close();
});

async function serve(listener: RequestListener): Promise<string> {
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closing.push(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
}

const get = (url: string, more: { timeoutMs?: number; maxBytes?: number } = {}) =>
  sendHttp({ method: 'GET', url, headers: {}, timeoutMs: 2_000, ...more });

describe('sendHttp', () => {
  it('never follows a redirect', async () => {
    let elsewhere = 0;
    const other = await serve((_, response) => {
      elsewhere += 1;
      response.end();
    });
    const url = await serve((_, response) => response.writeHead(302, { location: other }).end());
    expect(await get(url)).toMatchObject({ kind: 'answer', status: 302, headers: { location: other } });
    expect(elsewhere).toBe(0);
  });

  it('gives up a body that never ends, by size and by time', async () => {
    const url = await serve((_, response) => {
      response.write('x'.repeat(5_000));
    });
    expect(await get(url, { maxBytes: 1_000 })).toEqual({ kind: 'no-answer', reason: 'answer-too-large' });
    expect(await get(url, { timeoutMs: 100 })).toMatchObject({ kind: 'no-answer' });
  });
});

describe('parseRetryAfter', () => {
  const now = Date.parse('2026-11-21T10:00:00Z');
  it('reads seconds and dates, and nothing else', () => {
    expect(parseRetryAfter('5', now)).toBe(5_000);
    expect(parseRetryAfter('Sat, 21 Nov 2026 10:01:00 GMT', now)).toBe(60_000);
    expect(parseRetryAfter('Sat, 21 Nov 2026 09:00:00 GMT', now)).toBe(0);
    for (const text of [undefined, '', 'soon', '-3', '1.5']) expect(parseRetryAfter(text, now)).toBeNull();
  });
});

describe('page tokens', () => {
  const position = z.object({ offset: z.number() });
  it('come back as they went, and are refused when they are of another kind', () => {
    expect(unpackPageToken(packPageToken({ offset: 7 }), position)).toEqual({ offset: 7 });
    for (const token of ['', 'x', packPageToken({ page: 7 })])
      expect(unpackPageToken(token, position)).toBeUndefined();
  });
});

describe('reading answers', () => {
  it('takes JSON by its content type only', () => {
    const body = '{"a":1}';
    expect(parseJsonBody({ headers: { 'content-type': 'application/json; charset=UTF-8' }, body })).toEqual({
      a: 1,
    });
    expect(parseJsonBody({ headers: { 'content-type': 'application/problem+json' }, body })).toEqual({
      a: 1,
    });
    expect(parseJsonBody({ headers: { 'content-type': 'text/html' }, body })).toBeUndefined();
    expect(
      parseJsonBody({ headers: { 'content-type': 'application/json' }, body: '<br />{}' }),
    ).toBeUndefined();
  });

  it('names what it cannot read without quoting it', () => {
    const read = readAs(z.object({ billing: z.object({ email: z.email() }) }), {
      billing: { email: 'Camille' },
    });
    expect(read).toEqual({ ok: false, error: 'billing.email (invalid_format)' });
  });
});

describe('isHttpsOrLoopback', () => {
  it('lets credentials go over https, or stay on this machine', () => {
    for (const text of [
      'https://api.example',
      'http://127.0.0.1:80/x',
      'http://localhost:1',
      'http://[::1]:9',
    ]) {
      expect(isHttpsOrLoopback(text), text).toBe(true);
    }
    for (const text of ['http://api.example', 'http://127.0.0.1.example', 'ftp://127.0.0.1', 'nothing']) {
      expect(isHttpsOrLoopback(text), text).toBe(false);
    }
  });
});
