import assert from "node:assert/strict";
import { DataAccessRefused } from "../../../scripts/lib/dataAccess/DataAccessRefused.ts";
import { readTarget } from "../../../scripts/lib/dataAccess/readTarget.ts";
import { type DataAccessRun, runDataAccess } from "../../../scripts/lib/dataAccess/runDataAccess.ts";
import { CrosstrustError } from "../../../trust/CrosstrustError.ts";
import { deployed, FakeAws, idToken, now, trustWith } from "./support/fakeAws.ts";

describe("runDataAccess", () => {
  let aws: FakeAws;
  let progress: string[];
  beforeEach(() => {
    aws = new FakeAws();
    progress = [];
  });

  function run(changes: Partial<DataAccessRun> = {}, trust = trustWith()) {
    return runDataAccess(trust, {
      target: readTarget("s3://acme-reports/team-a", false),
      permission: "READ",
      idToken: async () => idToken(),
      clients: (region) => {
        assert.equal(region, "eu-central-1");
        return aws.clients;
      },
      progress: (text) => progress.push(text),
      now: () => now,
      ...changes,
    });
  }

  async function refusal(changes: Partial<DataAccessRun> = {}, trust = trustWith()): Promise<CrosstrustError> {
    const error = await run(changes, trust).then(
      () => assert.fail("it was let"),
      (thrown: unknown) => thrown,
    );
    assert.ok(error instanceof CrosstrustError);
    assert.doesNotMatch(`${error.message} ${String(error.expected)} ${String(error.actual)}`, /eyJ|secret-of|token-of/);
    return error;
  }

  it("goes from a person's ID token to credentials, each step with those of the step before", async () => {
    const { credentials, grantScope, region } = await run({ durationSeconds: 900 });
    assert.deepEqual(aws.calls, [
      ["getCallerIdentity", "own", {}],
      ["assumeRole", "own", { RoleArn: deployed.exchangeRoleArn, RoleSessionName: "crosstrust-data-access" }],
      [
        "createTokenWithIAM",
        "key-of-exchange",
        {
          clientId: deployed.applicationArn,
          grantType: "urn:ietf:params:oauth:grant-type:jwt-bearer",
          assertion: idToken(),
        },
      ],
      [
        "assumeRole",
        "key-of-exchange",
        {
          RoleArn: deployed.identityRoleArn,
          RoleSessionName: "crosstrust-data-access",
          DurationSeconds: 900,
          ProvidedContexts: [
            { ProviderArn: "arn:aws:iam::aws:contextProvider/IdentityCenter", ContextAssertion: "the-context" },
          ],
        },
      ],
      [
        "getDataAccess",
        "key-of-identity",
        {
          AccountId: "111122223333",
          Target: "s3://acme-reports/team-a/*",
          Permission: "READ",
          Privilege: "Minimal",
          DurationSeconds: 900,
        },
      ],
    ]);
    assert.deepEqual(
      { ...credentials, grantScope, region },
      {
        accessKeyId: "key-of-location",
        secretAccessKey: "secret-of-location",
        sessionToken: "token-of-location",
        expires: new Date("2026-01-02T04:04:05Z"),
        grantScope: "s3://acme-reports/team-a/*",
        region: "eu-central-1",
      },
    );
    assert.equal(progress.length, 4);
  });

  it("takes no exchange role where the user's own credentials are that role's", async () => {
    aws.callerArn = "arn:aws:sts::111122223333:assumed-role/exchange/somebody";
    await run();
    assert.deepEqual(
      aws.calls.map(([operation, key]) => `${operation} ${key}`),
      ["getCallerIdentity own", "createTokenWithIAM own", "assumeRole own", "getDataAccess key-of-identity"],
    );
    for (const arn of [
      "arn:aws:sts::111122223333:assumed-role/exchange-of-others/somebody",
      "arn:aws:sts::999922223333:assumed-role/exchange/somebody",
      "arn:aws:sts::111122223333:federated-user/exchange",
    ]) {
      const other = (aws = new FakeAws());
      other.callerArn = arn;
      await run();
      assert.equal(other.calls[1]?.[0], "assumeRole", arn);
    }
  });

  it("reads the identity context wherever AWS puts it", async () => {
    aws.exchanged = { awsAdditionalDetails: { identityContext: "the-context" } };
    await run();
    aws.exchanged = { idToken: "no token" };
    const error = await refusal();
    assert.deepEqual([error.code, error.where], ["TOKEN_UNREADABLE", "SSO OIDC, CreateTokenWithIAM"]);
  });

  it("asks for no token where the caller may not exchange it, and uses none up that AWS would refuse", async () => {
    aws.refuse("assumeRole", "AccessDenied");
    const error = await refusal({ idToken: () => assert.fail("a token was asked for") });
    assert.ok(error instanceof DataAccessRefused);
    assert.deepEqual([error.step, error.awsCode], ["exchangeRole", "AccessDenied"]);
    assert.match(
      error.message,
      /must be allowed sts:AssumeRole on arn:aws:iam::111122223333:role\/crosstrust\/exchange/,
    );
    aws.refusals.clear();
    for (const [changes, code, message] of [
      [{ iss: "https://oauth.id.jumpcloud.com" }, "TOKEN_UNREADABLE", /another issuer/],
      [{ aud: ["other"] }, "TOKEN_UNREADABLE", /another client/],
      [{ exp: now.getTime() / 1000 }, "TOKEN_UNREADABLE", /take a fresh one/],
      [{ jti: undefined }, "TOKEN_UNREADABLE", /no id of its own/],
      [{ email: undefined }, "VENDOR_REFUSED", /no claim email/],
    ] as const) {
      const unfit = await refusal({ idToken: async () => idToken(changes) });
      assert.equal(unfit.code, code);
      assert.match(unfit.message, message);
    }
    assert.match((await refusal({ idToken: async () => "eyJ-no-token" })).message, /This is no ID token/);
    assert.ok(aws.calls.every(([operation]) => operation !== "createTokenWithIAM"));
  });

  describe("says what a refusal means:", () => {
    const grants =
      "No grant of s3 covers s3://acme-reports/team-b/\\*\\. There is analysts-team-a: s3://acme-reports/team-a/\\*\\.";
    for (const [what, operation, code, step, changes, advice] of [
      [
        "an unassigned person",
        "createTokenWithIAM",
        "AccessDeniedException",
        "exchange",
        {},
        "dora@acme.example is not assigned",
      ],
      [
        "a token that was used",
        "createTokenWithIAM",
        "InvalidGrantException",
        "exchange",
        {},
        "takes each ID token once: take a fresh one",
      ],
      [
        "an email of no one user",
        "createTokenWithIAM",
        "InvalidGrantException",
        "exchange",
        {},
        "exactly one user .* must have the email dora@acme.example",
      ],
      ["a token that has ended", "createTokenWithIAM", "ExpiredTokenException", "exchange", {}, "take a fresh one"],
      ["another region", "createTokenWithIAM", "InvalidRequestRegionException", "exchange", {}, "not in eu-central-1"],
      [
        "an application without a grant",
        "createTokenWithIAM",
        "UnauthorizedClientException",
        "exchange",
        {},
        "no grant that takes ID tokens",
      ],
      ["a changed trust policy", "identity", "AccessDenied", "identity", {}, "sts:AssumeRole and sts:SetContext"],
      [
        "a prefix outside",
        "getDataAccess",
        "AccessDenied",
        "dataAccess",
        { target: readTarget("s3://acme-reports/team-b", false) },
        grants,
      ],
      [
        "a wrong permission",
        "getDataAccess",
        "AccessDenied",
        "dataAccess",
        { permission: "WRITE" },
        "WRITE is more than what is granted there: analysts-team-a gives READ",
      ],
      [
        "somebody else",
        "getDataAccess",
        "AccessDenied",
        "dataAccess",
        {},
        "granted to group analysts of Identity Center: dora@acme.example is not, or not a member",
      ],
      [
        "an unassociated instance",
        "getDataAccess",
        "AccessDenied",
        "dataAccess",
        {},
        "or the Access Grants instance is not associated with Identity Center any more",
      ],
      [
        "another region's instance",
        "getDataAccess",
        "AccessGrantsInstanceNotExistsError",
        "dataAccess",
        {},
        "must be in eu-central-1",
      ],
      ["too long a session", "getDataAccess", "StsValidationError", "dataAccess", {}, "less by --duration-minutes"],
      [
        "a role that S3 cannot take",
        "getDataAccess",
        "StsNotAuthorizedError",
        "dataAccess",
        {},
        "must trust S3 Access",
      ],
      ["own credentials that ended", "getCallerIdentity", "ExpiredToken", "exchangeRole", {}, "renew them"],
      ["a busy AWS", "getDataAccess", "ThrottlingException", "dataAccess", {}, "try again in a while"],
    ] as const) {
      it(what, async () => {
        aws.refuse(operation, code);
        const error = await refusal(changes);
        assert.ok(error instanceof DataAccessRefused);
        assert.deepEqual([error.code, error.step, error.awsCode], ["VENDOR_REFUSED", step, code]);
        assert.match(error.message.replaceAll("\n", " "), new RegExp(advice));
        assert.match(error.message, new RegExp(`AWS: ${code}: no \\(HTTP 403\\)`));
      });
    }
  });

  it("blames neither the person nor the grants where it is the identity role that may not ask", async () => {
    aws.refuse(
      "getDataAccess",
      "AccessDenied",
      "User: x is not authorized to perform: s3:GetDataAccess on resource: y",
    );
    const { message } = await refusal();
    assert.match(message, /role\/crosstrust\/identity must be allowed s3:GetDataAccess/);
    assert.doesNotMatch(message, /granted to/);
  });

  it("takes the relying party that is named, or the only one", async () => {
    const two = trustWith({ s3: deployed, other: deployed });
    assert.equal((await refusal({}, two)).expected, "--for s3 or other");
    await run({ party: "other" }, two);
    assert.match((await refusal({ party: "s4" }, two)).message, /no relying party s4/);
    assert.match((await refusal({}, trustWith({}))).message, /declares no S3 Access Grants/);
    assert.ok(aws.calls.length > 0);
  });

  it("leaves other errors as they are", async () => {
    const lost = new CrosstrustError("VENDOR_UNREACHABLE", "no answer");
    aws.refusals.set("getDataAccess", lost as never);
    assert.equal(await refusal(), lost);
  });
});
