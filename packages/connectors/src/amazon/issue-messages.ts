/** What is said of issue codes that are known, as ICU sentences: what happened, and what to do. `attributes` are Amazon's own names, or `none`. */
const en = {
  'amazon.issue.internal-error':
    'Amazon had an error of its own and did not take what was sent. Send the offer again in a few minutes; if Amazon still answers so, open a case with Seller Support.',
  'amazon.issue.value-invalid':
    'Amazon finds the value of {attributes, select, none {something that Amazon does not name} other {“{attributes}”}} invalid. Correct it where it comes from, in your shop or on the listing’s page in Seller Central; Quayside then looks again.',
  'amazon.issue.brand-not-allowed':
    'Amazon does not let your account offer this product under its brand, or the barcode does not belong to the brand ({attributes}). If you may sell it, apply for approval; if the barcode is wrong, correct it in your shop.',
  'amazon.issue.brand-not-approved':
    'Amazon has not approved the brand of this product ({attributes}). Apply for approval with pictures of the product and its packaging that show the brand.',
  'amazon.issue.several-items':
    'The barcode fits several items of Amazon’s catalogue, and Amazon cannot tell which one you sell. Choose the right one.',
  'amazon.issue.no-item':
    'Amazon knows no item with this barcode. Check the barcode in your shop, or name the ASIN of the item that you sell.',
  'amazon.issue.parent-unknown':
    'Amazon does not know the parent product of this variation ({attributes}). Create or correct the parent in Seller Central; the variation then joins it.',
  'amazon.issue.value-not-in-list':
    'Amazon takes only values of its own list for {attributes, select, none {something that Amazon does not name} other {“{attributes}”}}. Choose one of them on the listing’s page in Seller Central.',
  'amazon.issue.other-item':
    'What you say of the product contradicts the item in Amazon’s catalogue that it was matched with ({attributes}). If it is the same product, correct your values to Amazon’s; if not, offer it on the right item. A SKU that is on Amazon already stays with its item: use another SKU then.',
  'amazon.issue.other-items':
    'The barcode fits items of Amazon’s catalogue whose details contradict yours ({attributes}). Choose the right item, or correct the barcode in your shop.',
  'amazon.issue.no-item-and-no-data':
    'Amazon found no item for this offer, and too little is known of the product for a new one ({attributes}). Check the barcode in your shop, or name the ASIN of the item that you sell.',
  'amazon.issue.brand-or-number':
    'Amazon makes no new item of this: the barcode is not registered for the brand ({attributes}). Write brand and barcode exactly as they are registered, or apply for approval.',
  'amazon.issue.number-of-another':
    'Amazon says that the barcode belongs to another product or brand ({attributes}). Correct it in your shop, or choose the item that you really sell; repeated wrong barcodes can cost the right to create items.',
  'amazon.issue.sku-unknown':
    'Amazon does not have this SKU, or no longer has it, so it took no change. Send the offer again.',
  'amazon.issue.image':
    'Amazon does not accept the main picture ({attributes}): text, a logo or a watermark is on it. Upload a picture without them on the listing’s page in Seller Central.',
  'amazon.issue.minimum-price':
    'The lowest price that you allow in Seller Central is above the price of the offer ({attributes}), so Amazon shows nothing. Lower that minimum in Seller Central, or raise the price in your selling policy.',
  'amazon.issue.incomplete':
    'Amazon wants more details of the product: {attributes, select, none {something that Amazon does not name} other {“{attributes}”}}. It can be sold as it is; fill them in on the listing’s page in Seller Central to be found more easily.',
  'amazon.issue.restricted':
    'Amazon removed the item: it falls under the rules for restricted products. Read the reason on the listing’s page in Seller Central and appeal there if it is wrong; offer something else otherwise.',
  'amazon.issue.above-limit':
    'The value of {attributes, select, none {something that Amazon does not name} other {“{attributes}”}} is above the most that Amazon allows. Lower it where it comes from: a price in your selling policy, anything else in your shop or in Seller Central.',
  'amazon.issue.below-limit':
    'The value of {attributes, select, none {something that Amazon does not name} other {“{attributes}”}} is below the least that Amazon allows. Raise it where it comes from: a price in your selling policy, anything else in your shop or in Seller Central.',
  'amazon.issue.missing':
    'Amazon needs {attributes, select, none {something that Amazon does not name} other {“{attributes}”}}, and it is not there. Fill it in on the listing’s page in Seller Central, or in your shop if it comes from there.',
  'amazon.issue.too-many-values':
    'Amazon was given more values for {attributes, select, none {something that Amazon does not name} other {“{attributes}”}} than it takes. Remove those that are too many on the listing’s page in Seller Central.',
  'amazon.issue.missing-part':
    'A part of {attributes, select, none {something that Amazon does not name} other {“{attributes}”}} is not there that Amazon needs. Complete it on the listing’s page in Seller Central, or in your shop if it comes from there.',
  'amazon.issue.page-rules':
    'Amazon says that the product page breaks its rules, because something on it is not right. Correct the page in Seller Central, and appeal there if it is right.',
  'amazon.issue.attribute-unknown':
    'Amazon does not take {attributes, select, none {something that Amazon does not name} other {“{attributes}”}} for this type of product. Remove or correct it on the listing’s page in Seller Central.',
} as const;

