import * as crypto from 'node:crypto';
import type { IdSource } from '@quayside/core/ports/id-source';

/** In time order where this Node can (version 7), so that new rows lie together in their indexes. */
const nextId: () => string =
  'randomUUIDv7' in crypto && typeof crypto.randomUUIDv7 === 'function'
    ? crypto.randomUUIDv7
    : crypto.randomUUID;

export const randomIds: IdSource = {
  next: () => nextId(),
  // Hexadecimal: some shops decode anything but letters and digits before they sign with it.
  secret: () => crypto.randomBytes(32).toString('hex'),
};
