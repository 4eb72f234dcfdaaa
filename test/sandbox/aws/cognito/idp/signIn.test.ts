import assert from "node:assert/strict";
import { createHmac } from "node:crypto";
import type {
  CognitoIdentityProvider,
  CreateUserPoolClientCommandInput,
} from "@aws-sdk/client-cognito-identity-provider";
import { decodeJwt } from "jose";
import { type AwsCloud, awsClouds } from "../../support/AwsCloud.ts";
import { refused } from "../../support/refused.ts";
import { idpOf, makeClient, makePool } from "./support/idp.ts";

const USERNAME = "ada@acme.example";
const temporary = "Temporary-1";
const chosen = "Correct-Horse-9";
const denied = "NotAuthorizedException";

describe("sign-in by the API", () => {
  const clouds = awsClouds();
  let cloud: AwsCloud;
  let idp: CognitoIdentityProvider;
  let UserPoolId: string;

  beforeEach(async () => {
    cloud = clouds();
    idp = idpOf(cloud);
    UserPoolId = await makePool(idp, { UsernameAttributes: ["email"] });
    await idp.adminCreateUser({ UserPoolId, Username: USERNAME, TemporaryPassword: temporary });
  });

  const clientOf = async (input: Partial<CreateUserPoolClientCommandInput> = {}) => {
    const client = await makeClient(idp, UserPoolId, {
      ExplicitAuthFlows: ["ALLOW_USER_PASSWORD_AUTH", "ALLOW_ADMIN_USER_PASSWORD_AUTH", "ALLOW_REFRESH_TOKEN_AUTH"],
      PreventUserExistenceErrors: "ENABLED",
      ...input,
    });
    return { ClientId: client.ClientId!, secret: client.ClientSecret };
  };
  const enter = (ClientId: string, PASSWORD: string, more: Record<string, string> = {}) =>
    idp.initiateAuth({ ClientId, AuthFlow: "USER_PASSWORD_AUTH", AuthParameters: { USERNAME, PASSWORD, ...more } });
  const choosePassword = () =>
    idp.adminSetUserPassword({ UserPoolId, Username: USERNAME, Password: chosen, Permanent: true });

  it("asks for a new password, once, and then gives tokens", async () => {
    const { ClientId } = await clientOf();
    const { ChallengeName, Session, ChallengeParameters } = await enter(ClientId, temporary);
    assert.equal(ChallengeName, "NEW_PASSWORD_REQUIRED");
    assert.equal(ChallengeParameters?.["requiredAttributes"], "[]");
    const answer = {
      ClientId,
      Session,
      ChallengeName,
      ChallengeResponses: { USERNAME, NEW_PASSWORD: chosen, "userAttributes.name": "Ada" },
    };
    const { AuthenticationResult } = await idp.respondToAuthChallenge(answer);
    const { AccessToken, IdToken, ExpiresIn, TokenType } = AuthenticationResult!;
    assert.deepEqual([TokenType, ExpiresIn], ["Bearer", 3600]);
    assert.equal(decodeJwt(AccessToken!)["scope"], "aws.cognito.signin.user.admin");
    assert.equal(decodeJwt(IdToken!).aud, ClientId);
    await refused(idp.respondToAuthChallenge(answer), denied, 400, "Invalid session for the user.");
    assert.equal((await idp.adminGetUser({ UserPoolId, Username: USERNAME })).UserStatus, "CONFIRMED");
    const me = await idp.getUser({ AccessToken });
    assert.deepEqual(
      me.UserAttributes?.map(({ Name }) => Name),
      ["sub", "email", "name"],
    );
    assert.equal((await enter(ClientId, chosen)).AuthenticationResult?.TokenType, "Bearer");
  });

  it("gives an administrator the same", async () => {
    const { ClientId } = await clientOf();
    const { Session, ChallengeName } = await idp.adminInitiateAuth({
      UserPoolId,
      ClientId,
      AuthFlow: "ADMIN_USER_PASSWORD_AUTH",
      AuthParameters: { USERNAME, PASSWORD: temporary },
    });
    const { AuthenticationResult } = await idp.adminRespondToAuthChallenge({
      UserPoolId,
      ClientId,
      Session,
      ChallengeName,
      ChallengeResponses: { USERNAME, NEW_PASSWORD: chosen },
    });
    assert.ok(AuthenticationResult?.RefreshToken);
  });

  it("lets a session and a temporary password run out", async () => {
    const { ClientId } = await clientOf();
    const { Session } = await enter(ClientId, temporary);
    cloud.clock.advance(181);
    await refused(
      idp.respondToAuthChallenge({
        ClientId,
        Session,
        ChallengeName: "NEW_PASSWORD_REQUIRED",
        ChallengeResponses: { USERNAME, NEW_PASSWORD: chosen },
      }),
      denied,
      400,
      "Invalid session for the user, session is expired.",
    );
    cloud.clock.advance(7 * 86_400);
    await refused(
      enter(ClientId, temporary),
      denied,
      400,
      "Temporary password has expired and must be reset by an administrator.",
    );
  });

  it("tells unknown names from wrong passwords where the client lets it", async () => {
    await choosePassword();
    const { ClientId } = await clientOf();
    const nobody = { USERNAME: "nobody@acme.example" };
    await refused(enter(ClientId, "Wrong-Horse-9"), denied, 400, "Incorrect username or password.");
    await refused(enter(ClientId, chosen, nobody), denied, 400, "Incorrect username or password.");
    const legacy = await clientOf({ PreventUserExistenceErrors: "LEGACY" });
    await refused(enter(legacy.ClientId, chosen, nobody), "UserNotFoundException", 400, "User does not exist.");
  });

  it("keeps out whoever may not enter", async () => {
    await choosePassword();
    const { ClientId } = await clientOf();
    await idp.adminDisableUser({ UserPoolId, Username: USERNAME });
    await refused(enter(ClientId, chosen), denied, 400, "User is disabled.");
    await idp.adminEnableUser({ UserPoolId, Username: USERNAME });
    const none = await clientOf({ ExplicitAuthFlows: undefined });
    await refused(
      enter(none.ClientId, chosen),
      "InvalidParameterException",
      400,
      "USER_PASSWORD_AUTH flow not enabled for this client",
    );
    await refused(
      idp.initiateAuth({ ClientId, AuthFlow: "USER_SRP_AUTH", AuthParameters: { USERNAME, SRP_A: "1" } }),
      "InvalidParameterException",
      400,
      "The sandbox does not support the authentication flow USER_SRP_AUTH",
    );
    assert.equal(cloud.refusals.length, 1);
  });

  it("wants a confidential client to show that it knows a secret of its own", async () => {
    await choosePassword();
    const { ClientId, secret } = await clientOf({ GenerateSecret: true });
    const hash = (key: string) => createHmac("sha256", key).update(`${USERNAME}${ClientId}`).digest("base64");
    await refused(
      enter(ClientId, chosen),
      denied,
      400,
      `Client ${ClientId} is configured with secret but SECRET_HASH was not received`,
    );
    await refused(
      enter(ClientId, chosen, { SECRET_HASH: hash("another") }),
      denied,
      400,
      `Unable to verify secret hash for client ${ClientId}`,
    );
    const { ClientSecretDescriptor } = await idp.addUserPoolClientSecret({ UserPoolId, ClientId });
    for (const key of [secret!, ClientSecretDescriptor!.ClientSecretValue!]) {
      assert.ok((await enter(ClientId, chosen, { SECRET_HASH: hash(key) })).AuthenticationResult);
    }
  });

  it("refreshes until the token is revoked or the user signed out everywhere", async () => {
    await choosePassword();
    const { ClientId } = await clientOf();
    const signIn = async () => (await enter(ClientId, chosen)).AuthenticationResult!;
    const refresh = (REFRESH_TOKEN: string) =>
      idp.initiateAuth({ ClientId, AuthFlow: "REFRESH_TOKEN_AUTH", AuthParameters: { REFRESH_TOKEN } });
    const one = await signIn();
    const two = await signIn();
    const { AuthenticationResult } = await refresh(one.RefreshToken!);
    assert.ok(AuthenticationResult?.IdToken);
    assert.equal(AuthenticationResult.RefreshToken, undefined);
    await idp.revokeToken({ ClientId, Token: one.RefreshToken });
    await refused(refresh(one.RefreshToken!), denied, 400, "Invalid Refresh Token");
    await refused(idp.getUser({ AccessToken: one.AccessToken }), denied, 400, "Invalid Access Token");
    await idp.getUser({ AccessToken: two.AccessToken });
    await idp.adminUserGlobalSignOut({ UserPoolId, Username: USERNAME });
    await refused(refresh(two.RefreshToken!), denied, 400, "Invalid Refresh Token");
    await refused(idp.getUser({ AccessToken: two.AccessToken }), denied, 400, "Invalid Access Token");
    const three = await signIn();
    await idp.globalSignOut({ AccessToken: three.AccessToken });
    await refused(idp.getUser({ AccessToken: three.AccessToken }), denied, 400, "Invalid Access Token");
    await refused(
      idp.revokeToken({ ClientId, Token: two.AccessToken }),
      "UnsupportedTokenTypeException",
      400,
      "Unsupported token type.",
    );
  });
});
