import assert from "node:assert/strict";
import { type Sandbox, startSandbox } from "../../../sandbox/startSandbox.ts";
import { AwsError } from "../../../scripts/lib/vendors/aws/AwsError.ts";
import { connectInventory } from "../../../scripts/lib/preflight/connectInventory.ts";
import { type AwsInventory, inspectAccessGrants } from "../../../scripts/lib/preflight/inspectAccessGrants.ts";
import { inspectBucket } from "../../../scripts/lib/preflight/inspectBucket.ts";
import { CrosstrustError } from "../../../trust/CrosstrustError.ts";
import { parseSettings } from "../../../trust/parseSettings.ts";
import { GrantsTown } from "../verify/dataAccess/support/GrantsTown.ts";
import { bucket, issuer, region, settings } from "../verify/dataAccess/support/grantsSettings.ts";

type Party = Record<string, unknown> & { readonly identityCenter: Record<string, unknown> };

/** The config after a change. */
function modelOf(change: (party: Party) => unknown) {
  const raw = structuredClone(settings);
  change(raw.relyingParties.s3);
  return parseSettings(raw).model;
}

/** Takes over what the town made by itself. */
const adoptAll = (party: Party): void => {
  party["instance"] = { adopt: true };
  party.identityCenter["trustedTokenIssuer"] = { adopt: true };
  party.identityCenter["groups"] = { analysts: { source: "adopted", displayName: "Analysts" } };
};

describe("inspectAccessGrants", () => {
  let sandbox: Sandbox;
  let town: GrantsTown;
  let inventory: AwsInventory;
  before(async () => {
    sandbox = await startSandbox();
    town = await GrantsTown.make(sandbox);
    inventory = await connect(issuer);
  });
  after(() => sandbox.close());

  async function connect(iss: string): Promise<AwsInventory> {
    const { signal } = new AbortController();
    const fetch: typeof globalThis.fetch = (url, init = {}) => town.send(new Request(url).url, init);
    const found = await connectInventory(iss, { region, signal, fetch, credentials: town.keys, maxAttempts: 1 });
    assert.ok("accountId" in found, "AWS answers");
    return found;
  }

  const told = async (change: (party: Party) => unknown, own: readonly string[] = [], from = inventory) =>
    (await inspectAccessGrants(modelOf(change), new Set(own), from)).map(
      ({ severity, where, advice = "" }) => `${severity} ${where}: ${advice}`,
    );
  const center = "relyingParties.s3.identityCenter";

  it("finds nothing where what is there already is taken over", async () => {
    assert.deepEqual(await told(adoptAll), []);
  });

  it("says which setting takes over what is there already and the stack would make", async () => {
    const found = await told((party) => {
      const names = { givenName: "Dora", surname: "Dean" };
      const users = party.identityCenter["users"] as Record<string, object>;
      users["dora"] = { source: "declared", email: "dora@acme.example", ...names };
      users["uma"] = { source: "declared", email: "uma@acme.example", userName: "una", ...names };
    });
    assert.deepEqual(found.sort(), [
      `error ${center}.groups.analysts: \`source: adopted\` takes it as it is`,
      `error ${center}.trustedTokenIssuer: \`trustedTokenIssuer: { adopt: true }\` takes it as it is`,
      `error ${center}.users.dora: \`source: adopted\` takes it as it is`,
      `error ${center}.users.uma: \`source: adopted\` takes it as it is`,
      "error relyingParties.s3.instance: `instance: { adopt: true }` takes it as it is",
    ]);
  });

  it("finds nothing in what the stack made itself, and stops what would have it deleted", async () => {
    const { accountId, trustedTokenIssuerArn, identityStoreId, groups } = town.deployed;
    const own = [accountId, trustedTokenIssuerArn, `${identityStoreId}/${groups["analysts"]!.groupId}`];
    assert.deepEqual(await told(() => undefined, own), []);
    const found = await inspectAccessGrants(modelOf(adoptAll), new Set(own), inventory);
    assert.deepEqual(found.map(({ severity, where }) => `${severity} ${where}`).sort(), [
      `error ${center}.groups.analysts`,
      `error ${center}.trustedTokenIssuer`,
      "error relyingParties.s3.instance",
    ]);
    for (const { message } of found) assert.match(message, /would delete it/);
  });

  it("says what is to be taken over and is not there", async () => {
    const elsewhere = await connect("https://oauth.id.eu.jumpcloud.com/");
    const found = await told(
      (party) => {
        adoptAll(party);
        const groups = party.identityCenter["groups"] as Record<string, object>;
        groups["auditors"] = { source: "adopted", displayName: "Auditors" };
      },
      [],
      elsewhere,
    );
    assert.deepEqual(found.sort(), [
      `error ${center}.groups.auditors: \`source: declared\` makes it`,
      `error ${center}.trustedTokenIssuer: \`trustedTokenIssuer: { adopt: false }\` makes it`,
    ]);
  });

  it("says where there is no such instance of Identity Center", async () => {
    const instanceArn = "arn:aws:sso:::instance/ssoins-fedcba9876543210";
    const found = await told((party) => {
      adoptAll(party);
      party.identityCenter["instanceArn"] = instanceArn;
    });
    assert.deepEqual(found, [
      `error ${center}: \`identityCenter.instanceArn\` chooses one, and \`aws:region\` has to be its region`,
    ]);
  });

  it("looks for the buckets of locations", async () => {
    const found = await told((party) => {
      adoptAll(party);
      const locations = party["locations"] as Record<string, object>;
      locations["typo"] = { bucket: "acme-dev-repots" };
      const grants = party["grants"] as Record<string, object>;
      grants["typo"] = { location: "typo", prefix: "*", user: "wendy", permission: "READ" };
    });
    assert.deepEqual(found, ["error relyingParties.s3.locations.typo.bucket: `create: true` makes it with the stack"]);
  });

  it("warns where AWS does not answer, and stops where the user does", async () => {
    const failing = (code: "VENDOR_REFUSED" | "INTERRUPTED"): AwsInventory => ({
      ...inventory,
      accessGrants: { getAccessGrantsInstance: () => Promise.reject(new CrosstrustError(code, "why")) },
    });
    const found = await inspectAccessGrants(modelOf(adoptAll), new Set(), failing("VENDOR_REFUSED"));
    assert.deepEqual(found, [
      {
        severity: "warning",
        where: "relyingParties.s3.instance",
        message: "What AWS has of it could not be looked up: why",
      },
    ]);
    await assert.rejects(inspectAccessGrants(modelOf(adoptAll), new Set(), failing("INTERRUPTED")), {
      code: "INTERRUPTED",
    });
  });
});

