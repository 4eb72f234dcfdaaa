import assert from "node:assert/strict";
import { type Sandbox, startSandbox } from "../../../../sandbox/startSandbox.ts";
import { rolesDrift } from "../../../../scripts/lib/drift/aws/rolesDrift.ts";
import type { DriftFinding } from "../../../../scripts/lib/drift/DriftFinding.ts";
import { driftContext } from "./support/driftContext.ts";
import { GatewayTown } from "./support/GatewayTown.ts";
import { whereGone } from "../support.ts";

const policy = (...Statement: readonly object[]): string => JSON.stringify({ Version: "2012-10-17", Statement });
const readsAll = { Effect: "Allow", Action: "s3:*", Resource: "*" };

describe("drift of the stack's IAM roles", () => {
  let sandbox: Sandbox;
  let town: GatewayTown;
  let made = 0;
  let RoleName: string;
  before(async () => {
    sandbox = await startSandbox();
  });
  after(() => sandbox.close());
  afterEach(() => assert.deepEqual(sandbox.refusals, []));
  beforeEach(async () => {
    RoleName = `role-${(made += 1)}`;
    town = await GatewayTown.make(sandbox, RoleName);
  });

  const read = async (): Promise<readonly DriftFinding[]> => rolesDrift(driftContext(town));

  it("is none where policies say the same in another order and with other white space", async () => {
    assert.deepEqual(await read(), []);
  });

  it("is a policy that nobody declared, and a declared one that allows more", async () => {
    await town.iam.putRolePolicy({ RoleName, PolicyName: "hand", PolicyDocument: policy(readsAll) });
    await town.iam.putRolePolicy({ RoleName, PolicyName: "log", PolicyDocument: policy(readsAll) });
    const PolicyArn = "arn:aws:iam::aws:policy/AWSXRayDaemonWriteAccess";
    await town.iam.attachRolePolicy({ RoleName, PolicyArn });
    const found = await read();
    const gains = "lambda.amazonaws.com may, as this role: s3:* on *.";
    assert.deepEqual(
      found.map((one) => [one.rule, one.gains]),
      [
        ["unmanaged-permission", `lambda.amazonaws.com may, as this role: what ${PolicyArn} allows.`],
        ["unmanaged-permission", gains],
        ["managed-changed", gains],
      ],
    );
    assert.deepEqual(
      found.map(({ advice }) => advice),
      [
        `Delete it: \`aws iam detach-role-policy --role-name ${RoleName} --policy-arn ${PolicyArn}\`.`,
        `Delete it: \`aws iam delete-role-policy --role-name ${RoleName} --policy-name hand\`.`,
        "`npm run up -- --stack dev --refresh` puts it back.",
      ],
    );
    assert.deepEqual(found[1]?.explains, [{ id: RoleName, property: "inlinePolicies" }]);
  });

  it("is a role that others may take, and for longer", async () => {
    const stranger = {
      Effect: "Allow",
      Action: "sts:AssumeRole",
      Principal: { AWS: "arn:aws:iam::111122223333:root" },
    };
    const lambda = { Effect: "Allow", Action: "sts:AssumeRole", Principal: { Service: "lambda.amazonaws.com" } };
    await town.iam.updateAssumeRolePolicy({ RoleName, PolicyDocument: policy(lambda, stranger) });
    await town.iam.updateRole({ RoleName, MaxSessionDuration: 43_200 });
    const found = await read();
    assert.deepEqual(
      found.map(({ severity, message, gains }) => [severity, message, gains]),
      [
        ["warning", `The role ${RoleName} was changed: how long a session of it can be.`, undefined],
        [
          "error",
          `The role ${RoleName} was changed: who may take it.`,
          "arn:aws:iam::111122223333:root may take the role, and do what it may.",
        ],
      ],
    );
  });

  it("is a policy of every page", async () => {
    const context = driftContext(town);
    const services = await context.aws.open("eu-central-1");
    const iam = await services.roles();
    const pages = { "": ["log"], more: ["hand"] } as const;
    const roles = async () =>
      ({
        getRole: iam.getRole.bind(iam),
        listAttachedRolePolicies: iam.listAttachedRolePolicies.bind(iam),
        getRolePolicy: iam.getRolePolicy.bind(iam),
        listRolePolicies: async ({ Marker = "" }: { Marker?: "" | "more" }) => ({
          PolicyNames: pages[Marker],
          ...(Marker === "" ? { IsTruncated: true, Marker: "more" } : { IsTruncated: false }),
        }),
      }) as unknown as typeof iam;
    await town.iam.putRolePolicy({ RoleName, PolicyName: "hand", PolicyDocument: policy(readsAll) });
    const found = await rolesDrift({ ...context, aws: { open: async () => ({ ...services, roles }) } });
    assert.deepEqual(
      found.map(({ rule }) => rule),
      ["unmanaged-permission"],
    );
  });

  it("is not known where IAM knows no such role, unless the role is gone: the engine tells that", async () => {
    const state = town.state.map((one) => (one.type === "aws:iam/role:Role" ? { ...one, id: "nowhere" } : one));
    const found = await rolesDrift(driftContext({ sandbox, trust: town.trust, state }));
    assert.deepEqual(
      found.map(({ rule, unlessGone }) => [rule, unlessGone]),
      [["not-read", "nowhere"]],
    );
    assert.deepEqual(whereGone(found, state, ["nowhere"]), []);
  });
});
