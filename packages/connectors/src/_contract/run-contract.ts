import type { ConnectorManifest } from '@quayside/core/ports/manifest';
import { describe, it } from 'vitest';
import { manifestCases } from './manifest-contract.ts';

/** What the runner needs of a fresh platform. */
export interface PlatformUnderTest {
  readonly definition: { readonly manifest: ConnectorManifest };
  close(): Promise<void>;
}

/**
 * Runs the cases of a contract, each on a fresh platform, after those of the manifest.
 *
 * @param gaps what the platform cannot do, with the reason in words: such a case is shown as skipped, never left out silently.
 */
export function runContract<Platform extends PlatformUnderTest, Opened, Title extends string>(
  title: string,
  contract: {
    readonly cases: Readonly<Record<Title, (opened: Opened) => Promise<void>>>;
    readonly factory: () => Promise<Platform>;
    readonly open: (platform: Platform) => Opened;
    readonly gaps: Partial<Record<Title, string>>;
  },
): void {
  const { cases, factory, open, gaps } = contract;
  describe(title, () => {
    describe('manifest', async () => {
      const platform = await factory();
      manifestCases(platform.definition.manifest);
      await platform.close();
    });
    for (const name of Object.keys(cases) as Title[]) {
      const gap = gaps[name];
      if (gap !== undefined) it.skip(`${name} (${gap})`, () => undefined);
      else {
        it(name, async () => {
          const platform = await factory();
          try {
            await cases[name](open(platform));
          } finally {
            await platform.close();
          }
        });
      }
    }
  });
}
