import assert from "node:assert/strict";
import { type Sandbox, startSandbox } from "../../../../sandbox/startSandbox.ts";
import { accessGrantsDrift } from "../../../../scripts/lib/drift/aws/accessGrantsDrift.ts";
import type { DriftFinding } from "../../../../scripts/lib/drift/DriftFinding.ts";
import type { DeployedTrust } from "../../../../trust/DeployedTrust.ts";
import { bucket, region } from "../../verify/dataAccess/support/grantsSettings.ts";
import { GrantsTown } from "../../verify/dataAccess/support/GrantsTown.ts";
import { driftContext } from "./support/driftContext.ts";

describe("drift in S3 Access Grants", () => {
  let sandbox: Sandbox;
  let town: GrantsTown;
  beforeEach(async () => {
    sandbox = await startSandbox();
    town = await GrantsTown.make(sandbox);
  });
  afterEach(async () => {
    assert.deepEqual(sandbox.refusals, []);
    await sandbox.close();
  });

  const read = async (trust = town.trust): Promise<readonly DriftFinding[]> =>
    accessGrantsDrift(driftContext({ sandbox, trust, state: [] }));
  const account = () => sandbox.credentials.awsAccountId;

  function adopting(): DeployedTrust {
    const { model } = town.trust;
    return {
      ...town.trust,
      model: { ...model, relyingParties: { s3: { ...town.model, adoptInstance: true } } },
    };
  }

  /** A place that has nothing to do with the stack's. */
  async function elsewhere(): Promise<string> {
    await town.s3.createBucket({
      ...{ Bucket: "acme-dev-others", CreateBucketConfiguration: { LocationConstraint: region } },
    });
    const { AccessGrantsLocationId = "" } = await town.control.createAccessGrantsLocation({
      ...{ AccountId: account(), LocationScope: "s3://acme-dev-others/" },
      IAMRoleArn: town.deployed.locations["reports"]?.roleArn,
    });
    return AccessGrantsLocationId;
  }

  it("is none as it was deployed", async () => {
    assert.deepEqual(await read(), []);
    assert.deepEqual(await read(adopting()), []);
  });

  it("is a grant that nobody declared, with who gets what", async () => {
    const { groups } = town.deployed;
    const group = { GranteeType: "DIRECTORY_GROUP", GranteeIdentifier: groups["analysts"]!.groupId };
    const id = await town.grant({ subPrefix: "*" }, group, "READWRITE");
    const [found, ...others] = await read();
    assert.deepEqual(others, []);
    assert.equal(found?.rule, "unmanaged-grant");
    assert.equal(found.where, `relyingParties.s3, grant of s3://${bucket}/* to group analysts`);
    assert.equal(found.gains, `Whoever is in the group analysts (dora) gets READWRITE of s3://${bucket}/*.`);
    assert.equal(
      found.advice,
      `Delete it: \`aws s3control delete-access-grant --account-id ${account()} --access-grant-id ${id} --region ${region}\`.`,
    );
  });

  it("is somebody else's business in an instance that was taken over, but for what touches the stack's places", async () => {
    const location = await elsewhere();
    const una = town.user(town.deployed.users["una"]!.userId);
    await town.grant({ location, subPrefix: "*" }, una, "READ");
    assert.deepEqual(await read(adopting()), []);
    assert.deepEqual(
      (await read()).map(({ rule, where }) => [rule, where]),
      [
        ["unmanaged-grant", "relyingParties.s3, grant of s3://acme-dev-others/* to user una"],
        ["unmanaged-object", "relyingParties.s3, location s3://acme-dev-others/"],
      ],
    );
    await town.grant({ subPrefix: "team-a/*" }, una, "READ");
    assert.deepEqual(
      (await read(adopting())).map(({ gains }) => gains),
      [`The user una gets READ of s3://${bucket}/team-a/*.`],
    );
  });

  it("is a location that S3 gets at by another role", async () => {
    const roleArn = town.deployed.exchangeRoleArn;
    const context = driftContext({ sandbox, trust: town.trust, state: [] });
    const services = await context.aws.open(region);
    const accessGrants = {
      getAccessGrantsInstance: async () => services.accessGrants.getAccessGrantsInstance({ AccountId: account() }),
      getAccessGrantsInstanceResourcePolicy: async () => ({ $metadata: {} }),
      listAccessGrants: async () => ({ $metadata: {}, AccessGrantsList: [] }),
      listAccessGrantsLocations: async () => {
        const { locationId, scope } = town.deployed.locations["reports"]!;
        const list = [{ AccessGrantsLocationId: locationId, LocationScope: scope, IAMRoleArn: roleArn }];
        return { $metadata: {}, AccessGrantsLocationsList: list };
      },
    } as unknown as typeof services.accessGrants;
    const [found, ...others] = await accessGrantsDrift({
      ...context,
      aws: { open: async () => ({ ...services, accessGrants }) },
    });
    assert.deepEqual(others, []);
    assert.equal(found?.where, "relyingParties.s3.locations.reports");
    assert.equal(found.gains, `People who are granted something there get as far as ${roleArn} reaches.`);
  });

  it("is an instance that knows nobody's people, and one that is open to another account", async () => {
    const AccountId = account();
    await town.control.dissociateAccessGrantsIdentityCenter({ AccountId });
    const statement = {
      ...{ Effect: "Allow", Principal: { AWS: "111122223333" } },
      ...{ Action: "s3:GetDataAccess", Resource: town.deployed.accessGrantsInstanceArn },
    };
    const Policy = JSON.stringify({ Version: "2012-10-17", Statement: [statement] });
    await town.control.putAccessGrantsInstanceResourcePolicy({ AccountId, Policy });
    const found = await read();
    assert.deepEqual(
      found.map(({ rule, actual, gains }) => [rule, rule === "managed-changed" ? actual : gains]),
      [
        ["managed-changed", "nobody's"],
        [
          "unmanaged-permission",
          `111122223333 may use the instance: s3:GetDataAccess on ${town.deployed.accessGrantsInstanceArn}.`,
        ],
      ],
    );
  });

  it("is not known to who may not read it, and the rights are named", async () => {
    const { Credentials } = await town.sts.assumeRole({
      ...{ RoleArn: town.deployed.exchangeRoleArn, RoleSessionName: "drift" },
    });
    const { AccessKeyId = "", SecretAccessKey = "", SessionToken = "" } = Credentials ?? {};
    const credentials = { accessKeyId: AccessKeyId, secretAccessKey: SecretAccessKey, sessionToken: SessionToken };
    const found = await accessGrantsDrift(driftContext({ sandbox, trust: town.trust, state: [] }, { credentials }));
    assert.deepEqual(
      found.map(({ rule, advice }) => [rule, /`([\w:]+)`/.exec(advice)?.[1]]).toSorted(),
      [
        "s3:GetAccessGrantsInstance",
        "s3:GetAccessGrantsInstanceResourcePolicy",
        "s3:ListAccessGrants",
        "s3:ListAccessGrantsLocations",
      ].map((right) => ["not-read", right]),
    );
  });
});
