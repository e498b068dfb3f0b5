import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
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
    const ids = connectorDefinitions.map(({ manifest }) => `${manifest.role}/${manifest.id}`);
    expect(new Set(ids).size).toBe(ids.length);
    expect(connectorManifests).toEqual(connectorDefinitions.map(({ manifest }) => manifest));
    expect(ids).toContain('store/woocommerce');
  });

  it('has a second one for a platform whose shops can follow others', async () => {
    const folder = mkdtempSync(path.join(os.tmpdir(), 'quayside-registry-'));
    try {
      for (const name of ['plain', 'two-fold', 'none']) mkdirSync(path.join(folder, name));
      for (const file of [
        'plain/definition.ts',
        'two-fold/definition.ts',
        'two-fold/follower.ts',
        'none/follower.ts',
      ]) {
        writeFileSync(path.join(folder, file), '');
      }
      const files = await registryFiles(folder);
      expect(files['registry.gen.ts']).toContain(
        "import { follower as twoFoldFollower } from './two-fold/follower.ts'",
      );
      expect(files['registry.gen.ts']).toContain('[plain, twoFold, twoFoldFollower]');
      expect(files['manifests.gen.ts']).toContain('followerManifest as twoFoldFollower');
      expect(files['manifests.gen.ts']).toContain('[plain, twoFold, twoFoldFollower]');
      expect(files['registry.gen.ts']).not.toContain('none');
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
