import { validationFailed } from "../errors.ts";
import type { ApplicationType } from "../state.ts";

/** What an application of a type has to have, and may have. */
interface TypeRules {
  /** [src: the Terraform provider] */
  readonly grantTypes: ReadonlySet<string>;
  readonly requiredGrantType?: string;
}

const common = [
  "client_credentials",
  "implicit",
  "urn:ietf:params:oauth:grant-type:saml2-bearer",
  "urn:ietf:params:oauth:grant-type:token-exchange",
  "urn:ietf:params:oauth:grant-type:device_code",
  "interaction_code",
  "urn:okta:params:oauth:grant-type:oob",
  "urn:okta:params:oauth:grant-type:otp",
  "http://auth0.com/oauth/grant-type/mfa-oob",
  "http://auth0.com/oauth/grant-type/mfa-otp",
];

const rules: Readonly<Record<ApplicationType, TypeRules>> = {
  service: { grantTypes: new Set(common), requiredGrantType: "client_credentials" },
  web: {
    grantTypes: new Set([...common, "authorization_code", "refresh_token", "urn:openid:params:grant-type:ciba"]),
  },
};

/** The response type that each of these grants needs. */
const neededResponseTypes = [
  ["client_credentials", "token"],
  ["authorization_code", "code"],
] as const;

export interface ClientSettings {
  readonly grantTypes: readonly string[];
  readonly responseTypes: readonly string[];
  readonly redirectUris: readonly string[];
}

/** Throws E0000001 for what an application of the type cannot have; the words are not confirmed. */
export function checkClient(type: ApplicationType, { grantTypes, responseTypes, redirectUris }: ClientSettings): void {
  const { grantTypes: permitted, requiredGrantType: required } = rules[type];
  const causes: string[] = [];
  if (!grantTypes.every((grant) => permitted.has(grant)) || (required && !grantTypes.includes(required))) {
    const must = required === undefined ? "" : `must have '${required}' and `;
    const may = `Applications of the type '${type}' ${must}may have [${[...permitted].join(", ")}].`;
    causes.push(`grant_types: 'grant_types' is invalid. ${may}`);
  }
  for (const [grant, needed] of neededResponseTypes) {
    if (!grantTypes.includes(grant) || responseTypes.includes(needed)) continue;
    causes.push(`response_types: 'response_types' is invalid. It must contain '${needed}' for '${grant}'.`);
  }
  const sendsBack = grantTypes.some((grant) => grant === "authorization_code" || grant === "implicit");
  if (type !== "service" && sendsBack && redirectUris.length === 0) {
    causes.push("redirect_uris: 'redirect_uris' is required.");
  }
  if (redirectUris.some((uri) => !URL.canParse(uri) || uri.includes("#") || uri.includes("*"))) {
    causes.push("redirect_uris: 'redirect_uris' is invalid. Each must be an absolute URI without a fragment.");
  }
  const [first] = causes;
  if (first !== undefined) throw validationFailed(first.slice(0, first.indexOf(":")), causes);
}
