import path from 'node:path';
import { createTestDatabase } from '@quayside/runtime/embedded/test-database';
import type {} from '@quayside/runtime/embedded/vitest-global-setup';
import { repositoryRoot } from '@quayside/runtime/env';
import { Client } from 'pg';
import { chromiumPath } from '@quayside/testkit/chromium';
import { afterAll, beforeAll, beforeEach, describe, expect, inject, it } from 'vitest';
import { seriousFindings } from './accessibility.ts';
import { openBrowserWorld, type BrowserWorld } from './browser-world.ts';
import { keepFailure } from './keep-failure.ts';
import { screenChecks } from './screen-checks.ts';
import { longTitle, seedBadNight } from './seed-screens.ts';
import { measureVitals } from './web-vitals.ts';

const screens = {
  '': { en: 'Overview', fr: 'Vue d’ensemble', table: 'marketplace_order' },
  channels: { en: 'Channels', fr: 'Canaux', table: 'connection' },
  listings: { en: 'Listings', fr: 'Offres', table: 'listing' },
  matching: { en: 'Matching', fr: 'Correspondances', table: 'listing' },
  policies: { en: 'Policies', fr: 'Politiques', table: 'policy' },
  orders: { en: 'Orders', fr: 'Commandes', table: 'marketplace_order' },
  activity: { en: 'Activity', fr: 'Activité', table: 'activity' },
} as const;
const names = Object.keys(screens) as (keyof typeof screens)[];
const nameOf = (screen: string): string => (screen === '' ? 'overview' : screen);

