import { expect, it } from 'vitest';
import { createExchangeTurns } from './exchange-turns.ts';

const soon = () => new Promise((resolve) => setTimeout(resolve, 5));

it('one of those who find nothing may ask, and the others find what it brought', async () => {
  const turns = createExchangeTurns();
  let tokens: string | undefined;
  let asked = 0;
  const visit = () =>
    turns.run(async () => {
      const found = await turns.read('shop', async () => {
        await soon();
        return tokens;
      });
      if (found !== undefined) return found;
      asked += 1;
      await soon();
      tokens = 'tokens';
      return tokens;
    });
  expect(await Promise.all(Array.from({ length: 8 }, visit))).toEqual(
    Array.from({ length: 8 }, () => 'tokens'),
  );
  expect(asked).toBe(1);
});

it('whoever fails leaves the turn to the next, and other shops do not wait at all', async () => {
  const turns = createExchangeTurns();
  const held = Promise.withResolvers<undefined>();
  const first = turns.run(async () => {
    await turns.read('shop', () => Promise.resolve(undefined));
    await held.promise;
    throw new Error('the exchange failed');
  });
  await soon();
  expect(await turns.run(() => turns.read('other', () => Promise.resolve('theirs')))).toBe('theirs');
  const second = turns.run(() => turns.read('shop', () => Promise.resolve(undefined)));
  held.resolve(undefined);
  await expect(first).rejects.toThrow('the exchange failed');
  expect(await second).toBeUndefined();
});
