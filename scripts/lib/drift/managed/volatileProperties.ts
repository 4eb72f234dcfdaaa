import type { StateResource } from "../../stack/StateResource.ts";

/** A property that its vendor changes by itself, so that a change of it is no drift. */
export interface VolatileProperty {
  readonly type: string;
  readonly property: string;
  /** Why a change of it says nothing about what was declared. */
  readonly reason: string;
  /** Where only some changes are the vendor's own. */
  readonly isOwn?: (change: VolatileChange) => boolean;
}

interface VolatileChange {
  readonly resource: StateResource;
  readonly before: unknown;
  readonly after: unknown;
}

const rotated: Pick<VolatileProperty, "reason" | "isOwn"> = {
  reason: "Okta rotates an authorization server's signing keys by itself where their rotation is AUTO.",
  isOwn: ({ resource }) => resource.inputs["credentialsRotationMode"] === "AUTO",
};
const tellsWhen = "It says when something changed; what changed is compared by itself.";
const sameAsHash = "It changes with codeSha256, which is compared.";
const userBegan = "A person who takes the account into use changes it.";

/** Every property that is let go, with the reason. All others are compared, whether the config names them or not. */
export const volatileProperties: readonly VolatileProperty[] = [
  { type: "okta:auth/server:Server", property: "kid", ...rotated },
  { type: "okta:auth/server:Server", property: "credentialsLastRotated", ...rotated },
  { type: "okta:auth/server:Server", property: "credentialsNextRotation", ...rotated },
  {
    type: "aws:cognito/userPool:UserPool",
    property: "estimatedNumberOfUsers",
    reason: "People come and go; who they are is no part of the config.",
  },
  { type: "aws:cognito/userPool:UserPool", property: "lastModifiedDate", reason: tellsWhen },
  {
    type: "aws:cognito/userPoolDomain:UserPoolDomain",
    property: "version",
    reason: "It is the version of the pages that AWS serves at the domain, and AWS's to choose.",
  },
  {
    type: "aws:cognito/managedLoginBranding:ManagedLoginBranding",
    property: "settingsAll",
    reason: "Where Cognito's own look is declared, AWS says what that is.",
    isOwn: ({ resource }) => resource.inputs["useCognitoProvidedValues"] === true,
  },
  { type: "aws:lambda/function:Function", property: "lastModified", reason: tellsWhen },
  { type: "aws:lambda/function:Function", property: "sourceCodeHash", reason: sameAsHash },
  { type: "aws:lambda/function:Function", property: "sourceCodeSize", reason: sameAsHash },
  {
    type: "aws:apigatewayv2/stage:Stage",
    property: "deploymentId",
    reason:
      "A stage that deploys by itself has another deployment after each change of its API, and those are compared.",
    isOwn: ({ resource }) => resource.inputs["autoDeploy"] === true,
  },
  {
    type: "jumpcloud:index/user:User",
    property: "activated",
    reason: userBegan,
    isOwn: ({ after }) => after === true,
  },
  {
    type: "jumpcloud:index/user:User",
    property: "state",
    reason: userBegan,
    isOwn: ({ before, after }) => before === "STAGED" && after === "ACTIVATED",
  },
];

/** Whether a vendor changed a property by itself. */
export function isVolatile(property: string, change: VolatileChange): boolean {
  return volatileProperties.some(
    (one) => one.type === change.resource.type && one.property === property && (one.isOwn?.(change) ?? true),
  );
}
