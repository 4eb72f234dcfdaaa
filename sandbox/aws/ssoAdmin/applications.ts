import { z } from "zod";
import { remove } from "../../../lib/remove.ts";
import { randomId } from "../../http/ids.ts";
import type { AwsCall } from "../AwsService.ts";
import { customProviderArn, requireProvider } from "./applicationProviders.ts";
import { applicationArnOf, identityStoreArnOf, instanceArnOf } from "./arns.ts";
import { once } from "./idempotency.ts";
import { page, requireApplication, requireInstance } from "./lookup.ts";
import {
  applicationProviderArn,
  clientToken,
  instanceArn,
  ofApplication,
  ofInstance,
  paging,
  read,
  tags,
} from "./members.ts";
import { quotas } from "./quotas.ts";
import { invalid, quotaExceeded } from "./refusals.ts";
import type { Application, IdentityCenter, PortalOptions } from "./state.ts";
import { mergeTags } from "./tags.ts";

const name = z.string().min(1).max(255);
const description = z.string().min(1).max(128);
const status = z.enum(["ENABLED", "DISABLED"]);
const signInOptions = z.strictObject({
  Origin: z.enum(["IDENTITY_CENTER", "APPLICATION"]),
  ApplicationUrl: z.string().min(1).max(512).optional(),
});

const createInput = z.strictObject({
  InstanceArn: instanceArn,
  ApplicationProviderArn: applicationProviderArn,
  Name: name,
  Description: description.optional(),
  PortalOptions: z.strictObject({ SignInOptions: signInOptions.optional(), Visibility: status.optional() }).optional(),
  Status: status.default("ENABLED"),
  ClientToken: clientToken,
  Tags: tags,
});

export function createApplication(call: AwsCall, input: unknown): object {
  const given = read(input, createInput);
  const instance = requireInstance(call, given.InstanceArn);
  requireProvider(given.ApplicationProviderArn);
  const signIn = checkSignIn(given.PortalOptions?.SignInOptions);
  const arn = once(instance, "CreateApplication", given, call.account.seconds(), () => {
    if (instance.applications.length >= quotas.applications) throw quotaExceeded("applications");
    const application: Application = {
      id: randomId("apl-", 16, "hex"),
      providerArn: customProviderArn,
      created: call.account.seconds(),
      name: given.Name,
      description: given.Description,
      status: given.Status,
      portalOptions: {
        Visibility: given.PortalOptions?.Visibility ?? "ENABLED",
        ...(signIn && { SignInOptions: signIn }),
      },
      assignmentRequired: true,
      scopes: {},
      grants: {},
      actorPolicy: undefined,
      assignments: [],
      tags: mergeTags({}, given.Tags),
    };
    instance.applications.push(application);
    return applicationArnOf(call.account, instance, application);
  });
  const { account } = call;
  return {
    ApplicationArn: arn,
    InstanceArn: instanceArnOf(instance),
    IdentityStoreArn: identityStoreArnOf(account, instance),
  };
}

export function describeApplication(call: AwsCall, input: unknown): object {
  const { instance, application } = requireApplication(call, read(input, ofApplication).ApplicationArn);
  return applicationJson(call, instance, application);
}

const updateInput = ofApplication.extend({
  Name: name.optional(),
  Description: description.optional(),
  Status: status.optional(),
  PortalOptions: z.strictObject({ SignInOptions: signInOptions.optional() }).optional(),
});

export function updateApplication(call: AwsCall, input: unknown): object {
  const { ApplicationArn, Name, Description, Status, PortalOptions } = read(input, updateInput);
  const { application } = requireApplication(call, ApplicationArn);
  const signIn = checkSignIn(PortalOptions?.SignInOptions);
  application.name = Name ?? application.name;
  application.description = Description ?? application.description;
  application.status = Status ?? application.status;
  if (signIn) application.portalOptions = { ...application.portalOptions, SignInOptions: signIn };
  return {};
}

export function deleteApplication(call: AwsCall, input: unknown): object {
  const { instance, application } = requireApplication(call, read(input, ofApplication).ApplicationArn);
  remove(instance.applications, application);
  return {};
}

const listInput = ofInstance.extend({
  ...paging,
  Filter: z
    .strictObject({
      ApplicationAccount: z
        .string()
        .regex(/^\d{12}$/)
        .optional(),
      ApplicationProvider: applicationProviderArn.optional(),
    })
    .optional(),
});

export function listApplications(call: AwsCall, input: unknown): object {
  const asked = read(input, listInput);
  const instance = requireInstance(call, asked.InstanceArn);
  const { ApplicationAccount = call.account.id, ApplicationProvider } = asked.Filter ?? {};
  const found = instance.applications.filter(
    ({ providerArn }) => ApplicationAccount === call.account.id && (ApplicationProvider ?? providerArn) === providerArn,
  );
  return page("Applications", found, asked, (application) => applicationJson(call, instance, application));
}

type SignInOptions = PortalOptions["SignInOptions"];

/** @throws AwsError ValidationException: a sign-in that begins at the application needs the application's URL */
function checkSignIn(options: SignInOptions): SignInOptions {
  if (options && (options.Origin === "APPLICATION") !== (options.ApplicationUrl !== undefined)) {
    throw invalid("ApplicationUrl is needed for the sign-in origin APPLICATION, and for no other.");
  }
  return options;
}

function applicationJson({ account }: AwsCall, instance: IdentityCenter, application: Application): object {
  return {
    ApplicationArn: applicationArnOf(account, instance, application),
    ApplicationProviderArn: application.providerArn,
    Name: application.name,
    ApplicationAccount: account.id,
    InstanceArn: instanceArnOf(instance),
    IdentityStoreArn: identityStoreArnOf(account, instance),
    Status: application.status,
    PortalOptions: application.portalOptions,
    Description: application.description,
    CreatedDate: application.created,
  };
}
