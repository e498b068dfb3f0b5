import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { generate } from 'selfsigned';

/** A certificate with its key, both in PEM. */
export interface ServerCertificate {
  readonly key: string;
  readonly cert: string;
}

/** An authority of our own, and what it has signed. */
export interface CertificateSet extends ServerCertificate {
  /** The authority's certificate, for `NODE_EXTRA_CA_CERTS`. */
  readonly caFile: string;
  /** Deletes the file. */
  remove(): Promise<void>;
}

/** Makes an authority and one certificate for all these host names; a name may begin with `*.`. */
export async function makeCertificates(hosts: readonly string[]): Promise<CertificateSet> {
  const ca = await generate([{ name: 'commonName', value: 'Quayside simulator' }], {
    keyType: 'ec',
    algorithm: 'sha256',
    extensions: [
      { name: 'basicConstraints', cA: true, critical: true },
      { name: 'keyUsage', keyCertSign: true, cRLSign: true, critical: true },
    ],
  });
  const server = await generate([{ name: 'commonName', value: hosts[0] ?? 'localhost' }], {
    keyType: 'ec',
    algorithm: 'sha256',
    ca: { key: ca.private, cert: ca.cert },
    extensions: [
      { name: 'basicConstraints', cA: false, critical: true },
      { name: 'keyUsage', digitalSignature: true, critical: true },
      { name: 'extKeyUsage', serverAuth: true },
      { name: 'subjectAltName', altNames: hosts.map((value) => ({ type: 2, value })) },
    ],
  });
  const folder = await mkdtemp(join(tmpdir(), 'quayside-simulator-'));
  const caFile = join(folder, 'ca.pem');
  await writeFile(caFile, ca.cert);
  return {
    key: server.private,
    cert: server.cert,
    caFile,
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}
