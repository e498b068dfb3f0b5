import { describe, expect, it } from 'vitest';
import { mutants } from './mutants.ts';
import { simulate } from './simulate.ts';

describe('the simulation', () => {
  it('P1 to P4, P8, parcels: nothing is broken in the first hundred lives', async () => {
    for (let seed = 1; seed <= 100; seed += 1) {
      const outcome = await simulate(seed);
      expect(outcome.ok ? null : outcome.error, `seed ${seed}`).toBeNull();
    }
  }, 120_000);

  it('the same seed gives the same life', async () => {
    expect(await simulate(7)).toEqual(await simulate(7));
    expect(await simulate(7)).not.toEqual(await simulate(8));
  });

  it('a life that ends earlier is the same until then', async () => {
    expect(await simulate(7, 3)).toMatchObject({ ok: true, events: 3 });
  });

  it('breaks each of its promises in more than one way', () => {
    expect(mutants.length).toBeGreaterThanOrEqual(15);
    expect(new Set(mutants.map(({ name }) => name)).size).toBe(mutants.length);
  });
});
