/// <reference lib="dom" />
/// <reference lib="dom.iterable" />
/// <reference lib="dom.asynciterable" />
import type { FromApp, ToApp } from './frame-messages.ts';

/**
 * A stand-in for App Bridge, the script that every embedded app loads. It does what `@shopify/app-bridge-react` 4.2 and the Remix library ask of it: session tokens, the bearer of
 * same-origin requests, the menu, title bar, save bar, modals, toasts, loading, and links that leave the frame. Whatever else App Bridge has is an error here.
 * The function is served as text, so it may use nothing from outside.
 */
export function appBridge(): void {
  const ADMIN = 'https://admin.shopify.com';
  /** A token lives a minute; one that ends within this time is renewed first. */
  const MARGIN_MS = 10_000;
  const script = document.currentScript;
  const parameters = new URLSearchParams(location.search);
  /** A parameter of the launch, also after the app has gone on to another page. */
  const remembered = (name: string): string => {
    const given = parameters.get(name);
    try {
      if (given !== null) sessionStorage.setItem(`app-bridge-${name}`, given);
      return given ?? sessionStorage.getItem(`app-bridge-${name}`) ?? '';
    } catch {
      // Browsers may forbid a framed page to store anything.
      return given ?? '';
    }
  };
  const config = {
    apiKey:
      script?.getAttribute('data-api-key') ??
      document.querySelector('meta[name="shopify-api-key"]')?.getAttribute('content') ??
      '',
    shop: remembered('shop'),
    host: remembered('host'),
    locale: remembered('locale') || 'en',
  };
  const isEmbedded = window.top !== window;
  const tell = (message: FromApp): void => {
    if (isEmbedded) window.parent.postMessage({ appBridge: message }, ADMIN);
  };

  const waiting = new Map<number, (token: string | null) => void>();
  let requests = 0;
  let known: { token: string; endsAt: number } | undefined;
  const endOf = (token: string): number => {
    const claims = JSON.parse(
      atob((token.split('.')[1] ?? '').replaceAll('-', '+').replaceAll('_', '/')),
    ) as { exp: number };
    return claims.exp * 1000;
  };
  const idToken = async (): Promise<string> => {
    if (known !== undefined && known.endsAt - Date.now() > MARGIN_MS) return known.token;
    if (!isEmbedded) throw new Error('App Bridge: not inside the admin');
    requests += 1;
    const request = requests;
    const token = await new Promise<string | null>((resolve) => {
      waiting.set(request, resolve);
      tell({ kind: 'id-token', request });
    });
    if (token === null) throw new Error('App Bridge: no session token');
    known = { token, endsAt: endOf(token) };
    return token;
  };
  const launched = parameters.get('id_token');
  if (launched !== null) known = { token: launched, endsAt: endOf(launched) };

  const plainFetch = window.fetch.bind(window);
  window.fetch = async (input, init) => {
    const request = new Request(input, init);
    const isOurs = new URL(request.url, location.href).origin === location.origin;
    if (!isOurs || request.headers.has('authorization') || !isEmbedded) return plainFetch(request);
    const send = async (): Promise<Response> => {
      const signed = request.clone();
      signed.headers.set('authorization', `Bearer ${await idToken()}`);
      signed.headers.set('x-requested-with', 'XMLHttpRequest');
      return plainFetch(signed);
    };
    let answer = await send();
    if (answer.headers.get('x-shopify-retry-invalid-session-request') === '1') {
      known = undefined;
      answer = await send();
    }
    const elsewhere = answer.headers.get('x-shopify-api-request-failure-reauthorize-url');
    if (elsewhere !== null) leave(new URL(elsewhere, location.href).href);
    return answer;
  };

  const leave = (url: string): void => {
    const target = url.startsWith('shopify:') ? url : new URL(url, location.href).href;
    if (isEmbedded) tell({ kind: 'open', url: target });
    else location.assign(target);
  };
  const plainOpen = window.open.bind(window);
  window.open = (url, target, features) => {
    const text = String(url ?? '');
    if (!text.startsWith('shopify:') && target !== '_top' && target !== '_parent')
      return plainOpen(url, target, features);
    leave(text);
    return window;
  };
  document.addEventListener(
    'click',
    (event) => {
      const link = event.target instanceof Element ? event.target.closest('a[href]') : null;
      const href = link?.getAttribute('href') ?? '';
      const isLeaving = link?.getAttribute('target') === '_top' || href.startsWith('shopify:');
      if (link === null || !isLeaving) return;
      event.preventDefault();
      leave(href);
    },
    true,
  );

  const tellLocation = (): void => {
    tell({ kind: 'location', path: `${location.pathname}${location.search}` });
  };
  for (const name of ['pushState', 'replaceState'] as const) {
    const plain = history[name].bind(history);
    history[name] = (...given) => {
      plain(...given);
      tellLocation();
    };
  }
  window.addEventListener('popstate', tellLocation);

  class Reporting extends HTMLElement {
    readonly #observer = new MutationObserver(() => this.report());

    connectedCallback(): void {
      this.style.display = 'none';
      this.#observer.observe(this, { childList: true, subtree: true, attributes: true, characterData: true });
      this.report();
    }

    disconnectedCallback(): void {
      this.#observer.disconnect();
    }

    report(): void {
      // Each kind tells its own.
    }
  }

  customElements.define(
    'ui-nav-menu',
    class extends Reporting {
      override report(): void {
        // The home link is the app's own name in the menu.
        const links = [...this.querySelectorAll('a[href]:not([rel="home"])')].map((link) => ({
          label: link.textContent.trim(),
          href: link.getAttribute('href') ?? '',
        }));
        tell({ kind: 'navigation', links });
      }
    },
  );

  const buttonsOf = (element: Element): HTMLElement[] => [
    ...element.querySelectorAll<HTMLElement>('button, a'),
  ];
  class TitleBar extends Reporting {
    override report(): void {
      if (this.closest('ui-modal') !== null) return;
      const buttons = buttonsOf(this).map((button) => button.textContent.trim());
      tell({ kind: 'title', title: this.getAttribute('title') ?? document.title, buttons });
    }
  }
  customElements.define('ui-title-bar', TitleBar);

  let openSaveBar: HTMLElement | null = null;
  class SaveBar extends Reporting {
    get showing(): boolean {
      return openSaveBar === this;
    }

    async show(): Promise<void> {
      if (this.showing) return;
      // eslint-disable-next-line @typescript-eslint/no-this-alias -- the one bar that is open
      openSaveBar = this;
      tell({ kind: 'save-bar', isOpen: true });
      this.dispatchEvent(new CustomEvent('show'));
    }

    async hide(): Promise<void> {
      if (!this.showing) return;
      openSaveBar = null;
      tell({ kind: 'save-bar', isOpen: false });
      this.dispatchEvent(new CustomEvent('hide'));
    }

    async toggle(): Promise<void> {
      return this.showing ? this.hide() : this.show();
    }
  }
  customElements.define('ui-save-bar', SaveBar);

  class Modal extends Reporting {
    readonly content = document.createElement('div');
    readonly #overlay = document.createElement('div');
    readonly #heading = document.createElement('h2');
    readonly #footer = document.createElement('footer');

    constructor() {
      super();
      const box = document.createElement('div');
      box.setAttribute('role', 'dialog');
      box.setAttribute('aria-modal', 'true');
      box.style.cssText =
        'background:#fff;max-width:620px;width:calc(100% - 32px);max-height:90%;overflow:auto;border-radius:8px';
      this.#heading.style.cssText = 'margin:0;padding:16px;font:600 16px sans-serif';
      this.#footer.style.cssText = 'padding:16px;display:flex;gap:8px;justify-content:flex-end';
      this.#overlay.style.cssText =
        'position:fixed;inset:0;z-index:1000;background:rgba(0,0,0,.5);display:flex;align-items:center;justify-content:center';
      box.append(this.#heading, this.content, this.#footer);
      this.#overlay.append(box);
      this.#overlay.addEventListener('click', (event) => {
        if (event.target === this.#overlay) void this.hide();
      });
    }

    get showing(): boolean {
      return this.#overlay.isConnected;
    }

    override disconnectedCallback(): void {
      super.disconnectedCallback();
      this.#overlay.remove();
    }

    async show(): Promise<void> {
      if (this.showing) return;
      const bar = this.querySelector('ui-title-bar');
      this.#heading.textContent = bar?.getAttribute('title') ?? '';
      this.#footer.replaceChildren(
        ...(bar === null ? [] : buttonsOf(bar)).map((button) => {
          const shown = document.createElement('button');
          shown.textContent = button.textContent;
          shown.addEventListener('click', () => button.click());
          return shown;
        }),
      );
      document.body.append(this.#overlay);
      this.dispatchEvent(new CustomEvent('show'));
    }

    async hide(): Promise<void> {
      if (!this.showing) return;
      this.#overlay.remove();
      this.dispatchEvent(new CustomEvent('hide'));
    }

    async toggle(): Promise<void> {
      return this.showing ? this.hide() : this.show();
    }
  }
  customElements.define('ui-modal', Modal);

  window.addEventListener('message', (event) => {
    const message = (event.data as { appBridge?: ToApp } | null)?.appBridge;
    if (event.origin !== ADMIN || message === undefined) return;
    switch (message.kind) {
      case 'id-token':
        waiting.get(message.request)?.(message.token);
        waiting.delete(message.request);
        break;
      case 'navigate': {
        const links = [...document.querySelectorAll('ui-nav-menu a[href]')];
        const link = links.find((it) => it.getAttribute('href') === message.href);
        // Apps listen for this event with their router (AppProvider of the Remix library).
        if (link === undefined) location.assign(message.href);
        else link.dispatchEvent(new CustomEvent('shopify:navigate', { bubbles: true }));
        break;
      }
      case 'title-button': {
        const bar = document.querySelector('ui-title-bar');
        if (bar !== null) buttonsOf(bar)[message.index]?.click();
        break;
      }
      case 'save-bar': {
        const buttons = openSaveBar === null ? [] : buttonsOf(openSaveBar);
        const isSave = (button: Element): boolean => button.getAttribute('variant') === 'primary';
        buttons.find((button) => isSave(button) === (message.choice === 'save'))?.click();
        break;
      }
    }
  });

  const barOf = (id: string): SaveBar | null =>
    document.querySelector<SaveBar>(`ui-save-bar#${CSS.escape(id)}`);
  const modalOf = (id: string): Modal | null => document.querySelector<Modal>(`ui-modal#${CSS.escape(id)}`);
  let toasts = 0;
  const global = {
    config,
    origin: ADMIN,
    ready: Promise.resolve(),
    environment: { mobile: false, embedded: isEmbedded, pos: false, intent: false },
    idToken,
    loading: (isLoading?: boolean) => tell({ kind: 'loading', isLoading: isLoading ?? true }),
    user: () => Promise.resolve({}),
    toast: {
      show: (text: string, options: { duration?: number; isError?: boolean } = {}) => {
        toasts += 1;
        const { isError = false, duration = 5000 } = options;
        tell({ kind: 'toast', text, isError, durationMs: duration });
        return `toast-${toasts}`;
      },
      hide: () => undefined,
    },
    saveBar: {
      show: async (id: string) => barOf(id)?.show(),
      hide: async (id: string) => barOf(id)?.hide(),
      toggle: async (id: string) => barOf(id)?.toggle(),
      leaveConfirmation: () => Promise.resolve(),
    },
    modal: {
      show: async (id: string) => modalOf(id)?.show(),
      hide: async (id: string) => modalOf(id)?.hide(),
      toggle: async (id: string) => modalOf(id)?.toggle(),
    },
  };
  Object.assign(window, {
    shopify: new Proxy(global, {
      get: (target, name) => {
        if (name in target || typeof name === 'symbol') return Reflect.get(target, name) as unknown;
        throw new Error(`The simulator's App Bridge has no shopify.${name}`);
      },
    }),
  });

  // The page that the Remix library sends a browser to that came without a token.
  const reload = parameters.get('shopify-reload');
  if (reload !== null) {
    void idToken().then((token) => {
      const target = new URL(reload, location.href);
      target.searchParams.set('id_token', token);
      location.replace(target.href);
    });
  }
  tellLocation();
}
