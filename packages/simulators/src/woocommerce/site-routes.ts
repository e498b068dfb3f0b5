import type { JsonObject } from '../json-object.ts';
import type { SimulatedRoute } from '../simulated-route.ts';
import { WooError } from './api-error.ts';
import { shopRoute } from './shop-route.ts';
import type { ShopApi } from './shop-route.ts';
import type { Shop } from './shop.ts';

const CURRENCIES: Readonly<Record<string, readonly [name: string, symbol: string]>> = {
  EUR: ['Euro', '&euro;'],
  GBP: ['Pound sterling', '&pound;'],
  USD: ['United States (US) dollar', '&#36;'],
};

/** The shop's own address, and the routes that prove a connection: `system_status`, `settings/general`, `data/currencies/current`, `taxes`. */
export function siteRoutes(api: ShopApi): SimulatedRoute[] {
  const { shop } = api;
  return [
    shopRoute(api, {
      methods: ['GET'],
      template: '/',
      operation: 'index.get',
      open: true,
      work: () => ({
        status: 200,
        body: { name: shop.settings.name, url: shop.siteUrl, home: shop.siteUrl, namespaces: ['wc/v3'] },
      }),
    }),
    shopRoute(api, {
      methods: ['GET'],
      template: '/wc/v3/system_status',
      operation: 'system_status.get',
      work: () => ({ status: 200, body: systemStatus(shop) }),
    }),
    shopRoute(api, {
      methods: ['GET'],
      template: '/wc/v3/settings/{group_id}',
      operation: 'settings.list',
      textParameters: ['group_id'],
      work: ({ texts }) => ({ status: 200, body: settingsOf(shop, texts['group_id'] ?? '') }),
    }),
    shopRoute(api, {
      methods: ['GET'],
      template: '/wc/v3/settings/{group_id}/{id}',
      operation: 'settings.get',
      textParameters: ['group_id', 'id'],
      work: ({ texts }) => {
        const found = settingsOf(shop, texts['group_id'] ?? '').find((it) => it['id'] === texts['id']);
        if (found === undefined) throw new WooError('rest_setting_setting_invalid', 'Invalid setting.', 404);
        return { status: 200, body: found };
      },
    }),
    shopRoute(api, {
      methods: ['GET'],
      template: '/wc/v3/data/currencies/current',
      operation: 'currencies.current',
      work: () => {
        const code = shop.settings.currency;
        const [name, symbol] = CURRENCIES[code] ?? [code, code];
        const href = `${shop.siteUrl}/wp-json/wc/v3/data/currencies`;
        const links = { self: [{ href: `${href}/${code}` }], collection: [{ href }] };
        return { status: 200, body: { code, name, symbol, _links: links } };
      },
    }),
    shopRoute(api, {
      methods: ['GET'],
      template: '/wc/v3/taxes',
      operation: 'taxes.list',
      work: () => ({
        status: 200,
        body: shop.settings.taxRates.map((rate, order) => taxDocument(rate, order)),
      }),
    }),
  ];
}

function taxDocument(rate: Shop['settings']['taxRates'][number], order: number): JsonObject {
  return {
    id: rate.id,
    country: rate.country,
    state: '',
    postcode: '',
    city: '',
    postcodes: [],
    cities: [],
    rate: rate.rate,
    name: rate.name,
    priority: 1,
    compound: rate.compound,
    shipping: rate.shipping,
    order,
    class: rate.class,
  };
}

function settingsOf(shop: Shop, group: string): JsonObject[] {
  const { currency, baseCountry, pricesIncludeTax } = shop.settings;
  const values: Readonly<Record<string, Readonly<Record<string, string>>>> = {
    general: {
      woocommerce_default_country: baseCountry,
      woocommerce_calc_taxes: 'yes',
      woocommerce_currency: currency,
      woocommerce_price_num_decimals: '2',
    },
    tax: {
      woocommerce_prices_include_tax: pricesIncludeTax ? 'yes' : 'no',
      woocommerce_tax_based_on: 'shipping',
    },
    products: { woocommerce_manage_stock: 'yes', woocommerce_notify_no_stock_amount: '0' },
  };
  const found = values[group];
  if (found === undefined)
    throw new WooError('rest_setting_setting_group_invalid', 'Invalid setting group.', 404);
  return Object.entries(found).map(([id, value]) => ({
    id,
    label: id,
    description: '',
    type: 'text',
    default: '',
    tip: '',
    value,
    group_id: group,
  }));
}

function systemStatus(shop: Shop): JsonObject {
  const { settings } = shop;
  return {
    environment: {
      home_url: shop.siteUrl,
      site_url: shop.siteUrl,
      version: settings.version,
      wp_version: settings.wordpressVersion,
      wp_multisite: false,
      wp_cron: true,
      language: 'fr_FR',
      default_timezone: 'UTC',
    },
    database: { wc_database_version: settings.version, database_prefix: 'wp_' },
    active_plugins: [
      {
        plugin: 'woocommerce/woocommerce.php',
        name: 'WooCommerce',
        version: settings.version,
        version_latest: settings.version,
        url: 'https://woocommerce.com/',
        author_name: 'Automattic',
        author_url: 'https://woocommerce.com',
        network_activated: false,
      },
    ],
    settings: {
      api_enabled: true,
      force_ssl: false,
      currency: settings.currency,
      currency_symbol: CURRENCIES[settings.currency]?.[1] ?? settings.currency,
      number_of_decimals: 2,
      HPOS_enabled: settings.orderStorage === 'hpos',
      order_datastore:
        settings.orderStorage === 'hpos'
          ? 'Automattic\\WooCommerce\\Internal\\DataStores\\Orders\\OrdersTableDataStore'
          : 'WC_Order_Data_Store_CPT',
      enabled_features: [
        ...(settings.fulfillmentsEnabled ? ['fulfillments'] : []),
        ...(settings.costOfGoodsEnabled ? ['cost_of_goods_sold'] : []),
      ],
    },
    security: { secure_connection: false, hide_errors: true },
  };
}
