import { describe, expect, it } from 'vitest';
import { classifyTransportError } from './call-outcome.ts';

const error = (code: string, more: object = {}): Error => Object.assign(new Error(code), { code }, more);

describe('classifyTransportError', () => {
  it.each([
    ['nobody listens', error('ECONNREFUSED')],
    ['no such host', new TypeError('fetch failed', { cause: error('ENOTFOUND') })],
    ['no trust', error('CERT_HAS_EXPIRED')],
    ['a time-out while connecting', error('ETIMEDOUT', { syscall: 'connect' })],
    [
      'every address refuses',
      new TypeError('', { cause: new AggregateError([error('ECONNREFUSED'), error('ENETUNREACH')]) }),
    ],
  ])('was never sent: %s', (_, cause) => {
    expect(classifyTransportError(cause).kind).toBe('not-sent');
  });

  it.each([
    ['a time-out', AbortSignal.timeout(0).reason ?? new DOMException('', 'TimeoutError')],
    ['axios gave up', error('ERR_CANCELED')],
    ['the connection broke', error('ECONNRESET')],
    ['a time-out while reading', error('ETIMEDOUT', { syscall: 'read' })],
    ['undici lost the socket', new TypeError('fetch failed', { cause: error('UND_ERR_SOCKET') })],
    ['one address was reached', new AggregateError([error('ECONNREFUSED'), error('ECONNRESET')])],
    ['something else', 'text'],
  ])('may have been sent: %s', (_, cause: unknown) => {
    expect(classifyTransportError(cause).kind).toBe('no-answer');
  });
});
