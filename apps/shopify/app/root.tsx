import type { LoaderFunctionArgs } from '@remix-run/node';
import { Links, Meta, Outlet, Scripts, useLocation, useRouteLoaderData } from '@remix-run/react';
import { localeOf } from '@quayside/host-kit/messages/locale-of';
import polarisStyles from '@shopify/polaris/build/esm/styles.css?url';
import type { ReactNode } from 'react';
import { languageOf } from './language.ts';
import { PlainProblem } from './plain-problem.tsx';

const appBridge = 'https://cdn.shopify.com/shopifycloud/app-bridge.js';

export const meta = () => [{ title: 'Quayside' }];

export const links = () => [
  { rel: 'preconnect', href: 'https://cdn.shopify.com/' },
  { rel: 'stylesheet', href: polarisStyles },
];

export function loader({ request, context }: LoaderFunctionArgs) {
  return { clientId: context.clientId, locale: localeOf(languageOf(request)) };
}

/** Every document. Shopify wants App Bridge in each, before any other script; in the body, since it writes into the head before React has taken it over. */
export function Layout({ children }: { readonly children: ReactNode }) {
  const known = useRouteLoaderData<typeof loader>('root');
  return (
    <html lang={known?.locale ?? 'en'}>
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width,initial-scale=1" />
        <Meta />
        <Links />
      </head>
      <body>
        {known !== undefined && <script src={appBridge} data-api-key={known.clientId} />}
        {children}
        <Scripts />
      </body>
    </html>
  );
}

export default function Root() {
  return <Outlet />;
}

export function ErrorBoundary() {
  const { search } = useLocation();
  return <PlainProblem locale={localeOf(new URLSearchParams(search).get('locale'))} />;
}