describe("inspectBucket", () => {
  /** @param owned what S3 answers where the owner is named; otherwise what it answers to anybody */
  async function inspect(createBucket: boolean, owned: number, anybody = owned, own: readonly string[] = []) {
    const asked: unknown[] = [];
    const s3 = {
      headBucket: async (input: { readonly ExpectedBucketOwner?: string }) => {
        asked.push(input);
        const status = input.ExpectedBucketOwner === undefined ? anybody : owned;
        if (status !== 200) throw new AwsError(status, "UnknownError", "", "S3, HeadBucket");
        return {};
      },
    };
    const owner = { accountId: "111122223333", s3: s3 as unknown as AwsInventory["s3"] };
    const found = await inspectBucket("where", { bucket, createBucket }, new Set(own), owner);
    return { asked, said: found.map(({ severity, message }) => `${severity}: ${message}`).join("") };
  }

  it("asks for a bucket of the account's own", async () => {
    const { asked, said } = await inspect(false, 200);
    assert.deepEqual([asked, said], [[{ Bucket: bucket, ExpectedBucketOwner: "111122223333" }], ""]);
  });

  for (const [what, create, owned, anybody, own, said] of [
    ["is not there", false, 404, 404, [], /^error: There is no bucket/],
    ["is in another region", false, 301, 301, [], /^error: .* in another region/],
    ["is another account's", false, 403, 200, [], /^error: .* belongs to another account\.$/],
    ["cannot be looked at", false, 403, 403, [], /^warning: .* or these credentials may not look at it/],
    ["was the stack's, and is declared no more", false, 200, 200, [bucket], /^error: .* would delete it/],
    ["is to be made, and to be had", true, 404, 404, [], /^$/],
    ["is to be made, and is the stack's already", true, 403, 403, [bucket], /^$/],
    ["is to be made, and the account has it", true, 200, 200, [], /^error: The account has the bucket/],
    ["is to be made, and somebody has it", true, 403, 403, [], /^error: .* of another account or in another region/],
  ] as const) {
    it(`says what is wrong where the bucket ${what}`, async () => {
      assert.match((await inspect(create, owned, anybody, own)).said, said);
    });
  }

  it("leaves what S3 says otherwise to whoever asked", async () => {
    await assert.rejects(inspect(false, 503), { code: "VENDOR_REFUSED", status: 503 });
  });
});
