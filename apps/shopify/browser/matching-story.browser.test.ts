import type {} from '@quayside/runtime/embedded/vitest-global-setup';
import { chromiumPath } from '@quayside/testkit/chromium';
import { afterAll, beforeAll, beforeEach, describe, expect, inject, it } from 'vitest';
import type { BrowserWorld } from './browser-world.ts';
import { keepFailure } from './keep-failure.ts';
import { screenChecks } from './screen-checks.ts';
import { openMatchingWorld, type MatchingWorld } from './matching-world.ts';

describe.skipIf(chromiumPath === undefined)('what listings are, as a merchant says it', () => {
  let seeded: MatchingWorld;
  let world: BrowserWorld;
  const { heading, quiet, fits } = screenChecks(
    () => world,
    // What is refused on purpose.
    (trouble) => /409.*(accept-match|find-catalogue-items)/.test(trouble),
  );
  const group = (name: string) => world.app.getByRole('group', { name, exact: true });
  const button = (name: string | RegExp) =>
    world.app.getByRole('button', { name, exact: typeof name === 'string' });
  /** Waits for what is told to those who hear the screen. */
  const said = (text: string | RegExp): Promise<void> =>
    world.app.getByRole('status').filter({ hasText: text }).waitFor({ state: 'attached' });
  const press = (key: string): Promise<void> => world.page.keyboard.press(key);
  /** The name of the row that has the focus. */
  const focused = (): Promise<string | undefined> =>
    world.page
      .frames()
      .find((each) => each.name() === 'app-iframe')
      ?.evaluate(() => {
        const names = document.activeElement?.getAttribute('aria-labelledby') ?? '';
        return document.getElementById(names)?.textContent ?? '';
      }) ?? Promise.resolve(undefined);
  const statusOf = async (sku: string) => (await seeded.listing(sku))?.status;

  beforeAll(async () => {
    seeded = await openMatchingWorld(inject('postgresUrl'));
    ({ world } = seeded);
  });
  afterAll(() => seeded.close());
  beforeEach(({ task }) => {
    world.troubles.length = 0;
    keepFailure(world, task.name);
  });

  it('the overview says how many wait, and leads there', async () => {
    await world.open();
    await world.app.getByText(/34 listings wait until you say what they are/).waitFor();
    await world.app.getByRole('link', { name: 'Match them' }).click();
    await heading('Matching');
  });

  it('goes through rows and proposals by keyboard, rejects one, and takes that back', async () => {
    await world.open('matching');
    await group('Acme brass desk lamp with dimmer').focus();
    await press('j');
    expect(await focused()).toMatch(/^Very long title/);
    await press('ArrowDown');
    expect(await focused()).toBe('Stool made of oak, natural');
    await press('k');
    await press('ArrowUp');
    expect(await focused()).toBe('Acme brass desk lamp with dimmer');
    await press('ArrowRight');
    await world.app.getByText('Proposal 2 of 3').waitFor();
    await press('r');
    await said('Rejected for BRASS-LAMP: Acme Floor Lamp FL-150, dimmable, brass.');
    expect(await focused()).toBe('Acme brass desk lamp with dimmer');
    await world.app.getByText('Proposal 2 of 2').waitFor();
    await world.picture('matching-rejected');
    await quiet();
    await fits();
    await press('u');
    await said(/^Taken back: Acme Floor Lamp/);
    // What is taken back is looked for again.
    await expect.poll(() => statusOf('BRASS-LAMP')).toBe('matching');
    expect(await button('Take it back').count()).toBe(0);
    await seeded.sql(
      "UPDATE listing SET status = 'needs-match', is_unmatched = true WHERE channel_sku = 'BRASS-LAMP'",
    );
    await group('Acme brass desk lamp with dimmer').waitFor();
  });

  it('keys do nothing in fields', async () => {
    await world.open('matching?text=BRASS-LAMP');
    await button('Search by hand for BRASS-LAMP').click();
    const field = world.app.getByLabel(/In the catalogue of Amazon.fr/);
    await field.fill('');
    await field.pressSequentially('arju');
    expect(await field.inputValue()).toBe('arju');
    expect(await statusOf('BRASS-LAMP')).toBe('needs-match');
  });

  it('accepts by keyboard, says so, and goes on to the next row', async () => {
    await world.open('matching');
    await group('Acme brass desk lamp with dimmer').focus();
    await press('a');
    await said(/^Accepted for BRASS-LAMP: Acme Desk Lamp DL-40, dimmable, brass\. 33 left\.$/);
    expect(await group('Acme brass desk lamp with dimmer').count()).toBe(0);
    expect(await focused()).toMatch(/^Very long title/);
    expect(await seeded.listing('BRASS-LAMP')).toMatchObject({
      ...{ status: 'publishing', catalogueId: 'B0LAMP0001' },
    });
    await quiet();
  });

  it('says in the row why something could not be done, and the row stays', async () => {
    await world.open('matching?text=PLAIN-00');
    await button('Accept Cup 00 by Acme for PLAIN-00').waitFor();
    await seeded.sql("UPDATE listing SET status = 'ended' WHERE channel_sku = 'PLAIN-00'");
    await button('Accept Cup 00 by Acme for PLAIN-00').click();
    await world.app
      .getByRole('alert')
      .getByText(/cannot do that as it stands/)
      .waitFor();
    await seeded.sql("UPDATE listing SET status = 'needs-match' WHERE channel_sku = 'PLAIN-00'");
    await button('Accept Cup 00 by Acme for PLAIN-00').waitFor();
    await world.picture('matching-refused');
    await quiet();
  });

  it('finds an item of the catalogue by hand, and chooses it', async () => {
    await world.open('matching?text=NOTHING');
    await button('Search by hand for NOTHING').click();
    const field = world.app.getByLabel(/In the catalogue of Amazon.fr/);
    await field.fill('zzzz qqqq');
    await press('Enter');
    await world.app.getByText('Nothing was found. Try fewer words.').waitFor();
    await world.app.getByLabel('Or enter the ASIN').waitFor();
    await field.fill('thing only this seller');
    await press('Enter');
    await world.app.getByText('A thing that only this seller has').waitFor();
    await world.app.getByText('A thing that only this seller has').scrollIntoViewIfNeeded();
    await world.picture('matching-by-hand');
    await quiet();
    await fits();
    await button('Choose A thing that only this seller has for NOTHING').click();
    await said(/^Accepted for NOTHING/);
    expect(await seeded.listing('NOTHING')).toMatchObject({ catalogueId: 'B0FOUND001' });
  });

  it('links a listing of before to a product of the shop that is found by hand, by so many', async () => {
    await world.open('matching?text=ODD-7');
    await group('Stool made of oak, natural').getByText('88 %, likely').waitFor();
    await button('Search by hand for ODD-7').click();
    await world.app.getByLabel('In your shop: name, SKU or barcode').fill('STOOL');
    await press('Enter');
    await world.app.getByLabel('Units that one sale takes').fill('2');
    await world.picture('matching-find-variant');
    await quiet();
    await button('Choose Oak stool for ODD-7').click();
    await said(/^Accepted for ODD-7: Oak stool/);
    expect(await seeded.listing('ODD-7')).toMatchObject({ unitsPerListing: 2, linkedBy: 'hand' });
  });

  it('accepts all above a score, after a question, and says what became of them', async () => {
    await world.open('matching');
    await button('Accept all above a score').click();
    const dialog = world.app.getByRole('dialog');
    await dialog.getByLabel('Accept from').fill('49');
    await dialog.getByText('A whole number from 50 to 100.').waitFor();
    await dialog.getByLabel('Accept from').fill('99');
    await dialog.getByText('30 listings have a proposal so likely.').waitFor();
    // The dialog fades in.
    await world.page.waitForTimeout(600);
    await world.picture('matching-bulk');
    await quiet();
    await dialog.getByRole('button', { name: 'Accept from 99 % on' }).click();
    await dialog.getByText('30 accepted.').waitFor();
    await world.picture('matching-bulk-done');
    await dialog.getByRole('button', { name: 'Close' }).last().click();
    await group('Acme cup number 00').waitFor({ state: 'detached' });
    // It fades out.
    await world.page.waitForTimeout(600);
    expect(await statusOf('PLAIN-17')).toBe('publishing');
    await quiet();
  });

  it('allows links by score alone after a question, and forbids them again', async () => {
    const allowed = async () =>
      world.installation.storage.transaction(await world.workspaceId(), (tx) =>
        tx.matching.isByScoreAllowed(),
      );
    await world.open('matching');
    const box = world.app.getByRole('checkbox', { name: /Also link by score alone/ });
    await box.click();
    await world.app.getByRole('dialog').getByText('Link by score alone?').waitFor();
    await world.page.waitForTimeout(600);
    await world.picture('matching-allow');
    await quiet();
    await world.app.getByRole('dialog').getByRole('button', { name: 'Allow' }).click();
    await expect.poll(allowed).toBe(true);
    await expect.poll(() => box.isChecked()).toBe(true);
    await box.click();
    await world.app.getByRole('dialog').getByRole('button', { name: 'Forbid' }).click();
    await expect.poll(allowed).toBe(false);
  });

  it('at its end nothing waits', async () => {
    await world.open('matching?text=Very');
    await button(/^Accept Very long title/).click();
    await said(/^Accepted for LONG/);
    await world.open('matching');
    await world.app.getByText('Nothing waits to be matched').waitFor();
    await world.picture('matching-nothing-waits');
    await quiet();
  });
});
