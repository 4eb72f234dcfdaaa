import * as pulumi from "@pulumi/pulumi";
import { ApplicationFederatedIdentityCredential } from "@pulumi/azuread/applicationFederatedIdentityCredential.js";
import { ApplicationPassword } from "@pulumi/azuread/applicationPassword.js";
import type { MicrosoftClientModel, SecretModel } from "../../trust/TrustModel.ts";
import { secretEnd } from "./secretEnd.ts";

/** The secret of the current generation. */
export interface DeclaredSecret {
  /** A Pulumi secret. */
  readonly value: pulumi.Output<string>;
  readonly keyId: pulumi.Output<string>;
  /** In ISO 8601. */
  readonly expires: pulumi.Output<string>;
}

type Credentials<S> = Pick<MicrosoftClientModel, "federatedCredentials"> & { readonly secret: S };

/**
 * Declares what an application signs in with: a password for each generation of its secret, and its federated identity
 * credentials. They are children of the component that calls, named after it.
 * @param applicationId the provider's id of the application, `/applications/{object id}`
 * @returns the current secret, where there is one
 */
export function declareCredentials<S extends SecretModel | undefined>(
  name: string,
  applicationId: pulumi.Input<string>,
  { secret, federatedCredentials }: Credentials<S>,
  parent: pulumi.ComponentResource,
): S extends undefined ? undefined : DeclaredSecret;
export function declareCredentials(
  name: string,
  applicationId: pulumi.Input<string>,
  { secret, federatedCredentials }: Credentials<SecretModel | undefined>,
  parent: pulumi.ComponentResource,
): DeclaredSecret | undefined {
  for (const [credential, { issuer, subject, audience, description }] of Object.entries(federatedCredentials)) {
    new ApplicationFederatedIdentityCredential(
      `${name}/${credential}`,
      {
        applicationId,
        displayName: credential,
        issuer,
        subject,
        audiences: [audience],
        ...(description && { description }),
      },
      { parent },
    );
  }
  if (secret === undefined) return undefined;
  const { generation, previousGeneration } = secret;
  if (previousGeneration !== undefined) {
    declarePassword(name, applicationId, previousGeneration, secret, ["displayName", "endDate"], parent);
  }
  const relative = "afterDays" in secret.expires;
  const kept = relative ? ["displayName", "endDate"] : ["displayName"];
  const current = declarePassword(name, applicationId, generation, secret, kept, parent);
  return { value: pulumi.secret(current.value), keyId: current.keyId, expires: current.endDate };
}

/**
 * @param kept what stays as it was when the secret was made. Graph cannot change a secret, so the provider makes another
 *   one for any change, under which whoever uses it would lose access: another wording is not worth that, and an end
 *   counted from the day when it was made must not move with every update.
 */
function declarePassword(
  name: string,
  applicationId: pulumi.Input<string>,
  generation: string,
  { description, expires }: SecretModel,
  kept: string[],
  parent: pulumi.ComponentResource,
): ApplicationPassword {
  return new ApplicationPassword(
    `${name}/${generation}`,
    { applicationId, displayName: description ?? generation, endDate: secretEnd(expires, new Date()) },
    { parent, ignoreChanges: kept },
  );
}
