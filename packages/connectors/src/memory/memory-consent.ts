import { ok } from '@quayside/core/domain/result';
import type { Consent } from '@quayside/core/ports/consent';
import { z } from 'zod';
import { fail } from '../_kit/failure.ts';
import { say } from './memory-gate.ts';

const choices = z.object({ market: z.string().min(1) });

/** Consent on a toy market: its code is the key itself. */
export const memoryConsent: Consent = {
  choices,
  readStart: ({ from }) => (from === undefined ? null : { market: from }),
  pageUrl({ registration, choices: chosen, state, returnUrl }) {
    const page = new URL(z.object({ url: z.url() }).parse(registration).url);
    page.search = new URLSearchParams({ ...choices.parse(chosen), state, returnUrl }).toString();
    return page.href;
  },
  complete({ choices: chosen, query }) {
    const { market } = choices.parse(chosen);
    const { code } = query;
    if (code === undefined || code === '') {
      return Promise.resolve(
        fail({ kind: 'invalid-input' }, say('memory.refused', { id: market }), 'consent'),
      );
    }
    return Promise.resolve(
      ok({ credentials: { key: code }, settings: { market }, name: `Toy market ${market}` }),
    );
  },
};
