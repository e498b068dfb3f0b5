import type {} from '@quayside/runtime/embedded/vitest-global-setup';
import { chromiumPath } from '@quayside/testkit/chromium';
import { afterAll, beforeAll, beforeEach, describe, expect, inject, it } from 'vitest';
import type { BrowserWorld } from './browser-world.ts';
import { keepFailure } from './keep-failure.ts';
import { screenChecks } from './screen-checks.ts';
import { longPolicyId, longPolicyName, synchronizationPolicyId } from './seed-policies.ts';
import { openSeededWorld, type SeededWorld } from './seeded-world.ts';

const policyUrl = `policies/${longPolicyId}`;
const synchronizationUrl = `policies/${synchronizationPolicyId}`;

describe.skipIf(chromiumPath === undefined)('writing policies', () => {
  let seeded: SeededWorld;
  let world: BrowserWorld;
  const { heading, quiet } = screenChecks(
    () => world,
    // What is refused on purpose.
    (trouble) => /400.*propose-policy-change|409.*remove-policy/.test(trouble),
  );
  const button = (name: string | RegExp) =>
    world.app.getByRole('button', { name, exact: typeof name === 'string' });
  const focused = async (): Promise<string | undefined> =>
    world.page
      .frames()
      .find((each) => each.name() === 'app-iframe')
      ?.evaluate(() => document.activeElement?.getAttribute('aria-label') ?? undefined);

  beforeAll(async () => {
    seeded = await openSeededWorld(inject('postgresUrl'));
    ({ world } = seeded);
  });
  afterAll(() => seeded.close());
  beforeEach(({ task }) => {
    world.troubles.length = 0;
    keepFailure(world, task.name);
  });

  it('a policy by the price formula: its six figures, and what is missing of them', async () => {
    await world.open('policies/new');
    await heading('Create policy');
    await world.app.getByLabel('Name').fill('By formula');
    await world.app.getByText('The price formula', { exact: true }).click();
    await button('Create').click();
    await world.app.getByText('Fill this in.').waitFor();
    await world.picture('policy-new-formula');
    await quiet();
    await world.app.getByLabel('Margin', { exact: true }).fill('25');
    await world.app.getByLabel('Fee of the marketplace').fill('15');
    await button('Create').click();
    await heading('By formula');
    expect(await world.app.getByLabel('At least', { exact: true }).inputValue()).toBe('25');
    expect(await world.app.getByLabel('Share of the price with VAT').inputValue()).toBe('15');
    await world.picture('policy-by-formula');
  });

  it('is renamed and removed; one that is followed is not', async () => {
    await button('Rename').click();
    const dialog = world.app.getByRole('dialog');
    await dialog.getByLabel('Name').fill('By the formula');
    await dialog.getByRole('button', { name: 'Rename' }).click();
    await heading('By the formula');
    await button('Remove').first().click();
    await world.app.getByText('Remove By the formula?').waitFor();
    await world.app.getByRole('dialog').getByRole('button', { name: 'Remove' }).click();
    await heading('Policies');
    expect(await world.app.getByText('By the formula', { exact: true }).count()).toBe(0);
    await world.open(synchronizationUrl);
    await heading('Lamps alone');
    await button('Remove').first().click();
    await world.app.getByRole('dialog').getByRole('button', { name: 'Remove' }).click();
    await world.app.getByText('still follow this policy').waitFor();
    // What asked fades out.
    await world.page.waitForTimeout(600);
    await world.picture('policy-in-use');
    await quiet();
  });

  it('a rule is put together by keyboard alone, and what is missing is said beside it', async () => {
    const { page, app } = world;
    await world.open(synchronizationUrl);
    await heading('Lamps alone');
    await app.getByLabel('When this holds').focus();
    await page.keyboard.press('Space');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Tab');
    expect(await focused()).toBe('Add condition to: When this holds');
    await page.keyboard.press('Enter');
    await app.getByLabel('Name of the attribute').focus();
    await page.keyboard.type('custom.group');
    await page.keyboard.press('Escape');
    await button('Add group to: When this holds').focus();
    await page.keyboard.press('Enter');
    await app.getByLabel('How many of these must hold').nth(1).waitFor();
    await world.picture('policy-rule');
    await quiet();
    await button('Preview change').focus();
    await page.keyboard.press('Enter');
    await app.getByText('Fill this in.').first().waitFor();
    expect(await app.getByText('Fill this in.').count()).toBe(3);
    await world.picture('policy-rule-missing');
    await quiet();
    await app.getByLabel('Value', { exact: true }).first().fill('Lamps');
    await button('Remove: When this holds, 2').focus();
    await page.keyboard.press('Enter');
    await button('Preview change').focus();
    await page.keyboard.press('Enter');
    await app.getByText('Nothing changes yet, and you can leave this page meanwhile.').waitFor();
    await button('Discard').focus();
    await page.keyboard.press('Enter');
    await app.getByText('It was not applied.').waitFor();
    await quiet();
  });

  it('rows are moved and taken away, and what follows is what was written', async () => {
    const { app } = world;
    const modifiers = app.getByRole('group', { name: 'Add or take off', exact: true }).first();
    await world.open(policyUrl);
    await heading(longPolicyName);
    await modifiers.getByRole('button', { name: 'Add or take off: move number 2 up' }).click();
    await modifiers.getByRole('button', { name: 'Add or take off: remove number 3' }).click();
    expect(await modifiers.getByRole('group').count()).toBe(9);
    const first = modifiers.getByRole('group', { name: 'Add or take off, 1' });
    expect(await first.getByLabel('What', { exact: true }).inputValue()).toBe('attribute-percent');
    await modifiers.getByRole('button', { name: 'Add to: Add or take off' }).click();
    expect(await modifiers.getByRole('button', { name: 'Add to: Add or take off' }).count()).toBe(0);
    await button('Preview change').click();
    await app.getByText('Fill this in.').waitFor();
    await app.getByText('Something in these rules is missing').waitFor();
    await quiet();
  });

  it('many listings are given a policy of their own at once', async () => {
    const { app } = world;
    await world.open('listings?text=SKU-000');
    await heading('Listings');
    await app.getByRole('checkbox').first().focus();
    await world.page.keyboard.press('Space');
    await button('Give a selling policy').first().click();
    const dialog = app.getByRole('dialog');
    await dialog.getByText('For 10 listings').waitFor();
    await dialog.getByLabel('Selling policy').selectOption({ label: longPolicyName });
    await world.picture('listings-give-policy');
    await dialog.getByRole('button', { name: 'Save' }).click();
    await expect.poll(() => world.page.getByText('10 listings changed').count()).toBeGreaterThan(0);
    // What asked fades out.
    await world.page.waitForTimeout(600);
    await quiet();
    await world.open(policyUrl);
    await app.getByText(/^Of their own by single listings of/).waitFor();
  });
});
