import type { Seed } from "./Seed.ts";

const policy = (...Statement: readonly object[]): string => JSON.stringify({ Version: "2012-10-17", Statement });
const all = { Effect: "Allow", Action: "s3:*", Resource: "*" };
const xray = "arn:aws:iam::aws:policy/AWSXRayDaemonWriteAccess";

/** What somebody may change of the stack's IAM roles. */
export const roleSeeds: readonly Seed[] = [
  {
    what: "an inline policy more",
    make: ({ iam }) =>
      iam.putRolePolicy({
        ...{ RoleName: "crosstrust-dev-tickets--tickets", PolicyName: "hand", PolicyDocument: policy(all) },
      }),
    finds: [
      {
        ...{ rule: "unmanaged-permission", where: "apis.tickets, AWS role tickets, policy hand" },
        gains: /^lambda\.amazonaws\.com may, as this role: s3:\* on \*\.$/,
      },
    ],
  },
  {
    what: "an inline policy that allows more",
    make: ({ iam }) =>
      iam.putRolePolicy({
        ...{ RoleName: "crosstrust-dev-orders--orders", PolicyName: "write-own-log", PolicyDocument: policy(all) },
      }),
    finds: [
      {
        ...{ rule: "managed-changed", where: "apis.orders, AWS role orders, policy write-own-log", putBack: true },
        gains: /^lambda\.amazonaws\.com may, as this role: s3:\* on \*\.$/,
      },
    ],
  },
  {
    what: "an attached policy",
    make: ({ iam }) => iam.attachRolePolicy({ RoleName: "crosstrust-dev-orders--_authorizer", PolicyArn: xray }),
    finds: [
      {
        ...{ rule: "unmanaged-permission", where: `apis.orders, AWS role authorizer, policy ${xray}` },
        gains:
          /^lambda\.amazonaws\.com may, as this role: what arn:aws:iam::aws:policy\/AWSXRayDaemonWriteAccess allows\.$/,
      },
    ],
  },
  {
    what: "a role that another account may take",
    make: ({ iam }) => {
      const lambda = { Effect: "Allow", Action: "sts:AssumeRole", Principal: { Service: "lambda.amazonaws.com" } };
      const stranger = {
        Effect: "Allow",
        Action: "sts:AssumeRole",
        Principal: { AWS: "arn:aws:iam::111122223333:root" },
      };
      return iam.updateAssumeRolePolicy({
        ...{ RoleName: "crosstrust-dev-inventory--inventory", PolicyDocument: policy(lambda, stranger) },
      });
    },
    finds: [
      {
        ...{ rule: "managed-changed", where: "apis.inventory, AWS role inventory", putBack: true },
        gains: /arn:aws:iam::111122223333:root.* may take the role/,
      },
    ],
  },
];
