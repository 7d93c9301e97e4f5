import { generateKeyPair } from 'node:crypto';
import { chmod, writeFile } from 'node:fs/promises';
import { isIP } from 'node:net';
import { join } from 'node:path';
import { promisify } from 'node:util';
import forge from 'node-forge';

/** Files in PEM form. */
export interface TestCertificate {
  readonly certFile: string;
  readonly keyFile: string;
}

/** A certificate authority of a test. */
export interface TestAuthority {
  readonly caFile: string;
  /**
   * Signs a certificate for these names and addresses, and writes it to `<name>.pem` and `<name>.key`, in the place of
   * one that is there. Valid from a day ago to a day from now, unless it has `expired` an hour ago.
   */
  issue(name: string, options?: { hosts?: readonly string[]; expired?: boolean }): Promise<TestCertificate>;
}

const HOUR_MS = 3_600_000;
const keyPair = promisify(generateKeyPair);

/** One pair for all holders: making one takes a while, and whom to trust follows from the authorities' keys. */
let holdersKeys: ReturnType<typeof newKeys> | undefined;

/** Makes an authority whose files are in `directory`; two of one name do not trust each other's certificates. */
export async function makeAuthority(directory: string, name = 'ca'): Promise<TestAuthority> {
  const keys = await newKeys();
  const subject = [{ name: 'commonName', value: `ram-sweep test ${name}` }];
  const own = newCertificate({ subject, issuer: subject, publicKey: keys.publicKey });
  own.setExtensions([
    { name: 'basicConstraints', cA: true, critical: true },
    { name: 'keyUsage', keyCertSign: true, critical: true },
  ]);
  own.sign(keys.privateKey, forge.md.sha256.create());
  const caFile = join(directory, `${name}.pem`);
  await writeFile(caFile, forge.pki.certificateToPem(own));

  return {
    caFile,
    issue: async (file, { hosts = [], expired = false } = {}) => {
      const { publicKey, pem } = await (holdersKeys ??= newKeys());
      const holder = [{ name: 'commonName', value: file }];
      const certificate = newCertificate({ subject: holder, issuer: subject, publicKey, expired });
      certificate.setExtensions([
        { name: 'extKeyUsage', serverAuth: true, clientAuth: true },
        ...(hosts.length > 0 ? [{ name: 'subjectAltName', altNames: hosts.map(alternativeName) }] : []),
      ]);
      certificate.sign(keys.privateKey, forge.md.sha256.create());
      const written = { certFile: join(directory, `${file}.pem`), keyFile: join(directory, `${file}.key`) };
      await writeFile(written.certFile, forge.pki.certificateToPem(certificate));
      await writeFile(written.keyFile, pem, { mode: 0o600 });
      await chmod(written.keyFile, 0o600);
      return written;
    },
  };
}

async function newKeys() {
  const { publicKey, privateKey } = await keyPair('rsa', { modulusLength: 2048 });
  const pem = privateKey.export({ type: 'pkcs1', format: 'pem' }).toString();
  return {
    pem,
    privateKey: forge.pki.privateKeyFromPem(pem),
    publicKey: forge.pki.publicKeyFromPem(publicKey.export({ type: 'spki', format: 'pem' }).toString()),
  };
}

function newCertificate(parts: {
  subject: forge.pki.CertificateField[];
  issuer: forge.pki.CertificateField[];
  publicKey: forge.pki.PublicKey;
  expired?: boolean;
}): forge.pki.Certificate {
  const certificate = forge.pki.createCertificate();
  certificate.publicKey = parts.publicKey;
  certificate.serialNumber = `01${forge.util.bytesToHex(forge.random.getBytesSync(8))}`;
  certificate.setSubject(parts.subject);
  certificate.setIssuer(parts.issuer);
  certificate.validity.notBefore = new Date(Date.now() - 24 * HOUR_MS);
  certificate.validity.notAfter = new Date(Date.now() + (parts.expired ? -HOUR_MS : 24 * HOUR_MS));
  return certificate;
}

/** RFC 5280, 4.2.1.6: 2 is a DNS name, 7 an IP address. */
const alternativeName = (host: string) => (isIP(host) ? { type: 7, ip: host } : { type: 2, value: host });
