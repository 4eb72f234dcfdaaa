import { createHash, randomBytes } from "node:crypto";
import { exportJWK, generateKeyPair, importJWK, SignJWT } from "jose";
import type { AwsAccount } from "../AwsAccount.ts";
import type { StoreUser } from "../identityStore/state.ts";
import { applicationArnOf, identityStoreArnOf, instanceArnOf, trustedTokenIssuerArnOf } from "../ssoAdmin/arns.ts";
import type { Application, IdentityCenter, SigningKey, TrustedTokenIssuer } from "../ssoAdmin/state.ts";

export interface IdTokenSubject {
  readonly instance: IdentityCenter;
  readonly application: Application;
  readonly issuer: TrustedTokenIssuer;
  readonly user: StoreUser;
  /** What STS takes for the person. */
  readonly identityContext: string;
}

/**
 * The ID token of an exchange (S3 user guide, "S3 Access Grants and corporate directory identities", shows one). Which
 * algorithm signs it is not documented; nobody but AWS has to check it.
 * @param seconds now, in whole epoch seconds
 * @param lifetime in seconds
 */
export async function mintIdToken(
  account: AwsAccount,
  { instance, application, issuer, user, identityContext }: IdTokenSubject,
  seconds: number,
  lifetime: number,
): Promise<string> {
  const { kid, privateJwk } = await signingKeyOf(instance);
  return new SignJWT({
    iss: `https://identitycenter.amazonaws.com/${instance.instanceId}`,
    sub: user.id,
    aud: applicationArnOf(account, instance, application),
    iat: seconds,
    exp: seconds + lifetime,
    auth_time: new Date(seconds * 1000).toISOString().replace(".000Z", "Z"),
    act: { sub: trustedTokenIssuerArnOf(account, instance, issuer) },
    "aws:credential_id": randomBytes(48).toString("base64url"),
    "aws:identity_store_arn": identityStoreArnOf(account, instance),
    "aws:identity_store_id": instance.store.id,
    "aws:instance_account": account.id,
    "aws:instance_arn": instanceArnOf(instance),
    "sts:audit_context": `AQoJb3JpZ2luX2Vj${randomBytes(120).toString("base64")}`,
    "sts:identity_context": identityContext,
  })
    .setProtectedHeader({ alg: "RS256", kid, typ: "JWT" })
    .sign(await importJWK(privateJwk, "RS256"));
}

const making = new WeakMap<IdentityCenter, Promise<SigningKey>>();

/** Made when the first token is signed. */
async function signingKeyOf(instance: IdentityCenter): Promise<SigningKey> {
  if (instance.signingKey) return instance.signingKey;
  const underWay = making.get(instance) ?? makeKey();
  making.set(instance, underWay);
  const made = await underWay;
  return (instance.signingKey ??= made);
}

async function makeKey(): Promise<SigningKey> {
  const { privateKey } = await generateKeyPair("RS256", { extractable: true });
  const privateJwk = { ...(await exportJWK(privateKey)) };
  const kid = createHash("sha256").update(String(privateJwk.n)).digest("base64url");
  return { kid, privateJwk };
}
