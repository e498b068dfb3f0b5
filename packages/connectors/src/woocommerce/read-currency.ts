import { plus, type Instant } from '@quayside/core/domain/instant';
import { parseCurrency, type CurrencyCode } from '@quayside/core/domain/money';
import type { Clock } from '@quayside/core/ports/clock';
import type { Answer } from '@quayside/core/ports/connector';
import { ok } from '@quayside/core/domain/result';
import { z } from 'zod';
import type { WooClient } from './client.ts';
import { mapUnreadable } from './errors.ts';

const current = z.object({ code: z.string() });

/** Reads the shop's currency. Products do not carry it. */
export async function readCurrency(client: WooClient): Answer<CurrencyCode> {
  const answer = await client.call({
    method: 'get',
    endpoint: 'data/currencies/current',
    query: { _fields: 'code' },
    schema: current,
  });
  if (!answer.ok) return answer;
  const currency = parseCurrency(answer.value.code);
  return currency === undefined ? mapUnreadable('read', 'get currency', 'code') : ok(currency);
}

/** A connection may stay open for days; the merchant may change the currency meanwhile. */
const knownForMs = 60 * 60_000;

/** The same, asked once an hour. */
export function rememberCurrency(client: WooClient, clock: Clock): () => Answer<CurrencyCode> {
  let known: { readonly currency: CurrencyCode; readonly until: Instant } | null = null;
  return async () => {
    if (known !== null && clock.now() < known.until) return ok(known.currency);
    const answer = await readCurrency(client);
    if (answer.ok) known = { currency: answer.value, until: plus(clock.now(), knownForMs) };
    return answer;
  };
}
