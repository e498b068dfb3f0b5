import type { BrowserWorld } from './browser-world.ts';

export interface Vitals {
  /** Largest contentful paint of the app's own document. */
  readonly lcpMs: number;
  /** All layout shifts together, without those after an input. */
  readonly cls: number;
  /** The longest interaction, from the key or click to the next paint. */
  readonly inpMs: number;
}

/** Opens a screen, works its tabs and fields a little, and asks the browser how that was. The measures are those that Shopify asks for ("Built for Shopify"). */
export async function measureVitals(world: BrowserWorld, screen: string, title: string): Promise<Vitals> {
  await world.open(screen);
  await world.app.getByRole('heading', { level: 1, name: title }).waitFor();
  const frame = world.page.frames().find((each) => each.name() === 'app-iframe');
  if (frame === undefined) throw new Error('The app is not in the page');
  await frame.evaluate(() => {
    const vitals = { lcpMs: 0, cls: 0, inpMs: 0 };
    Object.assign(window, { vitals });
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) vitals.lcpMs = entry.startTime;
    }).observe({ type: 'largest-contentful-paint', buffered: true });
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries() as (PerformanceEntry & {
        value: number;
        hadRecentInput: boolean;
      })[]) {
        if (!entry.hadRecentInput) vitals.cls += entry.value;
      }
    }).observe({ type: 'layout-shift', buffered: true });
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) vitals.inpMs = Math.max(vitals.inpMs, entry.duration);
    }).observe({ type: 'event', buffered: true, durationThreshold: 16 } as PerformanceObserverInit);
  });
  // What was shown late may still move.
  await world.page.waitForTimeout(1_500);
  for (let step = 0; step < 6; step += 1) await world.page.keyboard.press('Tab');
  const tabs = world.app.getByRole('tab');
  for (let index = 0; index < Math.min(3, await tabs.count()); index += 1) {
    await tabs.nth(index).click();
    await world.page.waitForTimeout(300);
  }
  await world.page.waitForTimeout(300);
  return frame.evaluate(() => {
    const { vitals } = window as unknown as { vitals: Vitals };
    return {
      lcpMs: Math.round(vitals.lcpMs),
      cls: Math.round(vitals.cls * 1_000) / 1_000,
      inpMs: Math.round(vitals.inpMs),
    };
  });
}
