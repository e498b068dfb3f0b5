/** The language that the merchant's admin is in: Shopify names it when it opens the app, and our links carry it on. */
export function languageOf(request: Request): string | null {
  return new URL(request.url).searchParams.get('locale') ?? request.headers.get('accept-language');
}
