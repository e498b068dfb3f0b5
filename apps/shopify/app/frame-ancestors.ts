/** The shop's own address: Shopify names it when it opens the app. */
const shopAddress = /^[a-z0-9][a-z0-9-]*\.myshopify\.com$/;

/** Who may show a page in a frame: the admin of the shop that it is for, which is another one for each shop; without a shop, nobody. */
export function frameAncestors(request: Request): string {
  const shop = new URL(request.url).searchParams.get('shop') ?? '';
  return shopAddress.test(shop)
    ? `frame-ancestors https://${shop} https://admin.shopify.com;`
    : "frame-ancestors 'none';";
}
