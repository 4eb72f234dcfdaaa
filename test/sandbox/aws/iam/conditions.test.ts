import assert from "node:assert/strict";
import { holds } from "../../../../sandbox/aws/iam/conditions.ts";

type Condition = Parameters<typeof holds>[0];

const context = {
  "aws:SourceAccount": "123456789012",
  "aws:SourceArn": "arn:aws:s3:eu-central-1:123456789012:access-grants/default",
  "aws:SecureTransport": "true",
  "s3:prefix": "team-a/x",
  "sts:RequestContextProviders": ["arn:aws:iam::aws:contextProvider/IdentityCenter"],
};
const provider = "arn:aws:iam::aws:contextProvider/IdentityCenter";

describe("holds", () => {
  const cases: [what: string, condition: Condition, expected: boolean | undefined][] = [
    ["nothing", undefined, true],
    ["an equal text", { StringEquals: { "aws:SourceAccount": "123456789012" } }, true],
    ["a key in another case", { StringEquals: { "AWS:sourceaccount": ["1", "123456789012"] } }, true],
    ["another text", { StringEquals: { "aws:SourceAccount": "1" } }, false],
    ["a text in another case", { StringEquals: { "s3:prefix": "TEAM-A/x" } }, false],
    ["a text in another case that counts", { StringEqualsIgnoreCase: { "s3:prefix": "TEAM-A/x" } }, true],
    ["wildcards where they count", { StringLike: { "s3:prefix": "team-a/*" } }, true],
    ["wildcards where they do not", { StringEquals: { "s3:prefix": "team-a/*" } }, false],
    ["a text that is not to be", { StringNotLike: { "s3:prefix": "team-b/*" } }, true],
    ["an ARN", { ArnLike: { "aws:SourceArn": "arn:aws:s3:*:123456789012:access-grants/*" } }, true],
    [
      "another ARN",
      { ArnEquals: { "aws:SourceArn": "arn:aws:s3:us-east-1:123456789012:access-grants/default" } },
      false,
    ],
    ["a key that is absent", { StringEquals: { "sts:ExternalId": "x" } }, false],
    ["a key that is absent and may be", { StringEqualsIfExists: { "sts:ExternalId": "x" } }, true],
    ["the absence of a key", { Null: { "sts:ExternalId": "true" } }, true],
    ["the presence of a key", { Null: { "s3:prefix": "true" } }, false],
    ["all of many values", { "ForAllValues:ArnEquals": { "sts:RequestContextProviders": provider } }, true],
    ["all of none", { "ForAllValues:StringEquals": { "sts:ExternalId": "x" } }, true],
    ["any of none", { "ForAnyValue:StringEquals": { "sts:ExternalId": "x" } }, false],
    ["any of many values", { "ForAnyValue:ArnLike": { "sts:RequestContextProviders": `${provider}*` } }, true],
    ["one of two that does not", { StringEquals: { "aws:SourceAccount": "1" }, Bool: { "aws:x": true } }, false],
    ["many values without saying which", { ArnEquals: { "sts:RequestContextProviders": provider } }, undefined],
    ["a flag", { Bool: { "aws:SecureTransport": true } }, true],
    ["another flag", { Bool: { "aws:SecureTransport": "false" } }, false],
    ["a flag that is absent and may be", { BoolIfExists: { "aws:MultiFactorAuthPresent": "true" } }, true],
    ["a tag that the principal has not", { StringEquals: { "aws:PrincipalTag/team": "a" } }, false],
    ["an unknown operator", { IpAddress: { "aws:SourceAccount": "1" } }, undefined],
    ["an unknown key", { StringEquals: { "aws:SourceVpc": "vpc-1" } }, undefined],
    ["a policy variable", { StringEquals: { "s3:prefix": "${aws:username}" } }, undefined],
  ];
  for (const [what, condition, expected] of cases) {
    it(`says ${expected === undefined ? "that it cannot say" : String(expected)} to ${what}`, () => {
      assert.equal(holds(condition, context), expected);
    });
  }
});
