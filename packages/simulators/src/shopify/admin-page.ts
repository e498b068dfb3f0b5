import type { FrameFacts } from './browser/admin-frame.ts';
import { adminFrame } from './browser/admin-frame.ts';
import type { AdminTexts } from './admin-texts.ts';
import { adminTexts } from './admin-texts.ts';
import { Html, html } from './html.ts';
import type { OrderRecord } from './order-record.ts';
import { fulfillmentStatus, financialStatus, totalsOf } from './order-totals.ts';
import type { HostedShop, StaffMember } from './platform.ts';
import type { AppRecord } from './installations.ts';
import { handleOfShop } from './launch-url.ts';
import { availableUnits } from './inventory.ts';
import { variantTitle } from './product-record.ts';

/** Who looks at the admin, in which language. */
export interface AdminVisit {
  readonly hosted: HostedShop;
  readonly app: AppRecord;
  readonly locale: string;
  readonly user: StaffMember;
}

const MOST_SHOWN = 200;
const STYLE = `
* { box-sizing: border-box }
body { margin: 0; font: 14px/1.4 system-ui, sans-serif; display: grid; grid-template: 48px 1fr / 220px 1fr; height: 100vh; color: #222 }
header { grid-column: 1 / 3; background: #23303f; color: #fff; display: flex; gap: 16px; align-items: center; padding: 0 16px }
header strong { margin-right: auto } header form { display: flex; gap: 8px; align-items: center }
nav { background: #eef0f2; padding: 12px; overflow: auto } nav ul { list-style: none; margin: 0; padding: 0 0 0 4px } nav li ul { padding-left: 16px }
nav a { display: block; padding: 6px 8px; color: inherit; text-decoration: none; border-radius: 4px } nav a:hover, nav a:focus { background: #dde1e5 }
main { overflow: auto; padding: 20px } main.framed { padding: 0; display: grid; grid-template-rows: auto 1fr; overflow: hidden }
iframe { border: 0; width: 100%; height: 100% } .bar { display: flex; gap: 8px; align-items: center; padding: 8px 16px; border-bottom: 1px solid #d5d9dd }
.bar h1 { font-size: 16px; margin: 0 auto 0 0 } table { border-collapse: collapse; width: 100% } th, td { text-align: left; padding: 6px 8px; border-bottom: 1px solid #d5d9dd; vertical-align: top }
#save-bar { background: #333; color: #fff; padding: 8px 16px; display: flex; gap: 8px; align-items: center } #save-bar[hidden] { display: none } #save-bar span { margin-right: auto }
#toasts { position: fixed; bottom: 24px; left: 50%; transform: translateX(-50%) } .toast { background: #222; color: #fff; padding: 10px 16px; border-radius: 8px; margin-top: 8px } .toast.error { background: #8e1f0b }
button, select, input { font: inherit; padding: 4px 8px } .consent { max-width: 480px; margin: 10vh auto; border: 1px solid #d5d9dd; border-radius: 8px; padding: 24px }
`;

/** The page with the app in its frame. */
export function framePage(visit: AdminVisit, source: string, appOrigin: string): string {
  const texts = adminTexts(visit.locale);
  const facts: FrameFacts = {
    appOrigin,
    appPath: appPathOf(visit),
    storePath: storePathOf(visit),
  };
  const body = html`<div class="bar">
      <h1 id="app-title">${visit.app.title}</h1>
      <span id="loading" role="status" hidden>${texts.loading}</span><span id="app-buttons"></span>
      <form method="post" action="${appPathOf(visit)}/uninstall"><button>${texts.uninstall}</button></form>
      <div id="save-bar" hidden>
        <span>${texts.unsaved}</span><button id="discard" type="button">${texts.discard}</button
        ><button id="save" type="button">${texts.save}</button>
      </div>
    </div>
    <iframe id="app-frame" name="app-iframe" title="${visit.app.title}" src="${source}"></iframe>
    <div id="toasts" role="status"></div>
    <script>
      ${new Html(`(${adminFrame.toString()})(${JSON.stringify(facts).replaceAll('<', '\\u003c')})`)};
    </script>`;
  return page(visit, texts, body, true);
}

/** The page on which a merchant agrees to the app's scopes. */
export function consentPage(visit: AdminVisit): string {
  const texts = adminTexts(visit.locale);
  const body = html`<section class="consent">
    <h1>${visit.app.title}</h1>
    <p>${visit.app.title} ${texts.wantsAccess}</p>
    <ul>
      ${visit.app.scopes.map((scope) => html`<li><code>${scope}</code></li>`)}
    </ul>
    <form method="post" action="${appPathOf(visit)}/install"><button>${texts.install}</button></form>
  </section>`;
  return page(visit, texts, body);
}

