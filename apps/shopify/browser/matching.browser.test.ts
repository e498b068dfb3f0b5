import type {} from '@quayside/runtime/embedded/vitest-global-setup';
import { chromiumPath } from '@quayside/testkit/chromium';
import { afterAll, beforeAll, beforeEach, describe, expect, inject, it } from 'vitest';
import { seriousFindings } from './accessibility.ts';
import type { BrowserWorld } from './browser-world.ts';
import { keepFailure } from './keep-failure.ts';
import { screenChecks } from './screen-checks.ts';
import { openMatchingWorld, type MatchingWorld } from './matching-world.ts';
import { measureVitals } from './web-vitals.ts';

describe.skipIf(chromiumPath === undefined)('the Matching screen in each state', () => {
  let seeded: MatchingWorld;
  let world: BrowserWorld;
  const { heading, quiet, fits, inFrench, narrowly } = screenChecks(
    () => world,
    // The console tells late of what failed on purpose; of any other failure the answer itself tells too.
    (trouble) => /^console: .* status of 500 /.test(trouble),
  );
  const inHeight = async (height: number, look: () => Promise<void>): Promise<void> => {
    await world.page.setViewportSize({ width: 1_280, height });
    try {
      // Until the frame has followed.
      await world.page.waitForTimeout(500);
      await look();
    } finally {
      await world.page.setViewportSize({ width: 1_280, height: 900 });
    }
  };

  beforeAll(async () => {
    seeded = await openMatchingWorld(inject('postgresUrl'));
    ({ world } = seeded);
  });
  afterAll(() => seeded.close());
  beforeEach(({ task }) => {
    world.troubles.length = 0;
    keepFailure(world, task.name);
  });

  it('both sides stand beside each other, with pictures of one size, likelihood, and what speaks for it and against it', async () => {
    await world.open('matching');
    await heading('Matching');
    const lamp = world.app.getByRole('group', { name: 'Acme brass desk lamp with dimmer' });
    await lamp.getByText('93 %, likely').waitFor();
    await lamp.getByText('ASIN B0LAMP0001').waitFor();
    await lamp.getByText('Both say: desk, lamp, brass.').waitFor();
    const sizes = await lamp.locator('img').evaluateAll((images) =>
      images.map((each) => {
        const { width, height } = each.getBoundingClientRect();
        return `${Math.round(width)}x${Math.round(height)}`;
      }),
    );
    expect(sizes).toHaveLength(2);
    expect(new Set(sizes).size).toBe(1);
    expect(await world.app.getByText(/create.*new/i).count()).toBe(0);
    await world.picture('matching-long');
    await quiet();
    await fits();
    await narrowly(async () => {
      await world.picture('matching-narrow');
      await fits();
    });
    await inHeight(3_000, async () => {
      await world.picture('matching-whole');
      await fits();
    });
  });

  it('in French', async () => {
    await inFrench(async () => {
      await world.open('matching');
      await heading('Correspondances');
      await world.app.getByText('93 %, probable').waitFor();
      await world.picture('matching-french');
      await quiet();
      await fits();
      await narrowly(async () => {
        await world.picture('matching-french-narrow');
        await fits();
      });
    });
  });

  it('a veto is shown plainly, on the further proposal that it is about', async () => {
    await world.open('matching?text=BRASS-LAMP');
    await world.app.getByText('Proposal 1 of 3').waitFor();
    const next = world.app.getByRole('button', { name: 'Next proposal for BRASS-LAMP' });
    await next.click();
    await world.app.getByText('5 %, doubtful').waitFor();
    await next.click();
    await world.app.getByText('Never linked by itself: only you can accept it.').waitFor();
    await world.app.getByText('Pack of 1 against pack of 2.').waitFor();
    await world.picture('matching-veto');
    await quiet();
    await fits();
  });

  it('long texts are shown whole', async () => {
    await world.open('matching?text=LONG');
    await world.app.getByText('77 %, likely').waitFor();
    await world.picture('matching-long-texts');
    await quiet();
    await fits();
    await narrowly(fits);
  });

  it.each([
    ['tab=unproposed', 'Something that nobody else sells', 'Acme brass desk lamp with dimmer'],
    ['tab=likeliest', 'Acme cup number 00', 'Something that nobody else sells'],
    ['tab=proposed&text=lamp', 'Acme brass desk lamp with dimmer', 'Acme cup number 00'],
    ['text=B0STOOL001', 'Stool made of oak, natural', 'Acme brass desk lamp with dimmer'],
  ])('is narrowed by %s', async (search, there, absent) => {
    await world.open(`matching?${search}`);
    await world.app.getByRole('group', { name: there }).waitFor();
    expect(await world.app.getByRole('group', { name: absent }).count()).toBe(0);
    await quiet();
  });

  it('what is not found is said, and how to go on', async () => {
    await world.open('matching?text=nothing-like-this');
    await world.app.getByText('Nothing found').waitFor();
    await world.picture('matching-nothing-found');
    await quiet();
  });

  it('every control of a row is reached by the tabulator, in order', async () => {
    await world.open('matching?text=BRASS-LAMP');
    await heading('Matching');
    const frame = world.page.frames().find((each) => each.name() === 'app-iframe');
    await world.app.getByRole('heading', { level: 1 }).click();
    const reached: string[] = [];
    for (let step = 0; step < 25; step += 1) {
      await world.page.keyboard.press('Tab');
      reached.push(
        (await frame?.evaluate(() => {
          const { activeElement: it } = document;
          return it?.getAttribute('aria-label') ?? it?.id ?? '';
        })) ?? '',
      );
    }
    const accept = reached.indexOf('Accept Acme Desk Lamp DL-40, dimmable, brass for BRASS-LAMP');
    expect(reached.slice(0, accept).some((each) => each.startsWith('match-'))).toBe(true);
    expect(reached.slice(accept, accept + 4)).toEqual([
      'Accept Acme Desk Lamp DL-40, dimmable, brass for BRASS-LAMP',
      'Reject Acme Desk Lamp DL-40, dimmable, brass for BRASS-LAMP',
      'Next proposal for BRASS-LAMP',
      'Search by hand for BRASS-LAMP',
    ]);
  });

  it('a viewer sees everything and can change nothing', async () => {
    await seeded.sql("UPDATE member SET role = 'viewer'");
    try {
      await world.open('matching');
      await world.app.getByText('93 %, likely').waitFor();
      await world.app.getByText('By score alone: never.', { exact: false }).waitFor();
      for (const name of ['Accept', 'Reject', 'Search by hand']) {
        expect(await world.app.getByRole('button', { name }).count()).toBe(0);
      }
      expect(await world.app.getByRole('checkbox').count()).toBe(0);
      await world.app.getByRole('group', { name: 'Acme brass desk lamp with dimmer' }).focus();
      await world.page.keyboard.press('a');
      await world.page.waitForTimeout(300);
      expect((await seeded.listing('BRASS-LAMP'))?.status).toBe('needs-match');
      await world.picture('matching-viewer');
      await quiet();
    } finally {
      await seeded.sql("UPDATE member SET role = 'owner'");
    }
  });

  it('an operator matches, and leaves the rules alone', async () => {
    await seeded.sql("UPDATE member SET role = 'operator'");
    try {
      await world.open('matching');
      await world.app.getByRole('button', { name: /^Accept Acme Desk Lamp/ }).waitFor();
      expect(await world.app.getByRole('checkbox').count()).toBe(0);
    } finally {
      await seeded.sql("UPDATE member SET role = 'owner'");
    }
  });

  it('when the server fails: says so, and comes back by “Try again”', async () => {
    await seeded.sql('ALTER TABLE "match_verdict" RENAME TO "away"');
    try {
      await world.open('matching');
      await world.app.getByText('Something went wrong on our side').waitFor();
      expect(await seriousFindings(world.page)).toEqual([]);
    } finally {
      await seeded.sql('ALTER TABLE "away" RENAME TO "match_verdict"');
    }
    await world.app
      .getByRole('button', { name: 'Try again' })
      .or(world.app.getByRole('link', { name: 'Try again' }))
      .click();
    await heading('Matching');
  });

  it('web vitals are good (LCP, CLS, INP)', async () => {
    const vitals = await measureVitals(world, 'matching', 'Matching');
    process.stdout.write(`matching: LCP ${vitals.lcpMs} ms, CLS ${vitals.cls}, INP ${vitals.inpMs} ms\n`);
    expect(vitals.lcpMs).toBeLessThanOrEqual(2_500);
    expect(vitals.cls).toBeLessThanOrEqual(0.1);
    expect(vitals.inpMs).toBeLessThanOrEqual(200);
  });
});
