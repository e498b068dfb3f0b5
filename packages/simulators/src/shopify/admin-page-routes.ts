import type { Answer, Call, SimulatedRoute } from '../simulated-route.ts';
import { appPathOf, consentPage, framePage, ordersPage, productsPage } from './admin-page.ts';
import type { AdminVisit } from './admin-page.ts';
import type { AppFront } from './app-front.ts';
import { appBridge } from './browser/app-bridge.ts';
import { ADMIN_HOST } from './connect-proxy.ts';
import { handleOfShop, launchUrl } from './launch-url.ts';
import type { ShopifyPlatform } from './platform.ts';
import { mintSessionToken } from './session-token.ts';
import type { ShopOperations } from './shop-operations.ts';

/** What the stand-in admin works with. */
export interface AdminPageParts {
  readonly platform: ShopifyPlatform;
  readonly front: AppFront;
  readonly operations: (domain: string) => ShopOperations;
}

/**
 * A page that stands in for the merchant's admin, and the script of App Bridge. It has nothing of Shopify's looks: it frames the app with the parameters that Shopify sends,
 * answers its App Bridge, and shows products and orders. Anybody who reaches it is signed in: it is for tests and demos.
 */
export function adminPageRoutes(parts: AdminPageParts): SimulatedRoute[] {
  const { platform, operations } = parts;
  const route = (
    methods: SimulatedRoute['methods'],
    path: string,
    work: (visit: AdminVisit, call: Call) => Answer | Promise<Answer>,
  ): SimulatedRoute => ({
    methods,
    path: `/admin-host${path}`,
    operation: 'admin.page',
    work: (call) => {
      const visit = visitOf(platform, call);
      return visit === undefined ? { status: 404, body: 'There is no such shop' } : work(visit, call);
    },
  });
  const toInstall = (call: Call): Answer =>
    redirect(
      `https://${ADMIN_HOST}/store/${handleOfShop(call.params['shop'] ?? '')}/apps/${platform.app.handle}`,
    );
  return [
    route(['GET'], '/store/:store', (visit) => redirect(appPathOf(visit))),
    route(['GET'], '/store/:store/apps/:app', (visit, call) => appPage(parts, visit, call)),
    route(['GET'], '/store/:store/apps/:app/*', (visit, call) => appPage(parts, visit, call)),
    route(['POST'], '/store/:store/apps/:app/install', (visit) => {
      platform.install(visit.hosted.shop.settings.domain);
      return redirect(appPathOf(visit));
    }),
    route(['POST'], '/store/:store/apps/:app/uninstall', (visit) => {
      platform.uninstall(visit.hosted.shop.settings.domain);
      return redirect(appPathOf(visit));
    }),
    route(['GET'], '/store/:store/products', (visit) => htmlAnswer(productsPage(visit))),
    route(['GET'], '/store/:store/orders', (visit) => htmlAnswer(ordersPage(visit))),
    route(['POST'], '/store/:store/sell', ({ hosted }, call) => {
      const variantId = Number(form(call).get('variant'));
      return attempt(
        () => operations(hosted.shop.settings.domain).sell({ variantId, quantity: 1 }),
        call,
        'products',
      );
    }),
    route(['POST'], '/store/:store/ship', ({ hosted }, call) => {
      const input = form(call);
      const parcel = {
        carrier: input.get('carrier') ?? '',
        trackingNumber: input.get('tracking') ?? '',
      };
      const orderId = Number(input.get('order'));
      return attempt(() => operations(hosted.shop.settings.domain).ship(orderId, parcel), call, 'orders');
    }),
    route(['POST'], '/store/:store/preferences', (_, call) => preferences(call)),
    route(['POST'], '/store/:store/session-token', async ({ hosted, user, app }) => {
      if (!hosted.installation.isInstalled)
        return { status: 403, body: { error: 'The app is not installed' } };
      const subject = { app, shopDomain: hosted.shop.settings.domain, userId: user.id };
      return { status: 200, body: { token: await mintSessionToken(subject, platform.clock) } };
    }),
    {
      methods: ['GET'],
      path: '/cdn-host/shopifycloud/app-bridge.js',
      operation: 'admin.app-bridge',
      work: () => ({
        status: 200,
        headers: { 'content-type': 'text/javascript; charset=utf-8', 'access-control-allow-origin': '*' },
        body: `(${appBridge.toString()})();`,
      }),
    },
    ...['/shops/:shop/admin/oauth/install', '/shops/:shop/admin', '/shops/:shop/admin/apps/:app'].map(
      (path): SimulatedRoute => ({ methods: ['GET'], path, operation: 'admin.page', work: toInstall }),
    ),
  ];
}

async function appPage({ platform, front }: AdminPageParts, visit: AdminVisit, call: Call): Promise<Answer> {
  const { app, hosted, locale, user } = visit;
  if (![app.handle, app.clientId].includes(call.params['app'] ?? ''))
    return { status: 404, body: 'There is no such app' };
  if (!hosted.installation.isInstalled) return htmlAnswer(consentPage(visit));
  const subject = { app, shopDomain: hosted.shop.settings.domain, userId: user.id };
  const query = call.queryString === '' ? '' : `?${call.queryString}`;
  const origin = `https://${front.host}`;
  const path = `/${call.params['*'] ?? ''}${query}`;
  const source = await launchUrl(origin, path, subject, locale, platform.clock);
  return htmlAnswer(framePage(visit, source, origin));
}

function visitOf(platform: ShopifyPlatform, call: Call): AdminVisit | undefined {
  const hosted = platform.shops.get(`${call.params['store'] ?? ''}.myshopify.com`);
  const [owner] = hosted?.staff ?? [];
  if (hosted === undefined || owner === undefined) return undefined;
  const { locales } = hosted.shop.settings;
  const chosen = cookie(call, 'locale') ?? '';
  const user = hosted.staff.find(({ id }) => String(id) === cookie(call, 'user')) ?? owner;
  const locale = locales.includes(chosen) ? chosen : (locales[0] ?? 'en');
  return { hosted, app: platform.app, locale, user };
}

/** The two choices of the page are kept by the browser. */
function preferences(call: Call): Answer {
  const input = form(call);
  const keep = (name: string): string =>
    `${name}=${encodeURIComponent(input.get(name) ?? '')}; Path=/; Secure; SameSite=Lax`;
  const cookies = [keep('locale'), keep('user')];
  return { ...redirect(back(call, '/')), cookies };
}

function attempt(work: () => unknown, call: Call, page: string): Answer {
  try {
    work();
  } catch (error) {
    return { status: 400, body: error instanceof Error ? error.message : String(error) };
  }
  return redirect(back(call, `/store/${call.params['store'] ?? ''}/${page}`));
}

function back(call: Call, otherwise: string): string {
  const from = String(call.headers['referer'] ?? '');
  return from.startsWith(`https://${ADMIN_HOST}/`) ? from : otherwise;
}

function form({ rawBody }: Call): URLSearchParams {
  return new URLSearchParams(rawBody);
}

function cookie({ headers }: Call, name: string): string | undefined {
  const pairs = String(headers['cookie'] ?? '').split('; ');
  const found = pairs.find((pair) => pair.startsWith(`${name}=`));
  return found === undefined ? undefined : decodeURIComponent(found.slice(name.length + 1));
}

function redirect(location: string): Answer {
  return { status: 302, headers: { location } };
}

function htmlAnswer(body: string): Answer {
  return {
    status: 200,
    headers: { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' },
    body,
  };
}
