import { z } from "zod";

/** Of IAM Identity Center (API reference, CreateTrustedTokenIssuer, InstanceArn), in the public partition. */
export const instanceArn = z
  .string()
  .refine((value) => /^arn:aws:sso:::instance\/(?:sso)?ins-[a-zA-Z0-9-.]{16}$/.test(value), {
    error: "This is not the ARN of an Identity Center instance.",
  })
  .describe("arn:aws:sso:::instance/ssoins- and 16 letters and digits, as Settings of Identity Center shows it");

const expectedCaller =
  "the ARN of an IAM role or user, such as arn:aws:iam::111122223333:role/analyst; or account alone instead of the list";

/** IAM principals; sessions and wildcards are none, and the whole account is said by a word of its own. */
const principalArn = z
  .string()
  .superRefine((value, context) => {
    const wrong = faultOfPrincipal(value);
    if (wrong === undefined) return;
    context.addIssue({ code: "custom", message: wrong[0], params: { expected: wrong[1] } });
  })
  .describe(expectedCaller);

/** A trust policy has 2048 characters unless AWS raises that (IAM quotas); so many ARNs still fit. */
const mostCallers = 20;

/** The list; the word is read before. */
export const callerArns = z
  .array(principalArn)
  .min(1)
  .max(mostCallers)
  .superRefine((arns, context) => {
    arns.forEach((arn, index) => {
      if (arns.indexOf(arn) === index) return;
      const params = { expected: "each of them once" };
      context.addIssue({ code: "custom", message: "The caller is listed twice.", path: [index], params });
    });
  })
  .describe(`account, or a list of 1 to ${mostCallers} ARNs of IAM roles and users`);

function faultOfPrincipal(value: string): readonly [message: string, expected: string] | undefined {
  if (/^arn:aws:iam::\d{12}:(?:role|user)\/[\w+=,.@/-]{1,576}$/.test(value)) return undefined;
  if (/^arn:aws:iam::\d{12}:root$/.test(value) || /^\d{12}$/.test(value)) {
    return ["This is a whole account.", "callers: account, which is the stack's own; or roles and users by their ARNs"];
  }
  if (value.includes("*")) return ["A wildcard would let in principals that nobody named.", expectedCaller];
  if (/^arn:aws:sts::\d{12}:assumed-role\//.test(value)) {
    return ["This is a session of a role, which ends.", "the ARN of the role: arn:aws:iam::…:role/…"];
  }
  return ["This is not the ARN of an IAM role or user.", expectedCaller];
}
