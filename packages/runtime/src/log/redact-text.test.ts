import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createLogCapture } from './log-capture.ts';

describe('what looks like a credential or a person is hidden without being registered', () => {
  test.each([
    [
      'GET https://shop.example/wp-json/wc/v3/orders?consumer_key=KKK111222&consumer_secret=SSS111222&page=2',
      ['KKK111222', 'SSS111222'],
      'page=2',
    ],
    [
      'https://x.example/?oauth_consumer_key=KKK111&oauth_signature=abc%2Bdef&oauth_nonce=n0n',
      ['KKK111', 'abc%2Bdef', 'n0n'],
      'x.example',
    ],
    [
      'grant_type=refresh_token&refresh_token=RRR111222&client_secret=CCC111222',
      ['RRR111222', 'CCC111222'],
      'grant_type',
    ],
    ['{"access_token":"AAA\\"111222","expires_in":3600}', ['AAA', '111222'], 'expires_in'],
    ["{ client_secret: 'CCC111222', n: 1 }", ['CCC111222'], 'n: 1'],
    ['Atzr|IwEBIA-abc_def sent', ['IwEBIA-abc_def'], 'sent'],
    ['token Atza|IwEBIJ/x+y== used', ['IwEBIJ/x+y=='], 'used'],
    ['amzn1.oa2-cs.v1.deadbeef00', ['deadbeef00'], ''],
    ['key ck_1234567890abcdef and cs_fedcba0987654321', ['1234567890abcdef', 'fedcba0987654321'], 'and'],
    ['shpat_0123456789abcdef0123456789abcdef', ['0123456789abcdef'], ''],
    ['Authorization: Bearer abc.def-ghi123', ['abc.def-ghi123'], 'Authorization'],
    ['authorization=Basic Y2tfMTpjc18y', ['Y2tfMTpjc18y'], ''],
    ['eyJhbGciOiJIUzI1NiJ9.eyJpc3MiOiJzaG9wIn0.c2lnbmF0dXJl', ['eyJpc3MiOiJzaG9wIn0', 'c2lnbmF0dXJl'], ''],
    ['postgresql://quay:s1de-pass@db.example:5432/q', ['s1de-pass'], 'db.example'],
    ['sent to ada.lovelace+shop@mail.example.co.uk today', ['ada.lovelace', 'mail.example'], 'today'],
    ['?email=ada%40mail.example&x=1', ['ada%40mail', 'mail.example'], 'x=1'],
    ['jürgen@bücher.example', ['jürgen', 'bücher'], ''],
  ])('%s', (text, hidden, kept) => {
    const { log, lines, last } = createLogCapture();
    log.warn('call-failed', { text, error: new Error(text), list: [{ text }] });
    for (const each of hidden) expect(lines[0]).not.toContain(each);
    expect(String(last()['text'])).toContain(kept);
  });

  test('any e-mail address', () => {
    fc.assert(
      fc.property(fc.emailAddress(), (address) => {
        const { log, lines } = createLogCapture();
        log.info('order-imported', { text: `to ${address}, thanks` });
        expect(lines[0]).not.toContain(address);
      }),
    );
  });
});
