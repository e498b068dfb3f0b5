import type { AdminContext } from './admin-context.ts';
import { moment } from './admin-context.ts';
import { globalId } from './global-id.ts';

const PLAN_NAMES = {
  standard: 'Basic',
  advanced: 'Advanced',
  plus: 'Shopify Plus',
  enterprise: 'Enterprise',
};
const LANGUAGES = new Intl.DisplayNames('en', { type: 'language' });

/** The shop as the schema shows it. */
export function shopFields({ shop }: AdminContext): unknown {
  const { settings } = shop;
  const url = `https://${settings.domain}`;
  return {
    __typename: 'Shop',
    id: globalId('Shop', shop.id),
    name: settings.name,
    email: settings.email,
    contactEmail: settings.email,
    myshopifyDomain: settings.domain,
    url,
    primaryDomain: { host: settings.domain, url },
    currencyCode: settings.currency,
    enabledPresentmentCurrencies: [settings.currency],
    ianaTimezone: settings.ianaTimezone,
    timezoneOffsetMinutes: () => offsetMinutes(settings.ianaTimezone, shop.now()),
    taxesIncluded: settings.taxesIncluded,
    taxShipping: false,
    weightUnit: 'KILOGRAMS',
    createdAt: moment(shop.createdAt),
    billingAddress: { countryCodeV2: settings.country },
    plan: {
      publicDisplayName: PLAN_NAMES[settings.plan],
      partnerDevelopment: false,
      shopifyPlus: settings.plan === 'plus' || settings.plan === 'enterprise',
    },
  };
}

function offsetMinutes(timeZone: string, at: Date): number {
  const parts = new Intl.DateTimeFormat('en', { timeZone, timeZoneName: 'longOffset' }).formatToParts(at);
  const text = parts.find(({ type }) => type === 'timeZoneName')?.value ?? '';
  const [, sign, hours, minutes] = /([+-])(\d\d):(\d\d)/.exec(text) ?? [];
  return (sign === '-' ? -1 : 1) * (Number(hours ?? 0) * 60 + Number(minutes ?? 0));
}

/** The shop's languages as the schema shows them. */
export function localeFields({ shop }: AdminContext): unknown[] {
  return shop.settings.locales.map((locale, index) => ({
    locale,
    name: LANGUAGES.of(locale) ?? locale,
    primary: index === 0,
    published: true,
  }));
}

/** The app in this shop as the schema shows it. */
export function installationFields({ app, installation, shop }: AdminContext): unknown {
  const [handle] = shop.settings.domain.split('.');
  return {
    __typename: 'AppInstallation',
    id: globalId('AppInstallation', installation.id),
    launchUrl: `https://admin.shopify.com/store/${handle ?? ''}/apps/${app.handle}`,
    accessScopes: installation.scopes.map((scope) => ({
      handle: scope,
      description: scope.replaceAll('_', ' '),
    })),
    activeSubscriptions: [],
    app: {
      __typename: 'App',
      id: globalId('App', app.id),
      apiKey: app.clientId,
      handle: app.handle,
      title: app.title,
    },
  };
}
