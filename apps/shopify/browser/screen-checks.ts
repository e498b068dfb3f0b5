import { expect } from 'vitest';
import { seriousFindings } from './accessibility.ts';
import type { BrowserWorld } from './browser-world.ts';

/** What every screen must be, whatever it shows. */
export interface ScreenChecks {
  /** Waits for a screen by its title. */
  readonly heading: (name: string | RegExp) => Promise<void>;
  /** Nothing serious for axe, and no error in the browser. */
  readonly quiet: () => Promise<void>;
  /** The page itself never scrolls sideways; a table may, within itself. */
  readonly fits: () => Promise<void>;
  /** In French instead of English. */
  readonly inFrench: (look: () => Promise<void>) => Promise<void>;
  /** In a window of half the width. */
  readonly narrowly: (look: () => Promise<void>) => Promise<void>;
}

/**
 * @param of the world, once it is open.
 * @param isExpected tells what is refused on purpose: the browser tells of it more than once, and late.
 */
export function screenChecks(
  of: () => BrowserWorld,
  isExpected: (trouble: string) => boolean = () => false,
): ScreenChecks {
  const frame = () =>
    of()
      .page.frames()
      .find((each) => each.name() === 'app-iframe');
  return {
    heading: (name) => of().app.getByRole('heading', { level: 1, name }).waitFor(),
    async quiet() {
      expect(await seriousFindings(of().page)).toEqual([]);
      expect(of().troubles.filter((each) => !isExpected(each))).toEqual([]);
    },
    async fits() {
      const beyond = await frame()?.evaluate(() => {
        const { scrollWidth, clientWidth } = document.documentElement;
        if (scrollWidth <= clientWidth) return [];
        const all = [...document.querySelectorAll<HTMLElement>('body *')];
        return all
          .filter((each) => each.getBoundingClientRect().right > clientWidth)
          .map((each) => each.className);
      });
      expect(beyond).toEqual([]);
    },
    async inFrench(look) {
      await of().speak('fr');
      try {
        await look();
        expect(await frame()?.evaluate(() => document.documentElement.lang)).toBe('fr');
      } finally {
        await of().speak('en');
      }
    },
    async narrowly(look) {
      await of().page.setViewportSize({ width: 640, height: 900 });
      try {
        // Until the frame has followed.
        await of().page.waitForTimeout(300);
        await look();
      } finally {
        await of().page.setViewportSize({ width: 1_280, height: 900 });
      }
    },
  };
}
