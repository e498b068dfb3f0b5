import type {} from '@quayside/runtime/embedded/vitest-global-setup';
import { chromiumPath } from '@quayside/testkit/chromium';
import { Client } from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, inject, it } from 'vitest';
import { seriousFindings } from './accessibility.ts';
import type { BrowserWorld } from './browser-world.ts';
import { keepFailure } from './keep-failure.ts';
import { screenChecks } from './screen-checks.ts';
import {
  appliedChangeId,
  longChangeId,
  longPolicyId,
  longPolicyName,
  runningChangeId,
  shippingPolicyId,
  synchronizationPolicyId,
} from './seed-policies.ts';
import { openSeededWorld, type SeededWorld } from './seeded-world.ts';
import { measureVitals } from './web-vitals.ts';

const pages = {
  policy: { url: `policies/${longPolicyId}`, en: longPolicyName, fr: longPolicyName, table: 'policy' },
  'policy-synchronization': {
    url: `policies/${synchronizationPolicyId}`,
    en: 'Lamps alone',
    fr: 'Lamps alone',
    table: 'policy_change',
  },
  'policy-shipping': {
    url: `policies/${shippingPolicyId}`,
    en: 'By parcel',
    fr: 'By parcel',
    table: 'connection',
  },
  'policy-new': { url: 'policies/new', en: 'Create policy', fr: 'Créer une politique', table: 'connection' },
  'policy-change': {
    url: `policies/changes/${longChangeId}`,
    en: `${longPolicyName}: other rules`,
    fr: new RegExp(longPolicyName),
    table: 'policy_change',
  },
  'policy-change-running': {
    url: `policies/changes/${runningChangeId}`,
    en: 'Lamps alone: other rules',
    fr: /Lamps alone/,
    table: 'policy_change',
  },
} as const;
const names = Object.keys(pages) as (keyof typeof pages)[];

