import { PassThrough } from 'node:stream';
import { text } from 'node:stream/consumers';
import { createElement } from 'react';
import { renderToPipeableStream } from 'react-dom/server';
import { expect, it } from 'vitest';
import { withoutNullBytes } from './without-null-bytes.ts';

/** A page whose letters with accents fall on every place of the buffer. */
const page = (shift: number) =>
  createElement(
    'div',
    null,
    ...Array.from({ length: 3_000 }, (_, index) =>
      createElement('p', { key: index }, `${'x'.repeat(shift)}é`),
    ),
  );

it('a page in French has no replacement characters, wherever its accents fall', async () => {
  for (let shift = 0; shift < 7; shift += 1) {
    const body = new PassThrough();
    renderToPipeableStream(page(shift)).pipe(withoutNullBytes()).pipe(body);
    const html = await text(body);
    expect(html.match(/é/g)).toHaveLength(3_000);
    expect(html).not.toMatch(/[\0\uFFFD]/);
  }
});
