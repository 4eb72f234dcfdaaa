import assert from "node:assert/strict";
import type { SimulatePrincipalPolicyCommandInput } from "@aws-sdk/client-iam";
import { resource } from "../../../scripts/lib/permissions/aws/AwsPlace.ts";
import { rightsOn } from "../../../scripts/lib/permissions/aws/AwsRight.ts";
import { inspectRightsAtAws } from "../../../scripts/lib/preflight/inspectRightsAtAws.ts";
import { AwsError } from "../../../scripts/lib/vendors/aws/AwsError.ts";

const user = "arn:aws:iam::111122223333:user/deployer";
const session = "arn:aws:sts::111122223333:assumed-role/deployer/me";
const role = "arn:aws:iam::111122223333:role/deployer";
const roleWithPath = "arn:aws:iam::111122223333:role/team/deployer";
const buckets = resource("Buckets", "arn:aws:s3:::acme-*");
const rights = rightsOn("s3", buckets, { read: ["ListBucket", "GetBucketAcl"] });

type Decide = (input: SimulatePrincipalPolicyCommandInput, action: string) => object;

function access(callerArn: string, decide: Decide) {
  const asked: SimulatePrincipalPolicyCommandInput[] = [];
  const simulatePrincipalPolicy = async (input: SimulatePrincipalPolicyCommandInput) => {
    asked.push(input);
    // A page for each action.
    const actions = input.ActionNames ?? [];
    const at = Number(input.Marker ?? 0);
    const action = actions[at] ?? "";
    const [example] = input.ResourceArns ?? [];
    const result = { EvalActionName: action, EvalResourceName: example, ...decide(input, action) };
    const more = at + 1 < actions.length;
    return { EvaluationResults: [result], IsTruncated: more, ...(more && { Marker: String(at + 1) }) };
  };
  const services = {
    region: "eu-central-1",
    sts: { getCallerIdentity: async () => ({ Account: "111122223333", Arn: callerArn }) },
    iam: { simulatePrincipalPolicy, getRole: async () => ({ Role: { Arn: roleWithPath } }) },
  };
  return { asked, services: services as never };
}

const allow: Decide = () => ({ EvalDecision: "allowed" });
const look = (services: never) => inspectRightsAtAws(() => rights, services, "the command");

describe("the preflight of rights at AWS", () => {
  it("asks about the role that a session is of, and reads all pages", async () => {
    const { asked, services } = access(session, (_, action) => ({
      EvalDecision: action === "s3:ListBucket" ? "implicitDeny" : "allowed",
    }));
    assert.deepEqual(await look(services), [
      {
        severity: "error",
        where: "aws: s3:ListBucket",
        message: `${session} may not do s3:ListBucket on arn:aws:s3:::acme-*: no policy allows it.`,
        advice: "the command",
      },
    ]);
    assert.deepEqual(
      asked.map(({ PolicySourceArn, Marker }) => [PolicySourceArn, Marker]),
      [
        [role, undefined],
        [role, "1"],
      ],
    );
    assert.deepEqual(asked[0]?.ResourceArns, ["arn:aws:s3:::acme-example"]);
  });

  it("finds the path of a role that a session's ARN leaves out", async () => {
    const { asked, services } = access(session, ({ PolicySourceArn }) => {
      if (PolicySourceArn === role) throw new AwsError(404, "NoSuchEntityException", "there is no such role", "IAM");
      return { EvalDecision: "allowed" };
    });
    assert.deepEqual(await look(services), []);
    assert.deepEqual(new Set(asked.map(({ PolicySourceArn }) => PolicySourceArn)), new Set([role, roleWithPath]));
  });

  it("warns where it depends on what nobody knows beforehand", async () => {
    const undecided = { EvalDecision: "implicitDeny", MissingContextValues: ["aws:MultiFactorAuthPresent"] };
    const found = await look(access(user, () => undecided).services);
    assert.deepEqual(
      found.map(({ severity, message }) => [severity, message]),
      [
        [
          "warning",
          `Whether ${user} may do s3:ListBucket on arn:aws:s3:::acme-* depends on aws:MultiFactorAuthPresent.`,
        ],
        [
          "warning",
          `Whether ${user} may do s3:GetBucketAcl on arn:aws:s3:::acme-* depends on aws:MultiFactorAuthPresent.`,
        ],
      ],
    );
  });

  it("warns, and names the right to ask, where it may not ask", async () => {
    const refuse: Decide = () => {
      throw new AwsError(403, "AccessDenied", "not authorized", "IAM");
    };
    const [found, ...more] = await look(access(session, refuse).services);
    assert.deepEqual([found?.severity, found?.where, more], ["warning", "aws: iam:SimulatePrincipalPolicy", []]);
    assert.equal(found?.advice, `iam:SimulatePrincipalPolicy on ${role}; the command`);
  });

  it("asks nothing for the account's root, and warns for who is neither user nor role", async () => {
    const root = access("arn:aws:iam::111122223333:root", allow);
    assert.deepEqual(await look(root.services), []);
    assert.deepEqual(root.asked, []);
    const federated = access("arn:aws:sts::111122223333:federated-user/me", allow);
    assert.deepEqual(
      (await look(federated.services)).map(({ severity }) => severity),
      ["warning"],
    );
    assert.deepEqual(federated.asked, []);
  });
});
