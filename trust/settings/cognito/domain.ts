import { z } from "zod";
import type { CognitoDomainModel } from "../../TrustModel.ts";
import { isDomain } from "../microsoft/b2cDirectory.ts";

const expected = "{ prefix: acme-portal }, or { custom: login.acme.example, certificateArn: arn:aws:acm:us-east-1:… }";

/** Amazon Cognito developer guide, "Using the Amazon Cognito domain"; API reference, CreateUserPoolDomain. */
const reserved = ["aws", "amazon", "cognito"];

const prefix = z
  .string()
  .superRefine((value, context) => {
    const wrong = faultOfPrefix(value);
    if (wrong) context.addIssue({ code: "custom", message: wrong[0], params: { expected: wrong[1] } });
  })
  .describe("what stands before .auth.{region}.amazoncognito.com");

function faultOfPrefix(value: string): readonly [message: string, expected: string] | undefined {
  const word = reserved.find((one) => value.toLowerCase().includes(one));
  if (word !== undefined) return [`Cognito reserves the word ${word}.`, `a prefix without ${reserved.join(", ")}`];
  if (/^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/.test(value)) return undefined;
  return [
    "Cognito does not take this as a domain prefix.",
    "1 to 63 lower-case letters, digits and hyphens, no hyphen at either end",
  ];
}

/** Cognito takes no longer domain (API reference, CreateUserPoolDomain). */
const longestDomain = 63;

/** The domain above has to have an address, which top-level domains have not (developer guide, "Using your own domain"). */
const leastLabels = 3;

const custom = z
  .string()
  .refine((value) => isDomain(value) && value.length <= longestDomain && !value.endsWith(".amazoncognito.com"), {
    error: "This is not a domain of your own.",
    params: { expected: `a host name in lower case, at most ${longestDomain} characters, such as login.acme.example` },
    abort: true,
  })
  .refine((value) => value.split(".").length >= leastLabels, {
    error: "Cognito takes a domain of your own only below another.",
    params: { expected: "a host name such as login.acme.example" },
  })
  .describe("a host name such as login.acme.example");

/** CloudFront, which serves the pages, takes certificates of this region alone (developer guide, "Using your own domain"). */
const certificateArn = z
  .string()
  .refine((value) => /^arn:aws:acm:us-east-1:\d{12}:certificate\/[\w-]+$/.test(value), {
    error: "This is not the ARN of a certificate in us-east-1.",
    params: { expected: "arn:aws:acm:us-east-1:{account}:certificate/{id}, whatever the pool's own region" },
  })
  .describe("the ARN of the domain's certificate in us-east-1");

/** A pool's domain: a prefix of AWS's, or one's own with a certificate. */
export const domainSchema = z
  .strictObject({
    prefix: prefix.exactOptional(),
    custom: custom.exactOptional(),
    certificateArn: certificateArn.exactOptional(),
  })
  .superRefine((domain, context) => {
    const issue = (path: string[], message: string, right: string) => {
      context.addIssue({ code: "custom", path, message, params: { expected: right } });
    };
    const given = [domain.prefix, domain.custom].filter((one) => one !== undefined).length;
    if (given !== 1) issue([], given === 0 ? "The domain has no name." : "Two domains are named.", expected);
    if (domain.custom !== undefined && domain.certificateArn === undefined) {
      issue(["certificateArn"], "A domain of your own needs its certificate.", "the ARN of a certificate in us-east-1");
    }
    if (domain.prefix !== undefined && domain.certificateArn !== undefined) {
      issue(["certificateArn"], "A prefix has AWS's certificate.", "no certificateArn, or custom instead of prefix");
    }
  })
  .describe(expected);

/** The domain of settings that were read without a fault. */
export function toDomain({ prefix: own, custom: host, certificateArn: arn }: z.infer<typeof domainSchema>) {
  return (
    own === undefined ? { custom: host ?? "", certificateArn: arn ?? "" } : { prefix: own }
  ) satisfies CognitoDomainModel;
}
