import { readFileSync } from 'node:fs';
import path from 'node:path';
import { followerScopes, storeScopes } from '@quayside/connectors/shopify/connection-test';
import { definition } from '@quayside/connectors/shopify/definition';
import { signatureOf } from '@quayside/simulators/shopify/webhooks';
import { expect, it } from 'vitest';

const configuration = readFileSync(path.resolve(import.meta.dirname, '../../shopify.app.toml'), 'utf8');

/** The texts of a list in the file. */
function listed(name: string): string[] {
  const [, list = ''] = new RegExp(`^\\s*${name} = \\[([^\\]]*)\\]`, 'm').exec(configuration) ?? [];
  return [...list.matchAll(/"([^"]+)"/g)].map(([, text = '']) => text);
}

/** Whoever may write may read. */
function covers(scopes: readonly string[], scope: string): boolean {
  return scopes.includes(scope) || scopes.includes(scope.replace(/^read_/, 'write_'));
}

it('asks for the scopes that the connector needs, and for no other', () => {
  const [, scopes = ''] = /^scopes = "([^"]*)"/m.exec(configuration) ?? [];
  expect(scopes.split(',').sort()).toEqual([...storeScopes].sort());
  const more = followerScopes.filter((scope) => !covers(storeScopes, scope));
  expect(listed('optional_scopes').sort()).toEqual(more.sort());
});

it('subscribes to topics that somebody follows', () => {
  const registration = { clientId: 'id', clientSecret: 'secret' };
  const body = JSON.stringify({ id: 1, order_id: 1, inventory_item_id: 1 });
  const isFollowed = (topic: string): boolean => {
    const headers = { 'x-shopify-topic': topic, 'x-shopify-hmac-sha256': signatureOf(body, 'secret') };
    const request = { headers, rawBody: Buffer.from(body) };
    return definition.receiveWebhook?.(request, '', registration).kind === 'hints';
  };
  const topics = listed('topics');
  expect(topics.filter((topic) => !isFollowed(topic))).toEqual(['app/uninstalled', 'app/scopes_update']);
  expect(new Set(topics).size).toBe(topics.length);
});

it('takes the three requests that the law makes', () => {
  expect(listed('compliance_topics')).toEqual(['customers/data_request', 'customers/redact', 'shop/redact']);
});
