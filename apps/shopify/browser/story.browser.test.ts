import path from 'node:path';
import { createTestDatabase } from '@quayside/runtime/embedded/test-database';
import type {} from '@quayside/runtime/embedded/vitest-global-setup';
import { repositoryRoot } from '@quayside/runtime/env';
import { chromiumPath } from '@quayside/testkit/chromium';
import { followPolicy } from '@quayside/testkit/follow-policy';
import { afterAll, beforeAll, beforeEach, describe, expect, inject, it } from 'vitest';
import { brandId, type MarketplaceId, type Sku } from '@quayside/core/domain/ids';
import { plainSellingRules } from '@quayside/core/domain/selling-rules';
import { listVariants } from '@quayside/core/use-cases/list-variants';
import { suppressListing } from '@quayside/simulators/amazon/listing-actions';
import { seriousFindings } from './accessibility.ts';
import { amazonMarketplace, openBrowserWorld, type BrowserWorld } from './browser-world.ts';
import { keepFailure } from './keep-failure.ts';

describe.skipIf(chromiumPath === undefined)(
  'from the installation to a shipped order, as a merchant sees it',
  () => {
    let world: BrowserWorld;
    let database: Awaited<ReturnType<typeof createTestDatabase>> | undefined;

    beforeAll(async () => {
      database = await createTestDatabase({
        serverUrl: inject('postgresUrl'),
        prismaDirectory: path.join(repositoryRoot, 'prisma'),
      });
      world = await openBrowserWorld({
        databaseUrl: database.url,
        products: [
          {
            title: 'Desk lamp',
            variants: [{ sku: 'LAMP', price: '24.90', stock: 7, barcode: '4006381333931' }],
          },
          { title: 'Oak chair', variants: [{ sku: 'CHAIR', price: '119.00', stock: 3 }] },
        ],
      });
      for (const [sku, title] of [
        ['LAMP', 'Desk lamp, brass'],
        ['OTHER', 'Something of before'],
      ] as const) {
        world.amazon.seedListing({ sku, title, price: '29.90', quantity: 1 });
      }
    });
    afterAll(async () => {
      await world.close();
      await database?.drop();
    });

    beforeEach(({ task }) => {
      keepFailure(world, task.name);
    });

    const quiet = async (): Promise<void> => {
      expect(await seriousFindings(world.page)).toEqual([]);
      expect(world.troubles.filter((each) => !isRefusedLink(each))).toEqual([]);
    };
    /** What the story lets be refused: the browser tells of it more than once, and late. */
    const isRefusedLink = (trouble: string): boolean => /409.*(link-listing|choose-match)/.test(trouble);
    let amazonOrder = '';
    const sellerId = (): string => world.amazon.sellers[0]?.sellerId ?? '';
    const shown = (sku = 'LAMP'): number | undefined =>
      world.amazon.listings.quantity(sellerId(), sku, 'DEFAULT');
    const shopOrders = () => [...world.shop.hosted.shop.orders.values()];

    it('installs the app with one click, and is in it', async () => {
      const { page, app, open, picture } = world;
      await open();
      await page.getByRole('button', { name: 'Install' }).click();
      await app.getByRole('heading', { level: 1, name: 'Overview' }).waitFor();
      await app.getByText('Connect a marketplace account').waitFor();
      await picture('story-1-installed');
      await quiet();
    });

    it('the products of the shop are imported meanwhile', async () => {
      const { app, open, picture } = world;
      await expect
        .poll(
          async () => {
            await open();
            return app.getByText('1 of 4 steps done').isVisible();
          },
          { timeout: 30_000, interval: 1_000 },
        )
        .toBe(true);
      await picture('story-2-imported');
    });

    it('connects Amazon by consent on its own page, at top level, and takes it over by itself', async () => {
      const { page, app, open, picture } = world;
      await app
        .getByRole('link', { name: 'Connect an account' })
        .or(app.getByRole('button', { name: 'Connect an account' }))
        .first()
        .click();
      await app.getByRole('heading', { level: 1, name: 'Channels' }).waitFor();
      await picture('story-3-channels-empty');
      await quiet();
      await app
        .getByRole('link', { name: 'Connect Amazon' })
        .or(app.getByRole('button', { name: 'Connect Amazon' }))
        .first()
        .click();
      await app.getByRole('button', { name: /Continue at/ }).waitFor();
      await picture('story-4-connect');
      await quiet();
      const select = app.getByRole('combobox').first();
      if (await select.isVisible()) await select.selectOption({ label: 'Amazon.fr' }).catch(() => undefined);
      const opened = page.context().waitForEvent('page');
      await app.getByRole('button', { name: /Continue at/ }).click();
      const consent = await opened;
      await consent.waitForLoadState();
      await picture('story-5-consent', consent);
      await consent.getByRole('button', { name: 'Authorize' }).click();
      await consent.getByText('Authorisation received').waitFor();
      await picture('story-6-received', consent);
      await consent.close();
      await open('channels');
      await app.getByText('Test connection').first().waitFor();
      await picture('story-7-connected');
      await quiet();
    });

    it('what is on Amazon already is linked by SKU and shows the stock of the shop', async () => {
      const { app, open, picture } = world;
      await open('listings');
      await app.getByRole('heading', { level: 1, name: 'Listings' }).waitFor();
      await expect
        .poll(
          async () => {
            await open('listings');
            return app.getByText('Desk lamp, brass').first().isVisible();
          },
          { timeout: 40_000, interval: 1_000 },
        )
        .toBe(true);
      await expect.poll(() => shown(), { timeout: 30_000 }).toBe(7);
      await open('listings');
      await app.getByText('Something of before').first().waitFor();
      await picture('story-8-listings');
      await quiet();
      await app
        .getByRole('link', { name: /Desk lamp, brass/ })
        .first()
        .click();
      await app.getByText('What should be shown').waitFor();
      await picture('story-9-listing');
      await quiet();
    });

    it('what Amazon finds wrong is explained in both languages, with buttons that put it right, by keyboard too (P8)', async () => {
      const { amazon, app, open, page, picture } = world;
      const { accounts, listings, seeds, reports } = amazon;
      const parts = { accounts, listings, seeds, reports };
      const message =
        "The SKU data provided is different from what's already in the Amazon catalog: item_name (Merchant: 'Desk lamp' / Amazon: 'Floor lamp'), color (Merchant: 'brass' / Amazon: 'gold').";
      suppressListing(parts, { sku: 'LAMP', code: '8541', message, attributeNames: ['item_name'] });
      await open('listings');
      await app
        .getByRole('link', { name: /Desk lamp, brass/ })
        .first()
        .click();
      await app.getByText('What should be shown').waitFor();
      await app.getByRole('button', { name: 'Look again' }).click();
      await app.getByText('Code 8541').waitFor();
      await app.getByText('title (item_name): yours is “Desk lamp”, theirs is “Floor lamp”').waitFor();
      await app.getByText('color: yours is “brass”, theirs is “gold”').waitFor();
      const shopLink = app.getByRole('link', { name: 'Open the product in the shop' });
      const { domain } = world.shop.hosted.shop.settings;
      expect(await shopLink.getAttribute('href')).toMatch(
        new RegExp(`^https://${domain}/admin/products/\\d+$`),
      );
      await app.getByText('Code 8541').scrollIntoViewIfNeeded();
      await picture('story-9-explained');
      await quiet();
      suppressListing(parts, { sku: 'LAMP', code: '4711', message: 'Something that nobody has heard of.' });
      await app.getByRole('button', { name: 'Look again' }).last().focus();
      await page.keyboard.press('Enter');
      await app.getByText('Code 4711').waitFor();
      await app.getByText(/Something that nobody has heard of/).waitFor();
      expect(await app.getByRole('link', { name: 'Read about this code' }).getAttribute('href')).toBe(
        'https://sellercentral-europe.amazon.com/gp/errorcode/4711',
      );
      await picture('story-9-unknown');
      await quiet();
      expect(await world.installation.storage.unknownIssueCodes()).toMatchObject([
        { connector: 'amazon', code: '4711', count: 1 },
      ]);
      await world.speak('fr');
      await page.reload();
      await app.getByRole('button', { name: 'Vérifier à nouveau' }).last().waitFor();
      await picture('story-9-unknown-french');
      await quiet();
      await world.speak('en');
      for (const listing of listings.all()) delete listing.imposed;
      await page.reload();
      await app.getByRole('button', { name: 'Look again' }).last().click();
      await app.getByText('Code 4711').waitFor({ state: 'detached' });
      await quiet();
    });

    it('what carries another SKU is linked by hand, and shows the stock of its product', async () => {
      const { app, open, picture } = world;
      await open('listings');
      await app
        .getByRole('link', { name: /Something of before/ })
        .first()
        .click();
      const sku = app.getByLabel('SKU of the product in your shop');
      const link = app.getByRole('button', { name: 'Link', exact: true });
      await sku.fill('CHIAR');
      await link.click();
      await app.getByText('No product of the shop whose stock this account sells has this SKU.').waitFor();
      await picture('story-9-no-such-sku');
      expect(world.troubles.some(isRefusedLink)).toBe(true);
      await quiet();
      await sku.fill('CHAIR');
      await link.click();
      await app.getByText('by hand').waitFor();
      await picture('story-9-linked');
      await quiet();
      await expect.poll(() => shown('OTHER'), { timeout: 30_000 }).toBe(3);
    });

    it('an order on Amazon is an order in the shop, seconds later', async () => {
      const { amazon, app, open, picture, page } = world;
      amazonOrder = amazon.placeBuyerOrder({ sku: 'LAMP', quantity: 2 }).orderId;
      await expect
        .poll(
          async () => {
            await open('orders');
            return app.getByText(amazonOrder).first().isVisible();
          },
          { timeout: 30_000, interval: 1_000 },
        )
        .toBe(true);
      await expect.poll(() => shopOrders().length, { timeout: 30_000 }).toBe(1);
      await open('orders');
      await picture('story-10-orders');
      await quiet();
      await app.getByRole('link', { name: amazonOrder, exact: true }).first().click();
      await app.getByText('What was bought').waitFor();
      await picture('story-11-order');
      await quiet();
      await page.getByRole('link', { name: 'Orders' }).first().click();
      await page.getByText('2 × Desk lamp').waitFor();
      await picture('story-12-in-the-shop');
    });

    it('ships in the shop, and Amazon knows the tracking', async () => {
      const { amazon, app, open, picture, page } = world;
      await page.getByLabel('Carrier').fill('Colissimo');
      await page.getByLabel('Tracking number').fill('6A12345678901');
      await page.getByRole('button', { name: 'Mark as shipped' }).click();
      await expect
        .poll(() => JSON.stringify(amazon.orders.get(amazonOrder)), { timeout: 30_000 })
        .toContain('6A12345678901');
      await open('activity');
      await app.getByText(amazonOrder).first().waitFor();
      await picture('story-13-activity');
      await quiet();
      await open();
      await app.getByRole('heading', { level: 1, name: 'Overview' }).waitFor();
      await picture('story-14-overview');
      await quiet();
    });

    it('a creation that Amazon refuses says why, is sent again, and is made for another item by keyboard', async () => {
      const { amazon, app, installation, open, page, picture } = world;
      for (const asin of ['B0CHAIR001', 'B0CHAIR002']) amazon.seedItem({ asin, title: `Chair ${asin}` });
      const refusal = { code: '5461', message: 'Not your brand.', attributeNames: ['brand'], atOnce: true };
      amazon.listings.refusals.push({ sku: 'CHAIR', ...refusal }, { sku: 'CHAIR', ...refusal });
      const workspaceId = await world.workspaceId();
      const { account, variants } = await installation.storage.transaction(workspaceId, async (tx) => {
        const all = await tx.connections.list();
        const store = all.find(({ role }) => role === 'store');
        const found = store && (await tx.variants.bySkus(store.id, [brandId<Sku>('CHAIR')]));
        return { account: all.find(({ role }) => role === 'channel'), variants: found ?? [] };
      });
      const [chair] = variants;
      if (account === undefined || chair === undefined) throw new Error('The story has not come so far');
      await followPolicy({ engine: installation.engine, workspaceId, account }, 'selling', plainSellingRules);
      await listVariants(
        installation.engine,
        { workspaceId, connectionId: account.id },
        brandId<MarketplaceId>(amazonMarketplace),
        [{ variantId: chair.id, catalogueId: 'B0CHAIR001' }],
      );
      await open('listings?text=chair');
      await expect
        .poll(
          async () => {
            await open('listings?text=chair');
            return app.getByText('Error', { exact: true }).first().isVisible();
          },
          { timeout: 30_000, interval: 1_000 },
        )
        .toBe(true);
      await app
        .getByRole('link', { name: /Chair B0CHAIR001/ })
        .first()
        .click();
      await app.getByText('Code 5461').waitFor();
      expect(await app.getByRole('link', { name: 'Ask for approval' }).getAttribute('href')).toBe(
        'https://sellercentral-europe.amazon.com/hz/approvalrequest/restrictions/approve?asin=B0CHAIR001',
      );
      await picture('story-15-refused');
      await quiet();
      await app.getByRole('button', { name: 'Send the offer again' }).click();
      await app.getByText('Code 5461').waitFor({ state: 'detached' });
      await expect
        .poll(
          async () => {
            await page.reload();
            return app.getByText('Code 5461').isVisible();
          },
          { timeout: 30_000, interval: 1_500 },
        )
        .toBe(true);
      const field = app.getByLabel('ASIN of the item');
      await field.fill('not one');
      await page.keyboard.press('Enter');
      await app.getByText('Nothing in the marketplace’s catalogue can have this number.').waitFor();
      await field.fill('B0CHAIR002');
      await page.keyboard.press('Enter');
      await app.getByText('Code 5461').waitFor({ state: 'detached' });
      await expect
        .poll(() => amazon.listings.find(sellerId(), 'CHAIR', amazonMarketplace)?.asin, { timeout: 30_000 })
        .toBe('B0CHAIR002');
      await expect.poll(() => shown('CHAIR'), { timeout: 30_000 }).toBe(3);
      await page.reload();
      await app.getByText('Chair B0CHAIR002').first().waitFor();
      await picture('story-16-made-for-another');
      await quiet();
    });
  },
);
