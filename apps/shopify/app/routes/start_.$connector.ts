import type { LoaderFunctionArgs } from '@remix-run/node';
import { localeOf } from '@quayside/host-kit/messages/locale-of';
import { createScreenTexts } from '@quayside/host-kit/messages/screen-texts';
import { languageOf } from '../language.ts';
import { plainPage } from '../plain-page.tsx';

/**
 * Where a channel's app store sends a merchant who begins there. Nobody knows of which shop they are, and Shopify's rules forbid to ask: they take the address of this
 * page with them into the app (ADR 0017). Nothing of it is stored, and nobody is sent anywhere.
 */
export function loader({ request, params, context }: LoaderFunctionArgs): Response {
  const locale = localeOf(languageOf(request));
  const t = createScreenTexts(locale);
  const query = Object.fromEntries(new URL(request.url).searchParams);
  const platform = context.channelBegunAt(params['connector'] ?? '', query);
  const text = platform === null ? t('screen.start.text') : t('screen.start.from', { platform });
  return plainPage({ locale, title: t('screen.start.title'), text, link: null });
}
