import { spawn } from 'node:child_process';
import path from 'node:path';
import { hasDisplay } from '@quayside/assembly/environment';
import { chromiumPath } from '@quayside/testkit/chromium';
import type { SimulatedShopify } from './shopify-shop.ts';

/**
 * Opens the screens in a browser with a profile of its own, if there is Chromium and a display; or says how to.
 *
 * The simulated admin has Shopify's own address: the browser reaches it through the simulator, which is a proxy, and must believe the simulator's certificates.
 *
 * @returns what ends the browser.
 */
export function openScreens(
  { proxyUrl, adminUrl }: SimulatedShopify,
  profile: string,
  tell: (text: string) => void,
): () => void {
  const words = [
    `--user-data-dir=${profile}`,
    `--proxy-server=${proxyUrl}`,
    '--proxy-bypass-list=127.0.0.1',
    '--ignore-certificate-errors',
    '--no-first-run',
    '--no-default-browser-check',
    `${adminUrl}/app`,
  ];
  if (chromiumPath === undefined || !hasDisplay()) {
    const name = chromiumPath === undefined ? 'chromium' : path.basename(chromiumPath);
    tell('The screens, in a browser of their own:');
    tell(`  ${name} ${words.map((word) => (/[ &]/.test(word) ? `'${word}'` : word)).join(' ')}`);
    return () => undefined;
  }
  tell(`The screens open in ${path.basename(chromiumPath)}: ${adminUrl}`);
  const opened = spawn(chromiumPath, words, { stdio: 'ignore' });
  // One that does not open is no reason to end the demo.
  opened.on('error', () => tell(`${chromiumPath} could not be opened`));
  return () => void opened.kill();
}
