import path from 'node:path';
import { createTestDatabase } from '@quayside/runtime/embedded/test-database';
import type {} from '@quayside/runtime/embedded/vitest-global-setup';
import { repositoryRoot } from '@quayside/runtime/env';
import { listingPrice } from '@quayside/simulators/amazon/listing-store';
import { chromiumPath } from '@quayside/testkit/chromium';
import { afterAll, beforeAll, beforeEach, describe, expect, inject, it } from 'vitest';
import { amazonMarketplace, openBrowserWorld, type BrowserWorld } from './browser-world.ts';
import { keepFailure } from './keep-failure.ts';
import { screenChecks } from './screen-checks.ts';

const slow = { timeout: 30_000 };

describe.skipIf(chromiumPath === undefined)('a price by a policy, as a merchant makes it', () => {
  let world: BrowserWorld;
  let database: Awaited<ReturnType<typeof createTestDatabase>> | undefined;
  let policyUrl = '';
  const { heading, quiet } = screenChecks(
    () => world,
    // What is written while it cannot be yet.
    (trouble) => /400.*explain-draft/.test(trouble),
  );

  beforeAll(async () => {
    database = await createTestDatabase({
      serverUrl: inject('postgresUrl'),
      prismaDirectory: path.join(repositoryRoot, 'prisma'),
    });
    world = await openBrowserWorld({
      databaseUrl: database.url,
      isInstalled: true,
      products: [
        {
          title: 'Desk lamp',
          variants: [{ sku: 'LAMP', price: '24.90', cost: '11.00', stock: 7, barcode: '4006381333931' }],
        },
      ],
    });
    world.amazon.seedListing({ sku: 'LAMP', title: 'Desk lamp, brass', price: '29.90', quantity: 1 });
  });
  afterAll(async () => {
    await world.close();
    await database?.drop();
  });
  beforeEach(({ task }) => {
    world.troubles.length = 0;
    keepFailure(world, task.name);
  });

  const button = (name: string | RegExp) => world.app.getByRole('button', { name });
  const priceShown = (): string | undefined => {
    const { listings, sellers } = world.amazon;
    const listing = listings.find(sellers[0]?.sellerId ?? '', 'LAMP', amazonMarketplace);
    return listing === undefined ? undefined : listingPrice(listing)?.amount;
  };
  /** Writes how many per cent the policy adds. */
  const add = (percent: string): Promise<void> => world.app.getByLabel('How much').fill(percent);
  const preview = async (): Promise<void> => {
    await button('Preview change').click();
    await button('Apply').waitFor(slow);
  };

  it('connects the marketplace, whose price is left alone', async () => {
    const { page, app, open } = world;
    await open('channels/connect/amazon');
    await button(/Continue at/).waitFor();
    const opened = page.context().waitForEvent('page');
    await button(/Continue at/).click();
    const consent = await opened;
    await consent.waitForLoadState();
    await consent.getByRole('button', { name: 'Authorize' }).click();
    await consent.getByText('Authorisation received').waitFor();
    await consent.close();
    await open('channels');
    await app.getByText('none: prices are left alone').waitFor();
    await expect
      .poll(
        async () => {
          await open('listings');
          return app.getByText('Desk lamp, brass').first().isVisible();
        },
        { timeout: 40_000, interval: 1_000 },
      )
      .toBe(true);
    expect(priceShown()).toBe('29.9');
  });

  it('creates a policy', async () => {
    const { page, app, open, picture } = world;
    await open('policies');
    await heading('Policies');
    await app.getByText('Nothing was changed yet.').waitFor();
    await picture('policy-1-none');
    await app.getByRole('link', { name: 'Create policy' }).or(button('Create policy')).first().click();
    await heading('Create policy');
    await button('Create').click();
    await app.getByText('Fill this in.').first().waitFor();
    await app.getByLabel('Name').fill('Marketplace prices');
    await picture('policy-2-new');
    await quiet();
    await button('Create').click();
    await heading('Marketplace prices');
    await quiet();
    policyUrl = new URL(
      page
        .frames()
        .find((each) => each.name() === 'app-iframe')
        ?.url() ?? '',
    ).pathname;
  });

  it('adds ten per cent, and sees step by step what that makes of a listing', async () => {
    const { app, picture } = world;
    await app.getByLabel('Add a listing').fill('lamp');
    await app.getByRole('option', { name: /LAMP/ }).click();
    await app.getByRole('heading', { name: 'LAMP' }).waitFor();
    await app.getByText('What a sale leaves').waitFor();
    await button('Add to: Add or take off').click();
    await app.getByLabel('What', { exact: true }).selectOption({ label: 'Per cent' });
    await add('ten');
    await app.getByText('Write a plain number, such as 12.50.').waitFor();
    await picture('policy-3-wrong');
    await add('10');
    await app.getByText('€27.39').first().waitFor();
    await picture('policy-4-live');
    await quiet();
    // It stays in sight while the end of the form is written.
    await app.getByLabel('A quantity above').focus();
    await expect
      .poll(async () => ((await app.getByRole('heading', { name: 'LAMP' }).boundingBox())?.y ?? 0) < 500)
      .toBe(true);
    await picture('policy-4-live-below');
  });

  it('is previewed and applied, and does nothing as long as nobody follows it', async () => {
    const { app, open, picture } = world;
    await preview();
    await picture('policy-5-nobody');
    await quiet();
    await button('Apply').click();
    await app.getByText('It was applied').waitFor();
    await open(policyUrl.slice('/app/'.length));
    await heading('Marketplace prices');
    expect(await app.getByLabel('How much').inputValue()).toBe('10');
    expect(priceShown()).toBe('29.9');
  });

  it('is assigned to the account through a preview, and the marketplace shows the new price', async () => {
    const { app, open, picture } = world;
    await button('Preview assignment').click();
    await button('Apply').waitFor(slow);
    await app.getByText('€29.90 → €27.39').waitFor();
    await picture('policy-6-assignment');
    await quiet();
    await button('Apply').click();
    await expect.poll(priceShown, slow).toBe('27.39');
    await open('channels');
    await app.getByRole('link', { name: 'Marketplace prices' }).waitFor();
    await picture('policy-7-channels');
    await app.getByLabel('Changes go out').selectOption({ label: 'every hour' });
    await expect.poll(() => app.getByLabel('Changes go out').isEnabled()).toBe(true);
    await app.getByLabel('Changes go out').selectOption({ label: 'at once' });
    await expect.poll(() => app.getByLabel('Changes go out').isEnabled()).toBe(true);
    await quiet();
  });

  it('is changed, and undone: the old price is back', async () => {
    const { app, open, picture } = world;
    await open(policyUrl.slice('/app/'.length));
    await heading('Marketplace prices');
    await add('20');
    await preview();
    await app.getByText('€27.39 → €29.88').waitFor();
    await button('Apply').click();
    await expect.poll(priceShown, slow).toBe('29.88');
    await open('policies');
    await heading('Policies');
    await picture('policy-8-changes');
    await quiet();
    await button('Undo: Marketplace prices: other rules').first().click();
    await app.getByRole('dialog').getByRole('button', { name: 'Undo' }).click();
    await expect.poll(priceShown, slow).toBe('27.39');
    await app.getByText('Undone').first().waitFor();
  });

  it('a misplaced comma is asked about, and approved on the page of the listing', async () => {
    const { app, open, picture } = world;
    await open(policyUrl.slice('/app/'.length));
    await heading('Marketplace prices');
    await add('9900');
    await preview();
    await app.getByText(/Send this large change/).waitFor();
    await picture('policy-9-odd');
    await quiet();
    await button('Apply').click();
    await app.getByText('It was applied').waitFor();
    await expect
      .poll(
        async () => {
          await open();
          return button('Approve it').isVisible();
        },
        { timeout: 30_000, interval: 1_000 },
      )
      .toBe(true);
    await button('Approve it').click();
    await app.getByRole('dialog').getByText('Send 1 odd value?').waitFor();
    await picture('policy-10-overview');
    await quiet();
    await app.getByRole('dialog').getByRole('button', { name: 'Cancel' }).click();
    expect(priceShown()).toBe('27.39');
    await open('listings');
    await app
      .getByRole('link', { name: /Desk lamp, brass/ })
      .first()
      .click();
    await app.getByText('Should this be sent?').waitFor();
    await picture('policy-11-asked');
    await quiet();
    await button('Approve').click();
    await expect.poll(priceShown, slow).toBe('2490');
    await expect.poll(() => app.getByText('Should this be sent?').count(), slow).toBe(0);
    await quiet();
  });

  it('a listing has a policy of its own, and follows its account’s again', async () => {
    const { app, picture } = world;
    const own = app.getByLabel('Selling: policy of this listing');
    await own.selectOption({ label: 'Marketplace prices' });
    await button('Save').click();
    await app.getByText('(its own)').waitFor();
    await picture('policy-12-own');
    await own.selectOption({ label: 'As its account' });
    await button('Save').click();
    await expect.poll(() => app.getByText('(its own)').count(), slow).toBe(0);
    await quiet();
  });
});
