import type { FederatedCredentialModel, SecretModel } from "../../../../trust/TrustModel.ts";
import type { Check } from "../Check.ts";
import { directoryCheck, type DirectoryUnderTest, inWords } from "./directoryCheck.ts";

/** What an application is declared to prove itself with. */
interface DeclaredCredentials {
  readonly secret?: SecretModel | undefined;
  readonly federatedCredentials?: Readonly<Record<string, FederatedCredentialModel>> | undefined;
}

interface Registration {
  readonly passwordCredentials: readonly { readonly endDateTime: string }[];
  readonly keyCredentials?: readonly object[];
}

interface Federated {
  readonly issuer: string;
  readonly subject: string;
  readonly audiences: readonly string[];
}

/**
 * That an application can prove itself with nothing but what was declared: a secret that somebody added, a certificate, or
 * trust in another workflow opens whatever the application may do. Secrets that have ended do not count.
 */
export function credentialsCheck(
  under: DirectoryUnderTest,
  name: string,
  appId: string,
  declared: DeclaredCredentials,
  now: () => Date,
): Check {
  const generations = [declared.secret?.generation, declared.secret?.previousGeneration].filter(Boolean).length;
  const federated = Object.values(declared.federatedCredentials ?? {}).map((one) =>
    describeFederated({ ...one, audiences: [one.audience] }),
  );
  return directoryCheck(
    under,
    `${name}: no credentials but the declared ones`,
    describe(generations, generations, 0, federated),
    async (directory) => {
      const path = `/applications(appId='${appId}')`;
      const [{ passwordCredentials, keyCredentials = [] }, trusted] = await Promise.all([
        directory.get<Registration>(`${path}?$select=passwordCredentials,keyCredentials`),
        directory.list<Federated>(`${path}/federatedIdentityCredentials`),
      ]);
      const valid = passwordCredentials.filter(({ endDateTime }) => Date.parse(endDateTime) > now().getTime());
      return describe(valid.length, generations, keyCredentials.length, trusted.map(describeFederated));
    },
  );
}

/** @param most how many secrets there may be: the one before the current one ends by itself */
function describe(secrets: number, most: number, certificates: number, federated: readonly string[]): string {
  const ofSecrets = secrets <= most ? `at most ${count(most, "secret")}` : count(secrets, "secret");
  return `${most === 0 && secrets === 0 ? "no secret" : ofSecrets}, ${count(certificates, "certificate")}, ${inWords(federated, "no federated credential")}`;
}

function count(number: number, what: string): string {
  return number === 0 ? `no ${what}` : `${number} ${what}${number === 1 ? "" : "s"}`;
}

function describeFederated({ issuer, subject, audiences }: Federated): string {
  return `${subject} of ${issuer} for ${audiences.join(" or ")}`;
}
