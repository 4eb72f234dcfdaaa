import assert from "node:assert/strict";
import { decodeJwt } from "jose";
import { accountId, awsClouds, start } from "../support/AwsCloud.ts";
import { clientsOf, DataAccess, jwtBearer, policy, setRights, statement } from "../support/DataAccess.ts";
import { audience, issuer } from "../support/issuer.ts";
import { plain } from "../support/plain.ts";

const now = Math.floor(start.getTime() / 1000);

/** Asserts that an exchange is refused with this error of the service and of OAuth. */
async function refused(call: Promise<unknown>, name: string, error: string, description: RegExp): Promise<void> {
  await assert.rejects(call, (fault: Error & { error?: string; error_description?: string }) => {
    assert.deepEqual([fault.name, fault.error], [name, error], fault.error_description);
    assert.match(fault.error_description ?? "", description);
    return true;
  });
}

describe("CreateTokenWithIAM", () => {
  const clouds = awsClouds();
  let access: DataAccess;

  beforeEach(async () => {
    access = await DataAccess.create(clouds);
  });

  it("exchanges a token of a trusted token issuer for one that STS knows", async () => {
    const { idToken, accessToken, awsAdditionalDetails, ...rest } = plain(await access.exchange());
    assert.deepEqual(rest, {
      tokenType: "Bearer",
      expiresIn: 3600,
      issuedTokenType: "urn:ietf:params:oauth:token-type:access_token",
      scope: ["sts:identity_context", "openid", "aws", "s3:access_grants:read_write"],
    });
    assert.match(accessToken!, /^aoal-/);
    const claims = decodeJwt(idToken!);
    assert.equal(claims.sub, access.userId);
    assert.equal(claims.aud, access.applicationArn);
    assert.equal(
      claims.iss,
      access.identityCenterArn.replace("arn:aws:sso:::instance", "https://identitycenter.amazonaws.com"),
    );
    assert.deepEqual(claims["act"], { sub: access.tokenIssuerArn });
    assert.equal(claims["aws:instance_account"], accountId);
    assert.equal(claims.exp! - claims.iat!, 3600);
    assert.equal(claims["sts:identity_context"], awsAdditionalDetails?.identityContext);
    assert.match(String(claims["sts:audit_context"]), /^AQoJ/);
    assert.deepEqual(access.cloud.refusals, []);
  });

  const tokens: [what: string, claims: Record<string, unknown>, name: string, error: string, description: RegExp][] = [
    ["has another issuer", { iss: `${issuer}/` }, "InvalidGrantException", "invalid_grant", /issuer/],
    ["has another audience", { aud: "other" }, "InvalidGrantException", "invalid_grant", /"aud"/],
    ["has no email", { email: undefined }, "InvalidGrantException", "invalid_grant", /no claim email/],
    ["has nobody's email", { email: "eve@acme.example" }, "InvalidGrantException", "invalid_grant", /No user's/],
    ["has expired", { exp: now - 1 }, "ExpiredTokenException", "expired_token", /expired/],
    ["never expires", { exp: undefined }, "InvalidGrantException", "invalid_grant", /"exp"/],
    ["is not yet good", { nbf: now + 60 }, "InvalidGrantException", "invalid_grant", /"nbf"/],
    ["comes from the future", { iat: now + 60 }, "InvalidGrantException", "invalid_grant", /future/],
    ["has no jti", { jti: undefined }, "InvalidGrantException", "invalid_grant", /"jti"/],
  ];
  for (const [what, claims, name, error, description] of tokens) {
    it(`refuses a token that ${what}`, async () => {
      await refused(access.exchange(await access.token(claims)), name, error, description);
    });
  }

  it("refuses an email that two users have", async () => {
    await access.addUser("dora2", "dora@acme.example");
    await refused(access.exchange(), "InvalidGrantException", "invalid_grant", /More than one user's emails\.value/);
  });

  it("exchanges each token once", async () => {
    const token = await access.token();
    await access.exchange(token);
    await refused(access.exchange(token), "InvalidGrantException", "invalid_grant", /exchanged before/);
    access.cloud.clock.advance(500);
    await refused(access.exchange(token), "InvalidGrantException", "invalid_grant", /exchanged before/);
    await access.exchange();
  });

  it("refuses a token that somebody else signed, or that was changed", async () => {
    const [header, payload = "", signature] = (await access.token()).split(".");
    const claims = JSON.parse(Buffer.from(payload, "base64url").toString("utf8")) as object;
    const forged = Buffer.from(JSON.stringify({ ...claims, email: "eve@acme.example" })).toString("base64url");
    const call = access.exchange([header, forged, signature].join("."));
    await refused(call, "InvalidGrantException", "invalid_grant", /signature/);
    const unsigned = Buffer.from('{"alg":"none"}').toString("base64url");
    await refused(access.exchange(`${unsigned}.${payload}.`), "InvalidGrantException", "invalid_grant", /not valid/);
    await refused(access.exchange("nonsense"), "InvalidGrantException", "invalid_grant", /not a JSON Web Token/);
  });

  it("refuses the token of an issuer whose documents cannot be read", async () => {
    access.issuer.status = 500;
    await refused(access.exchange(), "InvalidGrantException", "invalid_grant", /cannot be read/);
  });

  it("refuses a person who is not assigned, until assignment is not required", async () => {
    const assignment = { ApplicationArn: access.applicationArn, PrincipalId: access.groupId };
    await access.own.sso.deleteApplicationAssignment({ ...assignment, PrincipalType: "GROUP" });
    await refused(access.exchange(), "AccessDeniedException", "access_denied", /^$/);
    await access.own.sso.createApplicationAssignment({
      ...assignment,
      PrincipalId: access.userId,
      PrincipalType: "USER",
    });
    await access.exchange();
    await access.own.sso.deleteApplicationAssignment({
      ...assignment,
      PrincipalId: access.userId,
      PrincipalType: "USER",
    });
    await access.own.sso.putApplicationAssignmentConfiguration({
      ApplicationArn: access.applicationArn,
      AssignmentRequired: false,
    });
    await access.exchange();
  });

  it("refuses another region", async () => {
    await refused(access.exchange(undefined, "us-east-1"), "InvalidClientException", "invalid_client", /Region/);
  });

  it("refuses whoever the application does not name, and whom IAM does not let", async () => {
    const request = { clientId: access.applicationArn, grantType: jwtBearer, assertion: await access.token() };
    const denied = [
      "AccessDeniedException",
      "access_denied",
      /not authorized to perform: sso-oauth:CreateTokenWithIAM/,
    ] as const;
    await refused(access.own.oidc.createTokenWithIAM(request), ...denied);
    await refused(clientsOf(access.cloud, await access.identityKeys()).oidc.createTokenWithIAM(request), ...denied);
    const { oidc } = clientsOf(access.cloud, await access.exchangeKeys());
    await setRights(access.cloud, "exchange", [statement("sso-oauth:CreateTokenWithIAM", `${access.applicationArn}x`)]);
    await refused(oidc.createTokenWithIAM(request), ...denied);
    await access.own.sso.deleteApplicationAuthenticationMethod({
      ApplicationArn: access.applicationArn,
      AuthenticationMethodType: "IAM",
    });
    await setRights(access.cloud, "exchange", [statement("sso-oauth:*", "*")]);
    await refused(oidc.createTokenWithIAM(request), ...denied);
  });

  it("reads the resource that the application's policy names", async () => {
    const asResource = (Resource: string) =>
      access.own.sso.putApplicationAuthenticationMethod({
        ApplicationArn: access.applicationArn,
        AuthenticationMethodType: "IAM",
        AuthenticationMethod: {
          Iam: {
            ActorPolicy: JSON.parse(
              policy(statement("sso-oauth:CreateTokenWithIAM", Resource, { Principal: { AWS: access.exchangeRole } })),
            ) as Record<string, string>,
          },
        },
      });
    await asResource(`${access.applicationArn.slice(0, -16)}0123456789abcdef`);
    await refused(access.exchange(), "AccessDeniedException", "access_denied", /CreateTokenWithIAM/);
    await asResource(access.applicationArn);
    await access.exchange();
  });

  it("refuses grants that the application does not have, and scopes too", async () => {
    const { oidc } = clientsOf(access.cloud, await access.exchangeKeys());
    const request = { clientId: access.applicationArn, grantType: jwtBearer, assertion: await access.token() };
    const unknown = oidc.createTokenWithIAM({ ...request, grantType: "password" });
    await refused(unknown, "UnsupportedGrantTypeException", "unsupported_grant_type", /password/);
    const notGranted = oidc.createTokenWithIAM({ ...request, grantType: "refresh_token", refreshToken: "x" });
    await refused(notGranted, "UnauthorizedClientException", "unauthorized_client", /refresh_token/);
    const scope = oidc.createTokenWithIAM({ ...request, scope: ["redshift:connect"] });
    await refused(scope, "InvalidScopeException", "invalid_scope", /redshift/);
    const less = await oidc.createTokenWithIAM({ ...request, scope: ["openid"] });
    assert.deepEqual(less.scope, ["openid"]);
    const without = oidc.createTokenWithIAM({ ...request, assertion: undefined });
    await refused(without, "InvalidRequestException", "invalid_request", /assertion/);
    await access.own.sso.deleteApplicationGrant({ ApplicationArn: access.applicationArn, GrantType: jwtBearer });
    await refused(access.exchange(), "UnauthorizedClientException", "unauthorized_client", /jwt-bearer/);
  });

  it("refuses when the trusted token issuer is gone, or the grant names another audience", async () => {
    await access.authorize([`${audience}/other`]);
    await refused(access.exchange(), "InvalidGrantException", "invalid_grant", /"aud"/);
    await access.own.sso.deleteTrustedTokenIssuer({ TrustedTokenIssuerArn: access.tokenIssuerArn });
    await refused(access.exchange(), "InvalidGrantException", "invalid_grant", /not a trusted token issuer/);
  });
});
