import { useLocation, useNavigate, useNavigation, useSearchParams } from '@remix-run/react';
import type { OperationName } from '@quayside/host-kit/admin-api/operations';
import type { Locale } from '@quayside/host-kit/messages/format-message';
import { createScreenTexts } from '@quayside/host-kit/messages/screen-texts';
import { NavMenu } from '@shopify/app-bridge-react';
import { AppProvider } from '@shopify/polaris';
import english from '@shopify/polaris/locales/en.json';
import french from '@shopify/polaris/locales/fr.json';
import { useEffect, useMemo, type ReactNode } from 'react';
import { AppLink, inLanguage } from './app-link.tsx';
import { useCommand } from './commands.ts';
import { useQuestion } from './questions.ts';
import { useSlowly } from './slowly.ts';
import { ScreenProvider, type ScreenContext } from './ui/screen-context.tsx';
import { WaitingScreen } from './ui/waiting-screen.tsx';

const screens = [
  ['/app/channels', 'screen.channels.title'],
  ['/app/listings', 'screen.listings.title'],
  ['/app/matching', 'screen.matching.title'],
  ['/app/policies', 'screen.policies.title'],
  ['/app/orders', 'screen.orders.title'],
  ['/app/activity', 'screen.activity.title'],
] as const;

export interface AppFrameProps {
  readonly locale: Locale;
  /** What the member may do. */
  readonly allowed: readonly OperationName[];
  readonly now: string;
  readonly children: ReactNode;
}

/** What stands around every screen: the admin's navigation, Polaris in the member's language, and what screens are given. */
export function AppFrame({ locale, allowed, now, children }: AppFrameProps) {
  const navigate = useNavigate();
  const { pathname } = useLocation();
  const { state, location: next } = useNavigation();
  const isLeaving = useSlowly(state === 'loading' && next.pathname !== pathname);
  const [parameters, setParameters] = useSearchParams();
  const language = parameters.get('locale');
  const t = useMemo(() => createScreenTexts(locale), [locale]);

  useEffect(() => {
    // App Bridge tells of what was chosen in the admin's navigation.
    const follow = ({ target }: Event): void => {
      const address = target instanceof Element ? target.getAttribute('href') : null;
      if (address !== null) navigate(address);
    };
    addEventListener('shopify:navigate', follow);
    return () => removeEventListener('shopify:navigate', follow);
  }, [navigate]);

  // Remix’s own memory of scroll positions needs a storage that browsers keep from frames.
  useEffect(() => {
    // Newer browsers answer with a promise, which React would take for the effect’s end.
    window.scrollTo(0, 0);
  }, [pathname]);

  const screen: ScreenContext = {
    locale,
    t,
    now,
    may: (name) => allowed.includes(name),
    useCommand,
    useQuestion,
    ask(changes) {
      setParameters(
        (current) => {
          const asked = new URLSearchParams(current);
          const wanted: Readonly<Record<string, string | null>> = { after: null, ...changes };
          for (const [name, value] of Object.entries(wanted)) {
            if (value === null || value === '') asked.delete(name);
            else asked.set(name, value);
          }
          return asked;
        },
        { preventScrollReset: true },
      );
    },
    go: (url) => navigate(inLanguage(url, language)),
    isLoading: state === 'loading',
    tell: (sentence) => void window.shopify.toast.show(sentence),
  };

  return (
    <AppProvider i18n={locale === 'fr' ? french : english} linkComponent={AppLink}>
      <NavMenu>
        <a href={inLanguage('/app', language)} rel="home">
          {t('screen.overview.title')}
        </a>
        {screens.map(([url, title]) => (
          <a key={url} href={inLanguage(url, language)}>
            {t(title)}
          </a>
        ))}
      </NavMenu>
      <ScreenProvider value={screen}>
        <main>{isLeaving ? <WaitingScreen /> : children}</main>
      </ScreenProvider>
    </AppProvider>
  );
}
