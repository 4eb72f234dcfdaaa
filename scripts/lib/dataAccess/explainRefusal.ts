import { covers } from "../../../trust/grantScopes.ts";
import type { AwsError } from "../vendors/aws/AwsError.ts";
import type { AccessGrantsParty } from "./chooseAccessGrants.ts";
import { DataAccessRefused, type DataAccessStep } from "./DataAccessRefused.ts";
import type { DataPermission } from "./getDataAccess.ts";

/** What was asked for, and in whose name. */
export interface RefusedRequest {
  readonly party: AccessGrantsParty;
  readonly email: string;
  readonly target: string;
  readonly permission: DataPermission;
}

/** Says what a refusal of AWS's means here, as far as AWS's code and the stack tell; AWS itself says little. */
export function explainRefusal(step: DataAccessStep, error: AwsError, request: RefusedRequest): DataAccessRefused {
  return new DataAccessRefused(step, error, passingAdvice(error) ?? adviceFor[step](error, request));
}

/** What is over by itself in a while, whatever the step. The SDK has tried again by then. */
function passingAdvice({ status, awsCode }: AwsError): readonly string[] | undefined {
  const isBusy = status === 429 || status >= 500 || /Throttl|TooManyRequests|SlowDown/.test(awsCode);
  return isBusy ? ["AWS is busy or in trouble: try again in a while."] : undefined;
}

/** Of credentials that AWS does not take at all (AWS STS API reference, "Common errors"). */
const unusable =
  /^(?:ExpiredToken(?:Exception)?|InvalidClientTokenId|UnrecognizedClientException|SignatureDoesNotMatch|InvalidAccessKeyId)$/;

type Advice = (error: AwsError, request: RefusedRequest) => readonly string[];

const adviceFor: Readonly<Record<DataAccessStep, Advice>> = {
  exchangeRole: (error, request) => exchangeRoleAdvice(error, request),
  exchange: (error, request) => exchangeAdvice(error, request),
  identity: ({ awsCode }, { party }) =>
    awsCode === "ExpiredTokenException"
      ? ["The identity context has ended: take a fresh ID token and begin again."]
      : [
          `The role ${party.deployed.identityRoleArn} must trust the exchange role for sts:AssumeRole and sts:SetContext:`,
          `npm run verify -- --stack ${party.stack} looks at it.`,
        ],
  dataAccess: (error, request) => dataAccessAdvice(error, request),
};

function exchangeRoleAdvice({ awsCode }: AwsError, { party }: RefusedRequest): readonly string[] {
  const { deployed, model, name } = party;
  if (unusable.test(awsCode)) {
    return ["AWS does not take your own credentials: renew them, or name others by --profile or the AWS variables."];
  }
  return [
    `Your own AWS credentials must be allowed sts:AssumeRole on ${deployed.exchangeRoleArn},`,
    model.callers === "account"
      ? `by a policy of your own; the role trusts all of account ${deployed.accountId}.`
      : `and be one of the callers of ${name} in the config.`,
  ];
}

function exchangeAdvice({ awsCode }: AwsError, { party, email }: RefusedRequest): readonly string[] {
  const { deployed, model } = party;
  switch (awsCode) {
    case "AccessDenied":
    case "AccessDeniedException":
      return [
        model.identityCenter.assignment.required
          ? `${email} is not assigned to the Identity Center application, by name or by a group, or AWS does not let the exchange role ask.`
          : "AWS does not let the exchange role ask: the application's authentication method names another role, or its policy is gone.",
      ];
    case "InvalidGrantException":
      return [
        "AWS takes each ID token once: take a fresh one, by the session or a new sign-in.",
        `If that one is refused too: exactly one user of Identity Center must have the email ${email}, and the trusted`,
        `token issuer must be ${deployed.issuer}, character by character.`,
      ];
    case "ExpiredTokenException":
      return ["The ID token has ended: take a fresh one."];
    case "InvalidClientException":
      return [
        `${deployed.applicationArn} is not in ${deployed.region}, or is gone: npm run verify -- --stack ${party.stack} looks at it.`,
      ];
    case "UnauthorizedClientException":
      return [
        `${deployed.applicationArn} has no grant that takes ID tokens, or is disabled: npm run verify -- --stack ${party.stack} looks at it.`,
      ];
    case "InvalidRequestRegionException":
      return [`Identity Center's instance is not in ${deployed.region}.`];
    default:
      return [];
  }
}

function dataAccessAdvice({ awsCode, message }: AwsError, request: RefusedRequest): readonly string[] {
  const { party } = request;
  const { deployed, stack } = party;
  switch (awsCode) {
    case "AccessDenied":
      return message.includes("not authorized to perform")
        ? [`The role ${deployed.identityRoleArn} must be allowed s3:GetDataAccess: npm run verify -- --stack ${stack}`]
        : grantAdvice(request);
    // Amazon S3 API reference, "List of S3 Access Grants-related error codes".
    case "StsValidationError":
      return ["The location's role gives no session of that length: ask for less by --duration-minutes."];
    case "StsNotAuthorizedError":
      return [`The location's role must trust S3 Access Grants: npm run verify -- --stack ${stack} looks at it.`];
    case "AccessGrantsInstanceNotExistsError":
    case "InvalidIdentityCenterInstance":
      return [`The Access Grants instance must be in ${deployed.region}, and associated with Identity Center.`];
    default:
      return [];
  }
}

function grantAdvice({ party, target, permission, email }: RefusedRequest): readonly string[] {
  const grants = Object.entries(party.deployed.grants).flatMap(([name, { scope }]) => {
    const declared = party.model.grants[name];
    return declared === undefined ? [] : [{ name, scope, ...declared }];
  });
  const covering = grants.filter(({ scope }) => covers(scope, target));
  if (covering.length === 0) {
    const scopes = grants.map(({ name, scope }) => `${name}: ${scope}`);
    return [`No grant of ${party.name} covers ${target}. There is ${scopes.join(", ") || "none at all"}.`];
  }
  const enough = covering.filter((grant) => grant.permission === "READWRITE" || grant.permission === permission);
  if (enough.length === 0) {
    const given = covering.map((grant) => `${grant.name} gives ${grant.permission}`).join(", ");
    return [`${permission} is more than what is granted there: ${given}.`];
  }
  const who = enough.map(({ grantee }) => ("user" in grantee ? `user ${grantee.user}` : `group ${grantee.group}`));
  return [
    `It is granted to ${who.join(" and ")} of Identity Center: ${email} is not, or not a member;`,
    "or the Access Grants instance is not associated with Identity Center any more.",
  ];
}
