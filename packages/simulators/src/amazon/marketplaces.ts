/** An Amazon store. Ids, currencies and sites as in the shared `marketplaces.json`; a contract test compares them. */
export interface Marketplace {
  readonly id: string;
  readonly countryCode: string;
  readonly name: string;
  readonly currency: string;
  readonly language: string;
  readonly domain: string;
}

/** The stores that sellers of the simulator may sell in. */
export const MARKETPLACES: readonly Marketplace[] = [
  store('A13V1IB3VIYZZH', 'FR', 'Amazon.fr', 'EUR', 'fr_FR', 'www.amazon.fr'),
  store('A1PA6795UKMFR9', 'DE', 'Amazon.de', 'EUR', 'de_DE', 'www.amazon.de'),
  store('APJ6JRA9NG5V4', 'IT', 'Amazon.it', 'EUR', 'it_IT', 'www.amazon.it'),
  store('A1RKKUPIHCS9HS', 'ES', 'Amazon.es', 'EUR', 'es_ES', 'www.amazon.es'),
  store('A1805IZSGTT6HS', 'NL', 'Amazon.nl', 'EUR', 'nl_NL', 'www.amazon.nl'),
  store('AMEN7PMS3EDWL', 'BE', 'Amazon.com.be', 'EUR', 'fr_BE', 'www.amazon.com.be'),
  store('A1C3SOZRARQ6R3', 'PL', 'Amazon.pl', 'PLN', 'pl_PL', 'www.amazon.pl'),
  store('A2NODRKZP88ZB9', 'SE', 'Amazon.se', 'SEK', 'sv_SE', 'www.amazon.se'),
  store('A1F83G8C2ARO7P', 'GB', 'Amazon.co.uk', 'GBP', 'en_GB', 'www.amazon.co.uk'),
  store('ATVPDKIKX0DER', 'US', 'Amazon.com', 'USD', 'en_US', 'www.amazon.com'),
  store('A2EUQ1WTGCTBG2', 'CA', 'Amazon.ca', 'CAD', 'en_CA', 'www.amazon.ca'),
  store('A2Q3Y263D00KWC', 'BR', 'Amazon.com.br', 'BRL', 'pt_BR', 'www.amazon.com.br'),
  store('A1AM78C64UM0Y8', 'MX', 'Amazon.com.mx', 'MXN', 'es_MX', 'www.amazon.com.mx'),
  store('A1VC38T7YXB528', 'JP', 'Amazon.co.jp', 'JPY', 'ja_JP', 'www.amazon.co.jp'),
];

/** The store with this id. */
export function marketplaceById(id: string): Marketplace | undefined {
  return MARKETPLACES.find((it) => it.id === id);
}

function store(
  id: string,
  countryCode: string,
  name: string,
  ...[currency, language, domain]: [currency: string, language: string, domain: string]
): Marketplace {
  return { id, countryCode, name, currency, language, domain };
}
