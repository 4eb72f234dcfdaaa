import "reflect-metadata";
import assert from "node:assert/strict";
import { createPrivateKey, X509Certificate } from "node:crypto";
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import tls from "node:tls";
import { X509Certificate as ParsedCertificate, BasicConstraintsExtension } from "@peculiar/x509";
import {
  type AuthorityKeys,
  CertificateAuthority,
  createAuthority,
  isAuthorityFresh,
} from "../../../sandbox/proxy/CertificateAuthority.ts";

const day = 86_400_000;

/** What a client sees that connects to a server with this context and checks its certificate. */
async function handshake(
  context: tls.SecureContext,
  servername: string,
  ca: string,
): Promise<tls.DetailedPeerCertificate> {
  const server = tls.createServer({ SNICallback: (_name, done) => done(null, context) });
  server.on("tlsClientError", () => undefined);
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const client = tls.connect({ port: (server.address() as AddressInfo).port, host: "127.0.0.1", servername, ca });
  try {
    await once(client, "secureConnect");
    return client.getPeerCertificate(true);
  } finally {
    client.destroy();
    server.close();
  }
}

describe("CertificateAuthority", () => {
  let keys: AuthorityKeys;
  let authority: CertificateAuthority;
  before(async () => {
    keys = await createAuthority();
    authority = await CertificateAuthority.load(keys);
  });

  it("is a P-256 authority that signs hosts and no other authorities", () => {
    const certificate = new X509Certificate(keys.certificate);
    assert.equal(certificate.ca, true);
    assert.equal(certificate.publicKey.asymmetricKeyDetails?.namedCurve, "prime256v1");
    assert.equal(certificate.verify(certificate.publicKey), true);
    assert.equal(certificate.checkPrivateKey(createPrivateKey(keys.privateKey)), true);
    const constraints = new ParsedCertificate(keys.certificate).getExtension(BasicConstraintsExtension);
    assert.equal(constraints?.critical, true);
    assert.equal(constraints.pathLength, 0);
    assert.equal(isAuthorityFresh(keys), true);
  });

  it("makes another authority each time", async () => {
    const other = await createAuthority();
    assert.notEqual(new X509Certificate(other.certificate).subject, new X509Certificate(keys.certificate).subject);
    assert.notEqual(other.privateKey, keys.privateKey);
  });

  it("signs a host's certificate that a client accepts for that host", async () => {
    const host = "a1b2c3d4e5.execute-api.eu-central-1.amazonaws.com";
    const peer = await handshake(await authority.secureContext(host), host, keys.certificate);
    const leaf = new X509Certificate(peer.raw);
    assert.equal(leaf.subjectAltName, `DNS:${host}`);
    assert.equal(leaf.ca, false);
    assert.deepEqual(leaf.keyUsage, ["1.3.6.1.5.5.7.3.1"]);
    assert.equal(leaf.verify(new X509Certificate(keys.certificate).publicKey), true);
    const lifetime = Date.parse(leaf.validTo) - Date.now();
    assert.ok(lifetime > 6 * day && lifetime < 8 * day, `valid for ${lifetime / day} days`);
    assert.ok(Date.parse(leaf.validFrom) < Date.now());
  });

  it("serves hosts longer than a common name can be", async () => {
    const host = `${"a".repeat(63)}.${"b".repeat(63)}.${"c".repeat(63)}.example`;
    const peer = await handshake(await authority.secureContext(host), host, keys.certificate);
    assert.equal(peer.subjectaltname, `DNS:${host}`);
  });

  it("is refused by a client for another host, and by one that trusts another authority", async () => {
    const context = await authority.secureContext("a.okta.com");
    await assert.rejects(handshake(context, "b.okta.com", keys.certificate), { code: "ERR_TLS_CERT_ALTNAME_INVALID" });
    const other = await createAuthority();
    await assert.rejects(handshake(context, "a.okta.com", other.certificate), {
      code: "UNABLE_TO_VERIFY_LEAF_SIGNATURE",
    });
  });

  it("keeps a host's context, and makes one for clients that ask at the same time", async () => {
    const contexts = await Promise.all([1, 2, 3].map(() => authority.secureContext("once.okta.com")));
    assert.equal(new Set(contexts).size, 1);
    assert.equal(await authority.secureContext("once.okta.com"), contexts[0]);
    assert.notEqual(await authority.secureContext("twice.okta.com"), contexts[0]);
  });

  it("makes a host's context anew long before its certificate ends", async () => {
    const first = await authority.secureContext("renewed.okta.com");
    const { now } = Date;
    try {
      Date.now = () => now() + 3 * day;
      assert.equal(await authority.secureContext("renewed.okta.com"), first);
      Date.now = () => now() + 4 * day;
      assert.notEqual(await authority.secureContext("renewed.okta.com"), first);
    } finally {
      Date.now = now;
    }
  });

  it("is to be made anew in the last month of its two years", () => {
    const { now } = Date;
    try {
      Date.now = () => now() + 699 * day;
      assert.equal(isAuthorityFresh(keys), true);
      Date.now = () => now() + 701 * day;
      assert.equal(isAuthorityFresh(keys), false);
    } finally {
      Date.now = now;
    }
  });

  it("goes on signing what its old clients trust after it was loaded again", async () => {
    const again = await CertificateAuthority.load(keys);
    const peer = await handshake(await again.secureContext("a.okta.com"), "a.okta.com", keys.certificate);
    assert.equal(peer.subjectaltname, "DNS:a.okta.com");
  });

  it("does not load what is no authority", async () => {
    await assert.rejects(CertificateAuthority.load({ certificate: keys.certificate, privateKey: "nothing" }));
    await assert.rejects(CertificateAuthority.load({ certificate: "nothing", privateKey: keys.privateKey }));
  });
});
