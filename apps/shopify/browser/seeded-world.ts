import path from 'node:path';
import { createTestDatabase } from '@quayside/runtime/embedded/test-database';
import { repositoryRoot } from '@quayside/runtime/env';
import { openBrowserWorld, type BrowserWorld } from './browser-world.ts';
import { seedBadNight } from './seed-screens.ts';

export interface SeededWorld {
  readonly world: BrowserWorld;
  readonly databaseUrl: string;
  readonly close: () => Promise<void>;
}

/** A shop that is installed and has gone through a bad night, on a database of its own; nothing moves there. */
export async function openSeededWorld(serverUrl: string): Promise<SeededWorld> {
  const database = await createTestDatabase({
    serverUrl,
    prismaDirectory: path.join(repositoryRoot, 'prisma'),
  });
  const world = await openBrowserWorld({
    databaseUrl: database.url,
    isInstalled: true,
    isWithoutWorker: true,
  });
  // The first visit installs the shop.
  await world.open();
  await world.app.getByRole('heading', { level: 1, name: 'Overview' }).waitFor();
  await seedBadNight(world.installation, await world.workspaceId());
  return {
    world,
    databaseUrl: database.url,
    async close() {
      await world.close();
      await database.drop();
    },
  };
}