const fr: Readonly<Record<keyof typeof en, string>> = {
  'amazon.issue.internal-error':
    'Amazon a rencontré une erreur interne et n’a pas pris ce qui a été envoyé. Renvoyez l’offre dans quelques minutes ; si la réponse reste la même, ouvrez un ticket auprès du support vendeurs.',
  'amazon.issue.value-invalid':
    'Amazon juge invalide la valeur de {attributes, select, none {une donnée qu’Amazon ne nomme pas} other {« {attributes} »}}. Corrigez-la là d’où elle vient, dans votre boutique ou sur la page de l’offre dans Seller Central ; Quayside vérifie ensuite.',
  'amazon.issue.brand-not-allowed':
    'Amazon ne permet pas à votre compte de proposer ce produit sous sa marque, ou le code-barres n’appartient pas à la marque ({attributes}). Si vous pouvez le vendre, demandez l’autorisation ; si le code-barres est faux, corrigez-le dans votre boutique.',
  'amazon.issue.brand-not-approved':
    'Amazon n’a pas approuvé la marque de ce produit ({attributes}). Demandez l’autorisation avec des photos du produit et de son emballage où la marque est visible.',
  'amazon.issue.several-items':
    'Le code-barres correspond à plusieurs articles du catalogue Amazon, qui ne peut savoir lequel vous vendez. Choisissez le bon.',
  'amazon.issue.no-item':
    'Amazon ne connaît aucun article avec ce code-barres. Vérifiez le code-barres dans votre boutique, ou indiquez l’ASIN de l’article que vous vendez.',
  'amazon.issue.parent-unknown':
    'Amazon ne connaît pas le produit parent de cette variation ({attributes}). Créez ou corrigez le parent dans Seller Central ; la variation s’y rattache ensuite.',
  'amazon.issue.value-not-in-list':
    'Amazon n’accepte pour {attributes, select, none {une donnée qu’Amazon ne nomme pas} other {« {attributes} »}} que les valeurs de sa propre liste. Choisissez-en une sur la page de l’offre dans Seller Central.',
  'amazon.issue.other-item':
    'Ce que vous dites du produit contredit l’article du catalogue Amazon auquel il a été rattaché ({attributes}). S’il s’agit du même produit, alignez vos valeurs sur celles d’Amazon ; sinon, proposez-le sur le bon article. Un SKU déjà présent sur Amazon reste lié à son article : prenez alors un autre SKU.',
  'amazon.issue.other-items':
    'Le code-barres correspond à des articles du catalogue Amazon dont les données contredisent les vôtres ({attributes}). Choisissez le bon article, ou corrigez le code-barres dans votre boutique.',
  'amazon.issue.no-item-and-no-data':
    'Amazon n’a trouvé aucun article pour cette offre, et le produit est trop peu décrit pour en créer un ({attributes}). Vérifiez le code-barres dans votre boutique, ou indiquez l’ASIN de l’article que vous vendez.',
  'amazon.issue.brand-or-number':
    'Amazon ne crée pas d’article : le code-barres n’est pas enregistré pour la marque ({attributes}). Écrivez la marque et le code-barres exactement comme ils sont enregistrés, ou demandez l’autorisation.',
  'amazon.issue.number-of-another':
    'Selon Amazon, le code-barres appartient à un autre produit ou à une autre marque ({attributes}). Corrigez-le dans votre boutique, ou choisissez l’article que vous vendez vraiment ; des codes-barres faux à répétition peuvent coûter le droit de créer des articles.',
  'amazon.issue.sku-unknown':
    'Amazon n’a pas ce SKU, ou ne l’a plus, et n’a donc pris aucune modification. Renvoyez l’offre.',
  'amazon.issue.image':
    'Amazon refuse l’image principale ({attributes}) : elle porte un texte, un logo ou un filigrane. Téléversez une image qui n’en a pas sur la page de l’offre dans Seller Central.',
  'amazon.issue.minimum-price':
    'Le prix minimum que vous autorisez dans Seller Central dépasse le prix de l’offre ({attributes}), Amazon n’affiche donc rien. Baissez ce minimum dans Seller Central, ou relevez le prix dans votre politique de vente.',
  'amazon.issue.incomplete':
    'Amazon souhaite plus de détails sur le produit : {attributes, select, none {une donnée qu’Amazon ne nomme pas} other {« {attributes} »}}. Il peut être vendu tel quel ; complétez-les sur la page de l’offre dans Seller Central pour être trouvé plus facilement.',
  'amazon.issue.restricted':
    'Amazon a retiré l’article : il relève des règles sur les produits soumis à restrictions. Lisez le motif sur la page de l’offre dans Seller Central et contestez-le s’il est faux ; sinon, proposez autre chose.',
  'amazon.issue.above-limit':
    'La valeur de {attributes, select, none {une donnée qu’Amazon ne nomme pas} other {« {attributes} »}} dépasse le maximum permis par Amazon. Baissez-la là d’où elle vient : un prix dans votre politique de vente, le reste dans votre boutique ou dans Seller Central.',
  'amazon.issue.below-limit':
    'La valeur de {attributes, select, none {une donnée qu’Amazon ne nomme pas} other {« {attributes} »}} est inférieure au minimum permis par Amazon. Relevez-la là d’où elle vient : un prix dans votre politique de vente, le reste dans votre boutique ou dans Seller Central.',
  'amazon.issue.missing':
    'Amazon exige {attributes, select, none {une donnée qu’Amazon ne nomme pas} other {« {attributes} »}}, qui manque. Complétez-le sur la page de l’offre dans Seller Central, ou dans votre boutique si la donnée en vient.',
  'amazon.issue.too-many-values':
    'Amazon a reçu plus de valeurs pour {attributes, select, none {une donnée qu’Amazon ne nomme pas} other {« {attributes} »}} qu’il n’en accepte. Supprimez celles qui sont de trop sur la page de l’offre dans Seller Central.',
  'amazon.issue.missing-part':
    'Il manque à {attributes, select, none {une donnée qu’Amazon ne nomme pas} other {« {attributes} »}} une partie qu’Amazon exige. Complétez-la sur la page de l’offre dans Seller Central, ou dans votre boutique si la donnée en vient.',
  'amazon.issue.page-rules':
    'Selon Amazon, la page du produit enfreint ses règles, car une information y est inexacte. Corrigez la page dans Seller Central, et contestez si elle est juste.',
  'amazon.issue.attribute-unknown':
    'Amazon n’accepte pas {attributes, select, none {une donnée qu’Amazon ne nomme pas} other {« {attributes} »}} pour ce type de produit. Supprimez-le ou corrigez-le sur la page de l’offre dans Seller Central.',
};

export const issueMessages = { en, fr };
