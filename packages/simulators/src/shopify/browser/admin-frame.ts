/// <reference lib="dom" />
/// <reference lib="dom.iterable" />
/// <reference lib="dom.asynciterable" />
import type { FromApp, NavigationLink, ToApp } from './frame-messages.ts';

/** What the stand-in admin page is told by the server. */
export interface FrameFacts {
  readonly appOrigin: string;
  /** The app's page in the admin, such as `/store/demo/apps/quayside`. */
  readonly appPath: string;
  /** The shop's admin, such as `/store/demo`. */
  readonly storePath: string;
}

/**
 * The script of the stand-in admin page: answers the App Bridge stub in the frame. Served as text, so it may use nothing from outside.
 */
export function adminFrame({ appOrigin, appPath, storePath }: FrameFacts): void {
  const byId = (id: string): HTMLElement => {
    const element = document.getElementById(id);
    if (element === null) throw new Error(`The page has no ${id}`);
    return element;
  };
  const frame = byId('app-frame') as HTMLIFrameElement;
  const tell = (message: ToApp): void => {
    frame.contentWindow?.postMessage({ appBridge: message }, appOrigin);
  };
  const buttonFor = (label: string, click: () => void): HTMLButtonElement => {
    const button = document.createElement('button');
    button.type = 'button';
    button.textContent = label;
    button.addEventListener('click', click);
    return button;
  };
  const showLinks = (links: readonly NavigationLink[]): void => {
    byId('app-links').replaceChildren(
      ...links.map(({ label, href }) => {
        const item = document.createElement('li');
        const link = document.createElement('a');
        link.href = `${appPath}${href}`;
        link.textContent = label;
        link.addEventListener('click', (event) => {
          event.preventDefault();
          tell({ kind: 'navigate', href });
        });
        item.append(link);
        return item;
      }),
    );
  };
  const showToast = (text: string, isError: boolean, durationMs: number): void => {
    const toast = document.createElement('div');
    toast.textContent = text;
    toast.className = isError ? 'toast error' : 'toast';
    byId('toasts').append(toast);
    setTimeout(() => {
      toast.remove();
    }, durationMs);
  };
  const open = (url: string): void => {
    location.assign(
      url.startsWith('shopify:admin') ? `${storePath}${url.slice('shopify:admin'.length)}` : url,
    );
  };
  const answerToken = async (request: number): Promise<void> => {
    const answer = await fetch(`${storePath}/session-token`, { method: 'POST' });
    const { token } = answer.ok ? ((await answer.json()) as { token: string }) : { token: null };
    tell({ kind: 'id-token', request, token });
  };
  window.addEventListener('message', (event) => {
    const message = (event.data as { appBridge?: FromApp } | null)?.appBridge;
    if (event.origin !== appOrigin || message === undefined) return;
    switch (message.kind) {
      case 'id-token':
        void answerToken(message.request);
        break;
      case 'location': {
        const [path = '/', search = ''] = message.path.split('?');
        // What only belongs to the launch is not the merchant's address.
        const kept = new URLSearchParams(search);
        for (const name of ['embedded', 'hmac', 'host', 'id_token', 'locale', 'session', 'shop', 'timestamp'])
          kept.delete(name);
        const query = kept.toString();
        history.replaceState(
          null,
          '',
          `${appPath}${path === '/' ? '' : path}${query === '' ? '' : `?${query}`}`,
        );
        break;
      }
      case 'navigation':
        showLinks(message.links);
        break;
      case 'title':
        byId('app-title').textContent = message.title;
        byId('app-buttons').replaceChildren(
          ...message.buttons.map((label, index) =>
            buttonFor(label, () => {
              tell({ kind: 'title-button', index });
            }),
          ),
        );
        break;
      case 'save-bar':
        byId('save-bar').hidden = !message.isOpen;
        break;
      case 'toast':
        showToast(message.text, message.isError, message.durationMs);
        break;
      case 'loading':
        byId('loading').hidden = !message.isLoading;
        break;
      case 'open':
        open(message.url);
        break;
    }
  });
  byId('save').addEventListener('click', () => {
    tell({ kind: 'save-bar', choice: 'save' });
  });
  byId('discard').addEventListener('click', () => {
    tell({ kind: 'save-bar', choice: 'discard' });
  });
}
