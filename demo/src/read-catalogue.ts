import { NoCatalogue } from '@quayside/simulators/catalogue-file/catalogue-text';
import { readCatalogueFile, type Catalogue } from '@quayside/simulators/woocommerce/catalogue';

const howToExport = 'Export your products in WooCommerce (Products > Export) and give that CSV file.';

/**
 * Looks at a merchant's catalogue before anything is started for it.
 *
 * @throws Error in one sentence when it cannot be read or is no product export.
 */
export async function checkCatalogue(file: string): Promise<Catalogue> {
  const catalogue = await read(file);
  if (catalogue.missingColumns.length > 0) {
    const columns = catalogue.missingColumns.map((column) => `“${column}”`).join(' and ');
    throw new Error(
      `${file} is no product export of WooCommerce in English: its first line lacks ${columns}. ${howToExport}`,
    );
  }
  if (catalogue.products.length === 0) throw new Error(`${file} holds no product. ${howToExport}`);
  return catalogue;
}

async function read(file: string): Promise<Catalogue> {
  try {
    return await readCatalogueFile(file);
  } catch (error) {
    if (error instanceof NoCatalogue)
      throw new Error(`${file} ${error.message}. ${howToExport}`, { cause: error });
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    if (code === 'ENOENT') throw new Error(`There is no file ${file}. ${howToExport}`, { cause: error });
    if (code === 'EISDIR')
      throw new Error(`${file} is a folder, not a file. ${howToExport}`, { cause: error });
    throw new Error(`${file} cannot be read (${code === '' ? String(error) : code}). ${howToExport}`, {
      cause: error,
    });
  }
}
