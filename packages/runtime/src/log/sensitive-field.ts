/** Exact names, without case and punctuation. */
const exact = new Set([
  'auth',
  'birthday',
  'buyer',
  'city',
  'company',
  'cookie',
  'credential',
  'credentials',
  'customer',
  'dateofbirth',
  'hmac',
  'iban',
  'name',
  'note',
  'notes',
  'passphrase',
  'passwd',
  'pwd',
  'recipient',
  'setcookie',
  'signature',
  'street',
  'taxid',
  'vatid',
  'vatnumber',
  'zip',
]);

const anywhere = [
  'address',
  'apikey',
  'accesskey',
  'authorization',
  'consumerkey',
  'email',
  'password',
  'phone',
  'privatekey',
  'encryptionkey',
  'secret',
  'postalcode',
  'postcode',
  'zipcode',
];

const endings = [
  'token',
  'firstname',
  'lastname',
  'fullname',
  'surname',
  'buyername',
  'customername',
  'recipientname',
  'shippingname',
  'billingname',
  'displayname',
  'username',
  'companyname',
  'cookies',
];

/**
 * Whether a field of this name may hold a credential or a buyer's data, at any depth and in any spelling (`consumer_secret`,
 * `consumerSecret`, `Consumer-Secret`). `tokens` is a count in rate budgets and passes.
 */
export function isSensitiveField(name: string): boolean {
  const plain = name.toLowerCase().replaceAll(/[^a-z0-9]/g, '');
  return (
    exact.has(plain) ||
    anywhere.some((part) => plain.includes(part)) ||
    endings.some((ending) => plain.endsWith(ending)) ||
    plain.startsWith('buyer')
  );
}
