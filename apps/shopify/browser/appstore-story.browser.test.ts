import path from 'node:path';
import { createTestDatabase } from '@quayside/runtime/embedded/test-database';
import type {} from '@quayside/runtime/embedded/vitest-global-setup';
import { repositoryRoot } from '@quayside/runtime/env';
import { chromiumPath } from '@quayside/testkit/chromium';
import { afterAll, beforeAll, beforeEach, describe, expect, inject, it } from 'vitest';
import { appHost, openBrowserWorld, type BrowserWorld } from './browser-world.ts';
import { keepFailure } from './keep-failure.ts';
import { screenChecks } from './screen-checks.ts';

describe.skipIf(chromiumPath === undefined)('a seller who begins at Amazon’s Appstore', () => {
  let world: BrowserWorld;
  let database: Awaited<ReturnType<typeof createTestDatabase>> | undefined;
  const { quiet } = screenChecks(
    () => world,
    // An address that is none of Amazon's.
    (trouble) => /4\d\d.*begin-consent/.test(trouble),
  );

  beforeAll(async () => {
    database = await createTestDatabase({
      serverUrl: inject('postgresUrl'),
      prismaDirectory: path.join(repositoryRoot, 'prisma'),
    });
    world = await openBrowserWorld({ databaseUrl: database.url, isInstalled: true });
  });
  afterAll(async () => {
    await world.close();
    await database?.drop();
  });
  beforeEach(({ task }) => {
    world.troubles.length = 0;
    keepFailure(world, task.name);
  });

  const address = () => world.app.getByLabel('Sent here by Amazon? Address of that page');
  const go = () => world.app.getByRole('button', { name: 'Continue at Amazon' });

  it('is told how to go on, takes the address into the app, and is connected where they came from', async () => {
    const { page, app, open, amazon, picture } = world;
    const visitor = await page.context().newPage();
    await visitor.goto(amazon.beginAtAppstore(`https://${appHost}/start/amazon`));
    await visitor.getByText('Channels > Connect Amazon').waitFor();
    await picture('appstore-1-start', visitor);
    const copied = visitor.url();
    await visitor.close();

    await open('channels/connect/amazon');
    await address().fill(copied);
    await picture('appstore-2-connect');
    await quiet();
    const opened = page.context().waitForEvent('page');
    await go().click();
    const consent = await opened;
    await consent.waitForLoadState();
    expect(new URL(consent.url()).pathname).toBe('/apps/authorize/confirm');
    await consent.getByRole('button', { name: 'Authorize' }).click();
    await consent.getByText('Authorisation received').waitFor();
    await consent.close();
    await open('channels');
    await app.getByText('Authorised until').waitFor({ timeout: 30_000 });
    await app
      .getByRole('link', { name: 'Reconnect' })
      .or(app.getByRole('button', { name: 'Reconnect' }))
      .waitFor();
    await picture('appstore-3-connected');
    await quiet();
  });

  it('P6: is sent nowhere by an address that is not Amazon’s', async () => {
    const { page, app, open } = world;
    const forged = new URL(`https://${appHost}/start/amazon`);
    forged.searchParams.set('amazon_callback_uri', 'https://evil.example/apps/authorize/confirm');
    forged.searchParams.set('amazon_state', 'x');
    const visitor = await page.context().newPage();
    await visitor.goto(forged.href);
    await visitor.getByText('Open it there under Apps').waitFor();
    await visitor.close();
    await open('channels/connect/amazon');
    await address().fill(forged.href);
    await go().click();
    await app.getByText('This is not the address at which').waitFor();
    expect(page.context().pages()).toHaveLength(1);
    await quiet();
  });
});
