import { AsyncLocalStorage } from 'node:async_hooks';

/** The first requests of a shop come together, and each of them finds no tokens: one of them asks for tokens, the others wait for its outcome. */
export interface ExchangeTurns {
  /** Runs what may take a turn; the turn ends with it, whatever comes of it. */
  run<Value>(work: () => Promise<Value>): Promise<Value>;
  /**
   * Reads what a shop has, after whoever is asking for it now.
   *
   * @returns `undefined` when it has nothing: the caller has the turn, and the others wait until its `run` is over.
   */
  read<Value>(shop: string, stored: () => Promise<Value | undefined>): Promise<Value | undefined>;
}

export function createExchangeTurns(): ExchangeTurns {
  const taken = new Map<string, Promise<void>>();
  const ending = new AsyncLocalStorage<(() => void)[]>();

  return {
    async run(work) {
      const ends: (() => void)[] = [];
      try {
        return await ending.run(ends, work);
      } finally {
        for (const end of ends) end();
      }
    },
    async read(shop, stored) {
      for (;;) {
        await taken.get(shop);
        const found = await stored();
        if (found !== undefined) return found;
        // Somebody else may have begun meanwhile.
        if (!taken.has(shop)) break;
      }
      const { promise, resolve } = Promise.withResolvers<undefined>();
      taken.set(shop, promise);
      ending.getStore()?.push(() => {
        taken.delete(shop);
        resolve(undefined);
      });
      return undefined;
    },
  };
}
