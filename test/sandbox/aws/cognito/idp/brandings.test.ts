import assert from "node:assert/strict";
import type { CognitoIdentityProvider } from "@aws-sdk/client-cognito-identity-provider";
import { awsClouds } from "../../support/AwsCloud.ts";
import { refused } from "../../support/refused.ts";
import { idpOf, makeClient, makePool } from "./support/idp.ts";

describe("managed login brandings", () => {
  const clouds = awsClouds();
  let idp: CognitoIdentityProvider;
  let UserPoolId: string;
  let ClientId: string;

  beforeEach(async () => {
    idp = idpOf(clouds());
    UserPoolId = await makePool(idp);
    ClientId = (await makeClient(idp, UserPoolId)).ClientId!;
  });

  it("gives a client a style, and at most one", async () => {
    const { ManagedLoginBranding: made } = await idp.createManagedLoginBranding({
      UserPoolId,
      ClientId,
      UseCognitoProvidedValues: true,
    });
    const ManagedLoginBrandingId = made?.ManagedLoginBrandingId;
    assert.match(ManagedLoginBrandingId ?? "", /^[0-9a-f-]{36}$/);
    assert.equal(made?.UseCognitoProvidedValues, true);
    await refused(
      idp.createManagedLoginBranding({ UserPoolId, ClientId }),
      "ManagedLoginBrandingExistsException",
      400,
      "The app client already has a managed login branding style.",
    );
    const byClient = await idp.describeManagedLoginBrandingByClient({ UserPoolId, ClientId });
    assert.deepEqual(byClient.ManagedLoginBranding, made);
    const merged = await idp.describeManagedLoginBranding({
      UserPoolId,
      ManagedLoginBrandingId,
      ReturnMergedResources: true,
    });
    assert.ok(merged.ManagedLoginBranding?.Settings);
    await idp.updateManagedLoginBranding({
      UserPoolId,
      ManagedLoginBrandingId,
      Settings: { categories: { form: { displayGraphics: false } } },
    });
    const { ManagedLoginBranding: own } = await idp.describeManagedLoginBranding({
      UserPoolId,
      ManagedLoginBrandingId,
    });
    assert.equal(own?.UseCognitoProvidedValues, false);
    assert.deepEqual(own.Settings, { categories: { form: { displayGraphics: false } } });
    await idp.deleteManagedLoginBranding({ UserPoolId, ManagedLoginBrandingId });
    await refused(
      idp.describeManagedLoginBrandingByClient({ UserPoolId, ClientId }),
      "ResourceNotFoundException",
      400,
      `Managed login branding of app client ${ClientId} does not exist.`,
    );
  });

  it("takes a style of one's own or Cognito's, not both; and goes with its client", async () => {
    await refused(
      idp.createManagedLoginBranding({ UserPoolId, ClientId, UseCognitoProvidedValues: true, Settings: {} }),
      "InvalidParameterException",
      400,
      "Settings cannot be given when UseCognitoProvidedValues is true.",
    );
    const { ManagedLoginBranding } = await idp.createManagedLoginBranding({ UserPoolId, ClientId });
    await idp.deleteUserPoolClient({ UserPoolId, ClientId });
    const { ManagedLoginBrandingId } = ManagedLoginBranding!;
    await refused(
      idp.describeManagedLoginBranding({ UserPoolId, ManagedLoginBrandingId }),
      "ResourceNotFoundException",
      400,
      `Managed login branding ${ManagedLoginBrandingId} does not exist.`,
    );
  });
});