/** The shop's products as the merchant sees them. */
export function productsPage(visit: AdminVisit): string {
  const texts = adminTexts(visit.locale);
  const { shop } = visit.hosted;
  const rows = [...shop.products.values()].slice(0, MOST_SHOWN).flatMap((product) =>
    product.variants.map(
      (variant) =>
        html`<tr>
          <td>${product.title}${variant.values.length === 0 ? '' : ` (${variantTitle(variant)})`}</td>
          <td>${variant.sku}</td>
          <td>${variant.price} ${shop.settings.currency}</td>
          <td>
            ${variant.inventoryItem.tracked ? availableUnits(shop, variant.inventoryItem) : texts.notCounted}
          </td>
          <td>
            <form method="post" action="${storePathOf(visit)}/sell">
              <input type="hidden" name="variant" value="${variant.id}" /><button>${texts.sellOne}</button>
            </form>
          </td>
        </tr>`,
    ),
  );
  return page(
    visit,
    texts,
    table(texts.products, [texts.title, texts.sku, texts.price, texts.stock, ''], rows, texts),
  );
}

/** The shop's orders as the merchant sees them, newest first. */
export function ordersPage(visit: AdminVisit): string {
  const texts = adminTexts(visit.locale);
  const rows = [...visit.hosted.shop.orders.values()]
    .reverse()
    .slice(0, MOST_SHOWN)
    .map((order) => orderRow(visit, texts, order));
  const heading = [
    texts.order,
    texts.lines,
    texts.price,
    texts.tags,
    texts.payment,
    texts.delivery,
    texts.parcels,
  ];
  return page(visit, texts, table(texts.orders, heading, rows, texts));
}

function orderRow(visit: AdminVisit, texts: AdminTexts, order: OrderRecord): Html {
  const isOpen = order.cancelledAt === null && fulfillmentStatus(order) !== 'FULFILLED';
  const lines = order.lines.map(({ quantity, title, sku }) => html`<div>${quantity} × ${title} ${sku}</div>`);
  const parcels = order.fulfillments.flatMap(({ tracking }) =>
    tracking.map(({ company, number }) => html`<div>${company} ${number}</div>`),
  );
  const ship = html`<form method="post" action="${storePathOf(visit)}/ship">
    <input type="hidden" name="order" value="${order.id}" />
    <input name="carrier" aria-label="${texts.carrier}" placeholder="${texts.carrier}" required />
    <input name="tracking" aria-label="${texts.tracking}" placeholder="${texts.tracking}" required />
    <button>${texts.ship}</button>
  </form>`;
  return html`<tr>
    <td>${order.name}${order.cancelledAt === null ? '' : ` (${texts.cancelled})`}</td>
    <td>${lines}</td>
    <td>${totalsOf(order).total} ${order.currency}</td>
    <td>${order.tags.join(', ')}</td>
    <td>${financialStatus(order)}</td>
    <td>${fulfillmentStatus(order)}</td>
    <td>${parcels}${isOpen ? ship : ''}</td>
  </tr>`;
}

function table(title: string, heading: readonly string[], rows: readonly Html[], texts: AdminTexts): Html {
  const names = heading.map((name) => html`<th scope="col">${name}</th>`);
  if (rows.length === 0)
    return html`<h1>${title}</h1>
      <p>${texts.none}</p>`;
  return html`<h1>${title}</h1>
    <table>
      <thead>
        <tr>
          ${names}
        </tr>
      </thead>
      <tbody>
        ${rows}
      </tbody>
    </table>`;
}

function page(visit: AdminVisit, texts: AdminTexts, body: Html, isFramed = false): string {
  const { hosted, app, locale, user } = visit;
  const store = storePathOf(visit);
  const option = (value: string, label: string, isChosen: boolean): Html =>
    isChosen
      ? html`<option value="${value}" selected>${label}</option>`
      : html`<option value="${value}">${label}</option>`;
  const locales = hosted.shop.settings.locales.map((it) => option(it, it, it === locale));
  const staff = hosted.staff.map((it) =>
    option(String(it.id), `${it.firstName} ${it.lastName}`, it.id === user.id),
  );
  const mainClass = isFramed ? 'framed' : '';
  return html`<!doctype html>
    <html lang="${locale}">
      <head>
        <meta charset="utf-8" />
        <link rel="icon" href="data:," />
        <title>${hosted.shop.settings.name} · ${texts.admin}</title>
        <style>
          ${new Html(STYLE)}
        </style>
      </head>
      <body>
        <header>
          <strong>${hosted.shop.settings.name} · ${texts.admin}</strong>
          <form method="post" action="${store}/preferences">
            <label
              >${texts.language}
              <select name="locale">
                ${locales}
              </select></label
            >
            <label
              >${texts.staff}
              <select name="user">
                ${staff}
              </select></label
            >
            <button>${texts.apply}</button>
          </form>
        </header>
        <nav>
          <ul>
            <li><a href="${store}/products">${texts.products}</a></li>
            <li><a href="${store}/orders">${texts.orders}</a></li>
            <li>
              <a href="${appPathOf(visit)}">${app.title}</a>
              <ul id="app-links"></ul>
            </li>
          </ul>
        </nav>
        <main class="${mainClass}">${body}</main>
      </body>
    </html>`.text;
}

function storePathOf({ hosted }: AdminVisit): string {
  return `/store/${handleOfShop(hosted.shop.settings.domain)}`;
}

/** The app's page in a shop's admin. */
export function appPathOf(visit: AdminVisit): string {
  return `${storePathOf(visit)}/apps/${visit.app.handle}`;
}