describe.skipIf(chromiumPath === undefined)('each screen in each state', () => {
  let world: BrowserWorld;
  let database: Awaited<ReturnType<typeof createTestDatabase>> | undefined;
  const { heading, quiet, fits, inFrench, narrowly } = screenChecks(
    () => world,
    // The console tells late of what failed on purpose; of any other failure the answer itself tells too.
    (trouble) => /^console: .* status of 500 /.test(trouble),
  );
  const sql = async (text: string): Promise<void> => {
    const client = new Client({ connectionString: database?.url });
    await client.connect();
    await client.query(text);
    await client.end();
  };

  beforeAll(async () => {
    database = await createTestDatabase({
      serverUrl: inject('postgresUrl'),
      prismaDirectory: path.join(repositoryRoot, 'prisma'),
    });
    world = await openBrowserWorld({ databaseUrl: database.url, isInstalled: true, isWithoutWorker: true });
    // The first visit installs the shop.
    await world.open();
    await heading('Overview');
  });
  afterAll(async () => {
    await world.close();
    await database?.drop();
  });
  beforeEach(({ task }) => {
    world.troubles.length = 0;
    keepFailure(world, task.name);
  });

  it('works where the storage and the cookies of third parties are blocked', async () => {
    await world.open();
    await heading('Overview');
    const frame = world.page.frames().find((each) => each.name() === 'app-iframe');
    const isBlocked = await frame?.evaluate(() => {
      try {
        return !('length' in window.localStorage);
      } catch {
        return true;
      }
    });
    expect(isBlocked).toBe(true);
    const cookies = await world.page.context().cookies('https://app.quayside.example');
    expect(cookies).toEqual([]);
  });

  it.each(names)('%s, empty', async (screen) => {
    await world.open(screen);
    await heading(screens[screen].en);
    await world.picture(`${nameOf(screen)}-empty`);
    await quiet();
    await fits();
  });

  describe('after a bad night', () => {
    beforeAll(async () => {
      await seedBadNight(world.installation, await world.workspaceId());
    });

    it.each(names)(
      '%s: nothing is cut off or out of reach, on a wide and on a narrow screen',
      async (screen) => {
        await world.open(screen);
        await heading(screens[screen].en);
        await world.picture(`${nameOf(screen)}-long`);
        await quiet();
        await fits();
        await narrowly(async () => {
          await world.picture(`${nameOf(screen)}-narrow`);
          await fits();
        });
      },
    );

    it.each(names)('%s, in French', async (screen) => {
      await inFrench(async () => {
        await world.open(screen);
        await heading(screens[screen].fr);
        await world.picture(`${nameOf(screen)}-french`);
        await quiet();
        await fits();
      });
    });

    it.each(names)('%s, when the server fails: says so, and comes back by “Try again”', async (screen) => {
      const { table } = screens[screen];
      await sql(`ALTER TABLE "${table}" RENAME TO "away"`);
      try {
        await world.open(screen);
        await world.app.getByText('Something went wrong on our side').waitFor();
        await world.picture(`${nameOf(screen)}-failed`);
        expect(await seriousFindings(world.page)).toEqual([]);
      } finally {
        await sql(`ALTER TABLE "away" RENAME TO "${table}"`);
      }
      await world.app
        .getByRole('button', { name: 'Try again' })
        .or(world.app.getByRole('link', { name: 'Try again' }))
        .click();
      await heading(screens[screen].en);
    });

    it.each(names.slice(1))(
      '%s, while it loads: the outline of what comes, and nothing jumps',
      async (screen) => {
        await world.open();
        await heading('Overview');
        await world.page.route('**/*.data*', async (route) => {
          await new Promise((resolve) => setTimeout(resolve, 1_500));
          await route.continue();
        });
        try {
          await world.page.locator('#app-links').getByRole('link', { name: screens[screen].en }).click();
          await world.app
            .getByLabel('Page loading')
            .or(world.app.getByText('Loading'))
            .first()
            .waitFor({ state: 'attached' });
          await world.picture(`${nameOf(screen)}-loading`);
          await heading(screens[screen].en);
        } finally {
          await world.page.unroute('**/*.data*');
        }
      },
    );

    it('goes through the listings page by page, and finds one by its SKU', async () => {
      await world.open('listings');
      await heading('Listings');
      await world.app.getByText('SKU-0049', { exact: true }).waitFor();
      await world.app
        .getByRole('button', { name: /Next/ })
        .or(world.app.getByRole('link', { name: /Next/ }))
        .first()
        .click();
      await world.app.getByText('SKU-0050', { exact: true }).waitFor();
      await world.picture('listings-second-page');
      await world.open('listings?text=sku-0077');
      await world.app.getByText('SKU-0077', { exact: true }).waitFor();
      expect(await world.app.getByText('SKU-0050', { exact: true }).count()).toBe(0);
      await quiet();
    });

    it('stops many listings at once, by keyboard alone', async () => {
      await world.open('listings');
      await heading('Listings');
      await world.app.getByRole('checkbox').first().focus();
      await world.page.keyboard.press('Space');
      await world.app.getByRole('button', { name: 'Stop' }).first().focus();
      await world.page.keyboard.press('Enter');
      await expect
        .poll(() => world.page.getByText(/listings? changed/).count(), { timeout: 10_000 })
        .toBeGreaterThan(0);
      // What is chosen fades in.
      await world.page.waitForTimeout(600);
      await quiet();
    });

    it('every control of a screen is reached by the tabulator, in order', async () => {
      await world.open('orders?tab=held');
      await heading('Orders');
      const reached: string[] = [];
      const frame = world.page.frames().find((each) => each.name() === 'app-iframe');
      await world.app.getByRole('heading', { level: 1 }).click();
      for (let step = 0; step < 40; step += 1) {
        await world.page.keyboard.press('Tab');
        reached.push(
          (await frame?.evaluate(() => {
            const { activeElement: it } = document;
            return it?.getAttribute('aria-label') ?? it?.textContent.trim() ?? '';
          })) ?? '',
        );
      }
      const text = reached.join(' | ');
      for (const name of [
        'Retry all held orders',
        'Held',
        'Search and filter',
        'Retry order 404-0000000-0000001',
      ])
        expect(text).toContain(name);
    });

    it('P8: an order leads to its marketplace and to the shop, and a cancellation that Amazon takes from nobody else to Seller Central', async () => {
      const seller = 'https://sellercentral-europe.amazon.com/orders-v3/order';
      await world.open('orders?text=404-9999999');
      await heading('Orders');
      const outside = (name: RegExp) => world.app.getByRole('link', { name });
      const there = outside(/^Amazon\.fr: Order 404-9999999-0000001 \(opens in a new window\)/);
      expect(await there.getAttribute('href')).toBe(`${seller}/404-9999999-0000001`);
      expect(await outside(/^#1001: /).getAttribute('href')).toMatch(/^https:.*\/admin\/orders\/5001$/);
      await world.picture('orders-outside');
      await world.app.getByRole('link', { name: '404-9999999-0000001', exact: true }).click();
      await heading('Order 404-9999999-0000001');
      await world.app.getByText(/Amazon takes no cancellation from applications/).waitFor();
      const button = world.app.getByRole('link', { name: /Open the order on the marketplace/ });
      expect(await button.getAttribute('href')).toBe(`${seller}/404-9999999-0000001`);
      expect(await button.getAttribute('target')).toBe('_blank');
      await button.focus();
      await world.picture('order-outside');
      await quiet();
      await fits();
      await inFrench(async () => {
        await world.open('orders?text=404-9999999');
        await world.app.getByRole('link', { name: '404-9999999-0000001', exact: true }).click();
        await world.app.getByText(/Amazon n’accepte aucune annulation/).waitFor();
        await world.app.getByRole('link', { name: /Ouvrir la commande sur la place de marché/ }).waitFor();
        await world.picture('order-outside-french');
        await quiet();
      });
    });

    it('retries 400 held orders with one click, and says what became of them', async () => {
      await world.open('orders?tab=held');
      await heading('Orders');
      await world.app.getByRole('button', { name: 'Retry all held orders' }).click();
      await world.app.getByText(/400 are still held/).waitFor();
      await world.picture('orders-retried');
      await quiet();
    });

    it.each([
      ['asked', null, null, /every second, when Quayside asks/, /chaque seconde, quand Quayside/],
      ['expected', 'now()', null, /has told of none for a day/, /aucune depuis un jour/],
      ['told', 'now()', 'now()', /at once: Amazon tells Quayside/, /tout de suite : Amazon signale/],
    ])('P8: real time says what it rests on: %s', async (how, ensuredAt, heardAt, english, french) => {
      await sql(`INSERT INTO notification_subscription
          (workspace_id, connection_id, connector, account, ensured_at, heard_at)
          SELECT workspace_id, id, connector, 'A1SELLER', ${ensuredAt}, ${heardAt} FROM connection WHERE role = 'channel'
          ON CONFLICT (workspace_id, connection_id) DO UPDATE
          SET ensured_at = excluded.ensured_at, heard_at = excluded.heard_at`);
      await world.open('channels');
      await world.app.getByText(english).waitFor();
      await world.picture(`channels-orders-${how}`);
      await inFrench(async () => {
        await world.open('channels');
        await world.app.getByText(french).waitFor();
        await fits();
      });
      await quiet();
    });

    it('a viewer sees everything and can change nothing', async () => {
      await sql("UPDATE member SET role = 'viewer'");
      try {
        await world.open('listings');
        await heading('Listings');
        expect(await world.app.getByRole('button', { name: 'Stop' }).count()).toBe(0);
        expect(await world.app.getByText('List more products').count()).toBe(0);
        await world.open('channels');
        await heading('Channels');
        expect(await world.app.getByRole('button', { name: 'Disconnect' }).count()).toBe(0);
        await world.picture('channels-viewer');
      } finally {
        await sql("UPDATE member SET role = 'owner'");
      }
    });

    it('shows titles of 200 letters whole where there is room for them', async () => {
      await world.open('listings?text=sku-0003');
      await world.app
        .getByRole('link', { name: longTitle.slice(0, 40) })
        .first()
        .click();
      await world.app.getByText('What is shown').first().waitFor();
      await world.picture('listing-long');
      await fits();
      await quiet();
    });

    it.each(names)('%s: web vitals are good (LCP, CLS, INP)', async (screen) => {
      const vitals = await measureVitals(world, screen, screens[screen].en);
      process.stdout.write(
        `${nameOf(screen)}: LCP ${vitals.lcpMs} ms, CLS ${vitals.cls}, INP ${vitals.inpMs} ms\n`,
      );
      expect(vitals.lcpMs).toBeLessThanOrEqual(2_500);
      expect(vitals.cls).toBeLessThanOrEqual(0.1);
      expect(vitals.inpMs).toBeLessThanOrEqual(200);
    });
  });
});
