import { describe, expect, it } from 'vitest';
import { isCurrent, registryFiles } from './generate-registry.ts';
import { connectorManifests } from './manifests.gen.ts';
import { connectorDefinitions } from './registry.gen.ts';

describe('the generated registry', () => {
  it('is what the folders say: run `npm run generate:registry` when this fails', async () => {
    const files = Object.entries(await registryFiles());
    expect(files.filter(([name, content]) => !isCurrent(name, content)).map(([name]) => name)).toEqual([]);
  });

  it('has each connector once, under the id of its manifest', () => {
    const ids = connectorDefinitions.map(({ manifest }) => manifest.id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(connectorManifests).toEqual(connectorDefinitions.map(({ manifest }) => manifest));
    expect(ids).toContain('woocommerce');
  });
});
