import "reflect-metadata";
import { randomBytes, type webcrypto } from "node:crypto";
import tls, { type SecureContext } from "node:tls";
import {
  AuthorityKeyIdentifierExtension,
  BasicConstraintsExtension,
  ExtendedKeyUsage,
  ExtendedKeyUsageExtension,
  type Extension,
  KeyUsageFlags,
  KeyUsagesExtension,
  PemConverter,
  SubjectAlternativeNameExtension,
  SubjectKeyIdentifierExtension,
  X509Certificate,
  X509CertificateGenerator,
} from "@peculiar/x509";

/** The authority as it is kept in the state, both in PEM. The private key never leaves the state. */
export interface AuthorityKeys {
  readonly certificate: string;
  readonly privateKey: string;
}

const ecdsa = { name: "ECDSA", namedCurve: "P-256", hash: "SHA-256" };
const hour = 3_600_000;
const day = 24 * hour;

/** Clients that were started with the authority's file trust it for as long as they run, hence the long life. */
const authorityLifetime = 730 * day;
/** An authority this near its end is made anew at the next start. */
const authorityMargin = 30 * day;
const leafLifetime = 7 * day;
/** Unknown hosts get certificates too, so that they can be refused: their number is up to the clients. */
const cachedHosts = 1000;

/** A self-signed ECDSA P-256 authority that may sign certificates of hosts only (path length 0). */
export async function createAuthority(): Promise<AuthorityKeys> {
  const keys = await crypto.subtle.generateKey(ecdsa, true, ["sign", "verify"]);
  const certificate = await X509CertificateGenerator.createSelfSigned({
    name: `CN=crosstrust sandbox ${randomBytes(4).toString("hex")},O=crosstrust`,
    keys,
    extensions: [
      new BasicConstraintsExtension(true, 0, true),
      new KeyUsagesExtension(KeyUsageFlags.keyCertSign | KeyUsageFlags.cRLSign, true),
      await SubjectKeyIdentifierExtension.create(keys.publicKey),
    ],
    ...serialAndValidity(authorityLifetime),
  });
  const privateKey = PemConverter.encode(await crypto.subtle.exportKey("pkcs8", keys.privateKey), "PRIVATE KEY");
  return { certificate: certificate.toString("pem"), privateKey };
}

/** @returns false when the authority is so near the end of its validity that another one should be made */
export function isAuthorityFresh({ certificate }: AuthorityKeys): boolean {
  return new X509Certificate(certificate).notAfter.getTime() - Date.now() > authorityMargin;
}

/**
 * Signs a certificate for any host, on demand, and keeps it while it is valid. Validity follows the system's clock, as
 * clients check it by theirs, not the sandbox's.
 */
export class CertificateAuthority {
  readonly #certificate: X509Certificate;
  readonly #signingKey: webcrypto.CryptoKey;
  readonly #leafKeys: webcrypto.CryptoKeyPair;
  readonly #leafKeyPem: string;
  readonly #contexts = new Map<string, { context: Promise<SecureContext>; renewAt: number }>();

  private constructor(
    certificate: X509Certificate,
    keys: { signingKey: webcrypto.CryptoKey; leafKeys: webcrypto.CryptoKeyPair; leafKeyPem: string },
  ) {
    this.#certificate = certificate;
    this.#signingKey = keys.signingKey;
    this.#leafKeys = keys.leafKeys;
    this.#leafKeyPem = keys.leafKeyPem;
  }

  /** Throws when the PEM texts are not those of an authority and its key. */
  static async load({ certificate, privateKey }: AuthorityKeys): Promise<CertificateAuthority> {
    const signingKey = await crypto.subtle.importKey("pkcs8", PemConverter.decodeFirst(privateKey), ecdsa, false, [
      "sign",
    ]);
    const leafKeys = await crypto.subtle.generateKey(ecdsa, true, ["sign", "verify"]);
    const leafKeyPem = PemConverter.encode(await crypto.subtle.exportKey("pkcs8", leafKeys.privateKey), "PRIVATE KEY");
    return new CertificateAuthority(new X509Certificate(certificate), { signingKey, leafKeys, leafKeyPem });
  }

  /** What a TLS server for this host (lower case, no port) is set up with. */
  secureContext(host: string): Promise<SecureContext> {
    const cached = this.#contexts.get(host);
    if (cached && Date.now() < cached.renewAt) return cached.context;
    const context = this.#createContext(host);
    this.#contexts.delete(host);
    this.#contexts.set(host, { context, renewAt: Date.now() + leafLifetime / 2 });
    context.catch(() => this.#contexts.delete(host));
    const [oldest] = this.#contexts.keys();
    if (this.#contexts.size > cachedHosts && oldest !== undefined) this.#contexts.delete(oldest);
    return context;
  }

  async #createContext(host: string): Promise<SecureContext> {
    const extensions: Extension[] = [
      new BasicConstraintsExtension(false, undefined, true),
      new KeyUsagesExtension(KeyUsageFlags.digitalSignature, true),
      new ExtendedKeyUsageExtension([ExtendedKeyUsage.serverAuth]),
      new SubjectAlternativeNameExtension([{ type: "dns", value: host }]),
      await SubjectKeyIdentifierExtension.create(this.#leafKeys.publicKey),
      await AuthorityKeyIdentifierExtension.create(this.#certificate.publicKey),
    ];
    const leaf = await X509CertificateGenerator.create({
      // A common name holds 64 characters at most, and clients look at the alternative name alone.
      subject: "CN=crosstrust sandbox host,O=crosstrust",
      issuer: this.#certificate.subject,
      publicKey: this.#leafKeys.publicKey,
      signingKey: this.#signingKey,
      signingAlgorithm: ecdsa,
      extensions,
      ...serialAndValidity(leafLifetime),
    });
    return tls.createSecureContext({ key: this.#leafKeyPem, cert: leaf.toString("pem"), minVersion: "TLSv1.2" });
  }
}

/** Begins an hour ago, so that a client whose clock is a little behind is served too. */
function serialAndValidity(lifetime: number): { serialNumber: string; notBefore: Date; notAfter: Date } {
  const serial = randomBytes(16);
  // Positive, and without a leading zero byte, as DER wants its integers.
  serial[0] = ((serial[0] ?? 0) & 0x3f) | 0x40;
  const now = Date.now();
  return {
    serialNumber: serial.toString("hex"),
    notBefore: new Date(now - hour),
    notAfter: new Date(now + lifetime),
  };
}
