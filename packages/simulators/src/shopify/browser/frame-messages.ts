/** What the app's page tells the page around it. */
export type FromApp =
  | { readonly kind: 'id-token'; readonly request: number }
  | { readonly kind: 'location'; readonly path: string }
  | { readonly kind: 'navigation'; readonly links: readonly NavigationLink[] }
  | { readonly kind: 'title'; readonly title: string; readonly buttons: readonly string[] }
  | { readonly kind: 'save-bar'; readonly isOpen: boolean }
  | { readonly kind: 'toast'; readonly text: string; readonly isError: boolean; readonly durationMs: number }
  | { readonly kind: 'loading'; readonly isLoading: boolean }
  | { readonly kind: 'open'; readonly url: string };

/** What the page around the app tells it. */
export type ToApp =
  | { readonly kind: 'id-token'; readonly request: number; readonly token: string | null }
  | { readonly kind: 'navigate'; readonly href: string }
  | { readonly kind: 'title-button'; readonly index: number }
  | { readonly kind: 'save-bar'; readonly choice: 'save' | 'discard' };

/** A link of the app's own menu. */
export interface NavigationLink {
  readonly label: string;
  readonly href: string;
}
