import { z } from "zod";
import { guid } from "./guid.ts";

const label = "[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?";
const hostName = new RegExp(`^(?=.{1,253}$)${label}(?:\\.${label})+$`);

/** Whether a text is a host name of two labels or more, in lower case. */
export function isDomain(value: string): boolean {
  return hostName.test(value);
}

const policies = "a user flow such as B2C_1_signin, or a custom policy such as B2C_1A_signin";

/** What tells an Azure AD B2C tenant and its policy, as settings of an issuer. */
export const b2cDirectory = {
  tenantId: guid("the tenant id of the B2C tenant, a GUID"),
  tenantName: z
    .string()
    .superRefine((value, context) => {
      if (new RegExp(`^${label}$`).test(value)) return;
      const bare = value.toLowerCase().replace(/\.(?:onmicrosoft|b2clogin)\.com$/, "");
      const expected = new RegExp(`^${label}$`).test(bare)
        ? `Did you mean "${bare}"?`
        : "lower-case letters and digits";
      context.addIssue({ code: "custom", message: "This is not the name of a tenant.", params: { expected } });
    })
    .describe("what stands before .onmicrosoft.com, in lower case"),
  policy: z
    .string()
    .refine((value) => /^B2C_1A?_[\w.-]{1,100}$/.test(value), {
      error: "This is not the name of a user flow or custom policy.",
      params: { expected: policies },
    })
    .describe(policies),
  domain: z
    .string()
    .superRefine((value, context) => {
      const fault = faultOfDomain(value);
      if (fault) context.addIssue({ code: "custom", message: fault[0], params: { expected: fault[1] } });
    })
    .describe("the host of the endpoints, such as acme.b2clogin.com")
    .exactOptional(),
};

function faultOfDomain(value: string): readonly [message: string, expected: string] | undefined {
  if (/(?:^|\.)(?:microsoftonline|windows)\.(?:com|net)$/.test(value)) {
    return [
      "Tokens of this host carry roles and no scp, unlike those of the policies' own endpoints.",
      "{tenantName}.b2clogin.com, or a custom domain of the tenant",
    ];
  }
  if (isDomain(value)) return undefined;
  const host = URL.parse(value)?.host.toLowerCase() ?? value.toLowerCase();
  return ["This is not a host name in lower case.", isDomain(host) ? `Did you mean "${host}"?` : "a host name alone"];
}
