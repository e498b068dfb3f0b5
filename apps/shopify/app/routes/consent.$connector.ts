import type { LoaderFunctionArgs } from '@remix-run/node';
import { localeOf } from '@quayside/host-kit/messages/locale-of';
import { createScreenTexts } from '@quayside/host-kit/messages/screen-texts';
import { languageOf } from '../language.ts';
import { plainPage } from '../plain-page.tsx';

/** Where a channel sends a merchant back to. Nobody is known here: what was granted waits until the member who asked for it takes it, inside the app (ADR 0017). */
export async function loader({ request, params, context }: LoaderFunctionArgs): Promise<Response> {
  const locale = localeOf(languageOf(request));
  const query = Object.fromEntries(new URL(request.url).searchParams);
  const { refusal, appUrl } = await context.receiveConsent(params['connector'] ?? '', query);
  const t = createScreenTexts(locale);
  return plainPage({
    locale,
    title: t(refusal === null ? 'screen.consent.granted' : 'screen.consent.refused'),
    text: refusal === null ? t('screen.consent.go-back') : context.adminApi.say(refusal, locale),
    link: appUrl === null ? null : { url: appUrl, name: t('screen.consent.open-app') },
    ...(refusal === null ? {} : { status: 400 }),
  });
}
