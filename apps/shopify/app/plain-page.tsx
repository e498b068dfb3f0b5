import type { Locale } from '@quayside/host-kit/messages/format-message';
import { renderToStaticMarkup } from 'react-dom/server';

export interface PlainPage {
  readonly locale: Locale;
  readonly title: string;
  readonly text: string;
  readonly link: { readonly url: string; readonly name: string } | null;
  readonly status?: number;
}

const look =
  'body{font-family:system-ui,sans-serif;line-height:1.5;max-width:36rem;margin:4rem auto;padding:0 1rem;color:#303030}a{color:#005bd3}';

/** A page outside of the admin: a few words and a way back. It runs no script, loads nothing and stands in no frame. */
export function plainPage({ locale, title, text, link, status = 200 }: PlainPage): Response {
  const page = renderToStaticMarkup(
    <html lang={locale}>
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width,initial-scale=1" />
        <title>{title}</title>
        <style>{look}</style>
      </head>
      <body>
        <main>
          <h1>{title}</h1>
          <p>{text}</p>
          {link !== null && (
            <p>
              <a href={link.url}>{link.name}</a>
            </p>
          )}
        </main>
      </body>
    </html>,
  );
  return new Response(`<!doctype html>${page}`, {
    status,
    headers: {
      'Content-Type': 'text/html; charset=utf-8',
      'Content-Security-Policy':
        "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
      'Cache-Control': 'no-store',
    },
  });
}
