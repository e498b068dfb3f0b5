import { randomBytes } from 'node:crypto';
import type { Answer, Call, SimulatedRoute } from '../simulated-route.ts';
import type { SellerAccount, SellerAccounts } from './seller-accounts.ts';

/** The application as Seller Central knows it. */
export interface ConsentApplication {
  readonly applicationId: string;
  /** A draft is consented to with `version=beta` only. */
  readonly isDraft: boolean;
  /** Addresses that sellers may be sent back to, the first one where none is named; empty: any. */
  readonly returnUrls: readonly string[];
}

/** Seller Central's page on which a seller lets an application in (`/apps/authorize/consent`). Whoever opens it is signed in. */
export function consentRoutes(
  accounts: SellerAccounts,
  application: ConsentApplication,
  starts: AppstoreStarts,
): SimulatedRoute[] {
  const asked = (call: Call, work: (request: ConsentRequest) => Answer): Answer => {
    const request = readRequest(call, application, starts);
    return 'error' in request ? page(400, `<p>Error ${request.error}</p>`) : work(request);
  };
  return ['/apps/authorize/consent', APPSTORE_CALL_BACK].flatMap((path): SimulatedRoute[] => [
    {
      methods: ['GET'],
      path,
      operation: 'consent.page',
      work: (call) => asked(call, () => page(200, consentForm(accounts.sellers))),
    },
    {
      methods: ['POST'],
      path,
      operation: 'consent.decide',
      work: (call) => asked(call, (request) => decide(accounts, request, new URLSearchParams(call.rawBody))),
    },
  ]);
}

/** Where the application sends a seller back to who began at the Appstore: there it is consented to. The path is the simulator's own choice. */
const APPSTORE_CALL_BACK = '/apps/authorize/confirm';

/** Sellers who began at the Appstore: what Amazon's states stand for. */
export class AppstoreStarts {
  readonly #open = new Set<string>();

  /** A seller presses "Authorize now" in the Appstore: where they are sent to. @param loginUrl the application's login address. */
  begin(loginUrl: string, amazonUrl: string, sellerId: string): string {
    const state = randomBytes(12).toString('hex');
    this.#open.add(state);
    const login = new URL(loginUrl);
    login.searchParams.set('amazon_callback_uri', `${amazonUrl}${APPSTORE_CALL_BACK}`);
    login.searchParams.set('amazon_state', state);
    login.searchParams.set('selling_partner_id', sellerId);
    return login.href;
  }

  has(state: string): boolean {
    return this.#open.has(state);
  }
}

interface ConsentRequest {
  readonly state: string;
  readonly returnUrl: string;
}

/** Error codes as Amazon documents them ("Authorization Errors"): a draft without `version=beta`, and an address that is not registered. */
function readRequest(
  call: Call,
  application: ConsentApplication,
  starts: AppstoreStarts,
): ConsentRequest | { readonly error: string } {
  const query = new URLSearchParams(call.queryString);
  const returnUrl = query.get('redirect_uri') ?? application.returnUrls[0] ?? '';
  const amazonState = query.get('amazon_state');
  // At the Appstore's call-back address Amazon knows the application by its own state.
  const isKnown =
    call.path === APPSTORE_CALL_BACK
      ? amazonState !== null && starts.has(amazonState)
      : query.get('application_id') === application.applicationId;
  if (!isKnown) return { error: 'unknown application' };
  if (application.isDraft && query.get('version') !== 'beta') return { error: 'MD1000' };
  const isRegistered = application.returnUrls.length === 0 || application.returnUrls.includes(returnUrl);
  if (!isRegistered || !URL.canParse(returnUrl)) return { error: 'MD5101' };
  return { state: query.get('state') ?? '', returnUrl };
}

/** Amazon does not document what it sends when the seller declines; OAuth 2.0's answer (RFC 6749, section 4.1.2.1) is the simulator's own choice. */
function decide(
  accounts: SellerAccounts,
  { state, returnUrl }: ConsentRequest,
  form: URLSearchParams,
): Answer {
  const back = new URL(returnUrl);
  back.searchParams.set('state', state);
  if (form.get('decision') === 'authorize') {
    const seller = accounts.oneSeller(form.get('seller') ?? undefined);
    seller.revoked = false;
    back.searchParams.set('selling_partner_id', seller.sellerId);
    back.searchParams.set('spapi_oauth_code', accounts.consents.issue(seller.sellerId, returnUrl));
  } else back.searchParams.set('error', 'access_denied');
  return { status: 302, headers: { location: back.href } };
}

/** The form is sent to the page's own address, with all that was asked. */
function consentForm(sellers: readonly SellerAccount[]): string {
  const options = sellers.map(({ sellerId }) => `<option>${sellerId}</option>`).join('');
  return `<h1>Authorize this application</h1>
<p>It will be able to read your listings and orders, and to change your offers.</p>
<form method="post">
<label>Selling account <select name="seller">${options}</select></label>
<button name="decision" value="authorize">Authorize</button>
<button name="decision" value="cancel">Cancel</button>
</form>`;
}

function page(status: number, content: string): Answer {
  return {
    status,
    headers: { 'content-type': 'text/html; charset=utf-8' },
    body: `<!DOCTYPE html><html lang="en"><head><title>Seller Central (simulated)</title></head><body>${content}</body></html>`,
  };
}
