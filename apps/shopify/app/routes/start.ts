import type { LoaderFunctionArgs } from '@remix-run/node';
import { localeOf } from '@quayside/host-kit/messages/locale-of';
import { createScreenTexts } from '@quayside/host-kit/messages/screen-texts';
import { languageOf } from '../language.ts';
import { plainPage } from '../plain-page.tsx';

/** For who comes from elsewhere than the admin. Never asks for a shop's address: Shopify's rules forbid it. */
export function loader({ request }: LoaderFunctionArgs): Response {
  const locale = localeOf(languageOf(request));
  const t = createScreenTexts(locale);
  return plainPage({ locale, title: t('screen.start.title'), text: t('screen.start.text'), link: null });
}
