import { rename, writeFile } from 'node:fs/promises';
import { JOIN_SERVER_NAME } from '@ram-sweep/protocol/join-token';
import { makeSelfSigned } from '../certificate/self-signed.js';
import { exists, type Home } from '../home.js';

/** Makes the key and the certificate of a home, once; all of its tokens name this certificate. */
export async function ensureCertificate(home: Home, commonName: string): Promise<void> {
  if (await exists(home.certificate)) return;
  const { certificate, key } = await makeSelfSigned({ serverName: JOIN_SERVER_NAME, commonName });
  await writeFile(home.certificateKey, key, { mode: 0o600 });
  // Last, and whole: it says that the key is there.
  const draft = `${home.certificate}.new`;
  await writeFile(draft, certificate, { mode: 0o600 });
  await rename(draft, home.certificate);
}
