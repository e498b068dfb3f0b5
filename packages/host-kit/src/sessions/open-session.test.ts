import { createEngineHarness } from '@quayside/testkit/engine-harness';
import { toyKey } from '@quayside/testkit/toy-engine';
import { installShop, uninstallShop } from '@quayside/core/use-cases/install-shop';
import { describe, expect, it } from 'vitest';
import { localeOf } from '../messages/locale-of.ts';
import { openSession } from './open-session.ts';

const visitor = { host: 'memory', shop: 'toys.example', userId: '7', userName: 'Ada', language: 'fr-CA' };

describe('sessions', () => {
  it('P6: lead to the workspace of the host’s shop, and to nobody else’s', async () => {
    const { engine } = await createEngineHarness();
    expect(await openSession(engine, visitor)).toBeUndefined();
    const given = { name: 'Toys', credentials: { key: toyKey }, settings: { shop: 'toys' } };
    const shop = await installShop(engine, visitor, given);
    if (!shop.ok) throw new Error(shop.error.detail);
    const actor = await openSession(engine, visitor);
    expect(actor).toMatchObject({
      workspaceId: shop.value.workspaceId,
      member: { role: 'owner' },
      locale: 'fr',
    });
    expect(await openSession(engine, { ...visitor, userId: '8' })).toMatchObject({
      member: { role: 'operator' },
    });
    expect(await openSession(engine, { ...visitor, shop: 'other.example' })).toBeUndefined();
    await uninstallShop(engine, shop.value);
    expect(await openSession(engine, visitor)).toBeUndefined();
  });

  it.each([
    ['fr', 'fr'],
    ['fr-FR', 'fr'],
    ['FR_ca', 'fr'],
    ['en-GB', 'en'],
    ['fro', 'en'],
    [null, 'en'],
  ])('language %s is shown in %s', (language, locale) => {
    expect(localeOf(language)).toBe(locale);
  });
});
