import assert from "node:assert/strict";
import { surroundingsOf } from "../../../scripts/lib/preview/surroundingsOf.ts";
import type { DeployedTrust } from "../../../trust/DeployedTrust.ts";

type Part = Readonly<Record<string, unknown>>;

/** As much of what is deployed as says where the directories are. */
function deployed(issuers: Part, relyingParties: Part = {}, declared: Part = {}): DeployedTrust {
  return { region: "eu-central-1", issuers, relyingParties, model: { issuers: declared } } as unknown as DeployedTrust;
}

describe("surroundingsOf", () => {
  it("takes them from issuers and relying parties", () => {
    const okta = { kind: "okta", issuer: "https://acme.okta.com/oauth2/aus1" };
    const jumpcloud = { kind: "jumpcloud", issuer: "https://oauth.id.eu.jumpcloud.com/" };
    const elsewhere = { awsRegion: "eu-central-1", oktaHost: "acme.okta.com", jumpCloudRegion: "eu" };
    const entra = { kind: "entra", tenantId: "tenant-1", issuer: "https://login.microsoftonline.com/tenant-1/v2.0" };
    assert.deepEqual(surroundingsOf(deployed({ okta, jumpcloud, entra })), { ...elsewhere, tenantId: "tenant-1" });
    const federation = { kind: "jumpcloud-federation", tenantId: "tenant-2" };
    assert.deepEqual(surroundingsOf(deployed({ okta, jumpcloud }, { federation })), {
      ...elsewhere,
      tenantId: "tenant-2",
    });
  });

  it("takes them from the identity providers of a user pool, where nothing else says them", () => {
    const federation = {
      staff: { issuer: "https://acme.okta.com" },
      company: { issuer: "https://login.microsoftonline.com/tenant-1/v2.0" },
    };
    const declared = { kind: "cognito", federation: { staff: { kind: "okta" }, company: { kind: "entra" } } };
    const portal = { kind: "cognito", issuer: "https://cognito-idp.eu-central-1.amazonaws.com/p", federation };
    assert.deepEqual(surroundingsOf(deployed({ portal }, {}, { portal: declared })), {
      awsRegion: "eu-central-1",
      tenantId: "tenant-1",
      oktaHost: "acme.okta.com",
      jumpCloudRegion: undefined,
    });
  });

  it("says nothing of directories that the stack has nothing in", () => {
    const b2c = { kind: "b2c", tenantId: "customers", issuer: "https://acme.b2clogin.com/customers/v2.0/" };
    assert.deepEqual(surroundingsOf(deployed({ b2c })), {
      awsRegion: "eu-central-1",
      tenantId: undefined,
      oktaHost: undefined,
      jumpCloudRegion: undefined,
    });
  });
});
