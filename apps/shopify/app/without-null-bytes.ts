import { Transform } from 'node:stream';

/**
 * Takes null bytes out of a page. React 18 sends its buffer of 2,048 bytes whole when the next letter needs more bytes than are left in it, so that one to three
 * null bytes stand before a letter with an accent, and browsers show a replacement character there. HTML has no null bytes of its own.
 */
export function withoutNullBytes(): Transform {
  return new Transform({
    transform(chunk: Uint8Array, _encoding, done) {
      done(null, chunk.includes(0) ? chunk.filter((byte) => byte !== 0) : chunk);
    },
  });
}
