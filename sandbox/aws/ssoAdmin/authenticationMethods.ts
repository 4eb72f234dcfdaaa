import { z } from "zod";
import type { AwsCall } from "../AwsService.ts";
import { noteUnknownConditions } from "../iam/noteUnknownConditions.ts";
import { parsePolicy } from "../iam/PolicyDocument.ts";
import { AwsError } from "../protocol/AwsError.ts";
import { requireApplication } from "./lookup.ts";
import { ofApplication, read } from "./members.ts";
import { invalid, missing } from "./refusals.ts";

const ofMethod = ofApplication.extend({ AuthenticationMethodType: z.enum(["IAM"]) });
const method = z.strictObject({ Iam: z.strictObject({ ActorPolicy: z.record(z.string(), z.unknown()) }) });

/** Replaces the policy that says who may exchange tokens for the application. */
export function putApplicationAuthenticationMethod(call: AwsCall, input: unknown): undefined {
  const { ApplicationArn, AuthenticationMethod } = read(input, ofMethod.extend({ AuthenticationMethod: method }));
  const { application } = requireApplication(call, ApplicationArn);
  const document = JSON.stringify(AuthenticationMethod.Iam.ActorPolicy);
  checkActorPolicy(document);
  application.actorPolicy = document;
  noteUnknownConditions(call, document);
}

export function getApplicationAuthenticationMethod(call: AwsCall, input: unknown): object {
  return { AuthenticationMethod: requireMethod(call, read(input, ofMethod).ApplicationArn) };
}

export function deleteApplicationAuthenticationMethod(call: AwsCall, input: unknown): undefined {
  const { ApplicationArn } = read(input, ofMethod);
  requireMethod(call, ApplicationArn);
  requireApplication(call, ApplicationArn).application.actorPolicy = undefined;
}

export function listApplicationAuthenticationMethods(call: AwsCall, input: unknown): object {
  const { ApplicationArn } = read(input, ofApplication.extend({ NextToken: z.string().optional() }));
  const { actorPolicy } = requireApplication(call, ApplicationArn).application;
  const item = { AuthenticationMethodType: "IAM", AuthenticationMethod: actorPolicy && methodJson(actorPolicy) };
  return { AuthenticationMethods: actorPolicy === undefined ? [] : [item] };
}

/**
 * The version 2012-10-17, and effect, principal, action and resource of every statement are required (IAM Identity Center
 * user guide, "Resource-based policy example for IAM Identity Center").
 * @throws AwsError ValidationException; AWS's words for a policy that is not one are not documented
 */
function checkActorPolicy(document: string): void {
  const { Version, Statement } = readPolicy(document);
  if (Version !== "2012-10-17") throw invalid("The actor policy must have the version 2012-10-17.");
  for (const { Principal, Action, NotAction, NotPrincipal, Resource } of Statement) {
    if (Principal === undefined || NotPrincipal !== undefined) throw invalid("The actor policy must name principals.");
    if (NotAction !== undefined || Action === undefined || Action.some((one) => !/^(?:\*|sso-oauth:.+)$/.test(one))) {
      throw invalid("The actor policy may only specify actions of sso-oauth.");
    }
    if (Resource === undefined) throw invalid("The actor policy must name resources.");
  }
}

function readPolicy(document: string): ReturnType<typeof parsePolicy> {
  try {
    return parsePolicy(document);
  } catch (error) {
    if (error instanceof AwsError) throw invalid(`The actor policy is not valid: ${error.message}`);
    throw error;
  }
}

/** @throws AwsError ResourceNotFoundException */
function requireMethod(call: AwsCall, applicationArn: string): object {
  const { actorPolicy } = requireApplication(call, applicationArn).application;
  if (actorPolicy === undefined) throw missing("The application has no authentication method of the type IAM.");
  return methodJson(actorPolicy);
}

function methodJson(actorPolicy: string): object {
  return { Iam: { ActorPolicy: JSON.parse(actorPolicy) as object } };
}