describe.skipIf(chromiumPath === undefined)('the screens about policies in each state', () => {
  let seeded: SeededWorld;
  let world: BrowserWorld;
  const { heading, quiet, fits, inFrench, narrowly } = screenChecks(
    () => world,
    // What is not there; and what failed on purpose, of which the console tells late.
    (trouble) => /404.*99999999|^console: .* status of 500 /.test(trouble),
  );
  const sql = async (text: string): Promise<void> => {
    const client = new Client({ connectionString: seeded.databaseUrl });
    await client.connect();
    await client.query(text);
    await client.end();
  };
  const button = (name: string | RegExp) =>
    world.app.getByRole('button', { name, exact: typeof name === 'string' });

  beforeAll(async () => {
    seeded = await openSeededWorld(inject('postgresUrl'));
    ({ world } = seeded);
  });
  afterAll(() => seeded.close());
  beforeEach(({ task }) => {
    world.troubles.length = 0;
    keepFailure(world, task.name);
  });

  it.each(names)('%s: nothing is cut off or out of reach, on a wide and on a narrow screen', async (name) => {
    await world.open(pages[name].url);
    await heading(pages[name].en);
    await world.picture(`${name}-long`);
    await quiet();
    await fits();
    await narrowly(async () => {
      await world.picture(`${name}-narrow`);
      await fits();
    });
  });

  it.each(['policy', 'policy-synchronization'] as const)('%s, from its top to its end', async (name) => {
    await world.page.setViewportSize({ width: 1_280, height: 9_000 });
    try {
      await world.open(pages[name].url);
      await heading(pages[name].en);
      await button('Preview change').waitFor();
      await world.picture(`${name}-whole`);
      await quiet();
    } finally {
      await world.page.setViewportSize({ width: 1_280, height: 900 });
    }
  });

  it.each(names)('%s, in French', async (name) => {
    await inFrench(async () => {
      await world.open(pages[name].url);
      await heading(pages[name].fr);
      await world.picture(`${name}-french`);
      await quiet();
      await fits();
    });
  });

  it.each(names)('%s, when the server fails: says so, and comes back by “Try again”', async (name) => {
    const { url, table, en } = pages[name];
    await sql(`ALTER TABLE "${table}" RENAME TO "away"`);
    try {
      await world.open(url);
      await world.app.getByText('Something went wrong on our side').waitFor();
      expect(await seriousFindings(world.page)).toEqual([]);
    } finally {
      await sql(`ALTER TABLE "away" RENAME TO "${table}"`);
    }
    await button('Try again').click();
    await heading(en);
  });

  it('a policy, while it loads: the outline of what comes', async () => {
    await world.open('policies');
    await heading('Policies');
    await world.page.route('**/*.data*', async (route) => {
      await new Promise((resolve) => setTimeout(resolve, 1_500));
      await route.continue();
    });
    try {
      await world.app.getByRole('link', { name: 'Lamps alone', exact: true }).click();
      await world.app
        .getByLabel('Page loading')
        .or(world.app.getByText('Loading'))
        .first()
        .waitFor({ state: 'attached' });
      await world.picture('policy-loading');
      await heading('Lamps alone');
    } finally {
      await world.page.unroute('**/*.data*');
    }
  });

  it('says that a policy, or a change, is not there any more', async () => {
    await world.open('policies/99999999-9999-4999-8999-999999999999');
    await world.app.getByText('is not there any more').waitFor();
    await world.open('policies/changes/99999999-9999-4999-8999-999999999999');
    await world.app.getByText('is not there any more').waitFor();
  });

  it('a viewer sees everything, tries what it does, and can change nothing', async () => {
    await sql("UPDATE member SET role = 'viewer'");
    try {
      await world.open('policies');
      await heading('Policies');
      expect(await world.app.getByText('Create policy').count()).toBe(0);
      expect(await button(/^Undo/).count()).toBe(0);
      await world.open(pages.policy.url);
      await heading(longPolicyName);
      for (const name of [/^Add/, /Preview/, 'Rename', 'Remove', /number 1/, /Take away/]) {
        expect(await button(name).count(), String(name)).toBe(0);
      }
      await world.app.getByLabel('Add a listing').fill('SKU-0003');
      await world.app.getByRole('option', { name: /SKU-0003/ }).click();
      await world.app.getByRole('heading', { name: 'SKU-0003' }).waitFor();
      await world.picture('policy-viewer');
      await quiet();
      await world.page.setViewportSize({ width: 1_280, height: 5_000 });
      // Until the frame has followed.
      await world.page.waitForTimeout(300);
      await world.picture('policy-viewer-whole');
      await world.page.setViewportSize({ width: 1_280, height: 900 });
      await world.open(pages['policy-change'].url);
      await heading(pages['policy-change'].en);
      for (const name of ['Apply', 'Discard']) expect(await button(name).count(), name).toBe(0);
      expect(await world.app.getByRole('checkbox').count()).toBe(0);
      await world.open(`policies/changes/${appliedChangeId}`);
      await world.app.getByText('It was applied').waitFor();
      expect(await button(/^Undo/).count()).toBe(0);
      await world.open('channels');
      await heading('Channels');
      expect(await world.app.getByLabel('Changes go out').count()).toBe(0);
      await world.open();
      await heading('Overview');
      expect(await button(/^Approve/).count()).toBe(0);
    } finally {
      await sql("UPDATE member SET role = 'owner'");
    }
  });

  it.each(['policy', 'policy-change'] as const)('%s: web vitals are good (LCP, CLS, INP)', async (name) => {
    const vitals = await measureVitals(world, pages[name].url, pages[name].en);
    process.stdout.write(`${name}: LCP ${vitals.lcpMs} ms, CLS ${vitals.cls}, INP ${vitals.inpMs} ms\n`);
    expect(vitals.lcpMs).toBeLessThanOrEqual(2_500);
    expect(vitals.cls).toBeLessThanOrEqual(0.1);
    expect(vitals.inpMs).toBeLessThanOrEqual(200);
  });
});
