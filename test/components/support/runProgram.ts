import { runtime } from "@pulumi/pulumi";

/** A resource as the program registered it. */
export interface Registered {
  readonly type: string;
  readonly name: string;
  readonly inputs: Readonly<Record<string, unknown>>;
  /** `type name` of the parent. */
  readonly parent: string | undefined;
  /** Name of the explicit provider that it goes to; undefined for the default one. */
  readonly provider: string | undefined;
  /** Names of the resources that it waits for, by `dependsOn` or by an input. */
  readonly dependsOn: readonly string[];
  readonly ignoreChanges: readonly string[];
  readonly replaceOnChanges: readonly string[];
  readonly secretOutputs: readonly string[];
  /** What a component registered as its outputs, secrets and unknowns in the engine's own form. */
  readonly outputs: Readonly<Record<string, unknown>> | undefined;
}

/** A question that the program put to a vendor. */
export interface Call {
  readonly token: string;
  readonly inputs: Readonly<Record<string, unknown>>;
}

export interface Run<T> {
  readonly result: T;
  readonly resources: readonly Registered[];
  readonly calls: readonly Call[];
  /** The resources of a type, in the order of their names. */
  readonly ofType: (type: string) => readonly Registered[];
}

interface RegisterRequest {
  getType(): string;
  getName(): string;
  getParent(): string;
  getProvider(): string;
  getIgnorechangesList(): string[];
  getReplaceonchangesList(): string[];
  getDependenciesList(): string[];
  getAdditionalsecretoutputsList(): string[];
}
interface OutputsRequest {
  getUrn(): string;
  getOutputs(): { toJavaScript(): Record<string, unknown> } | undefined;
}
interface Monitor {
  registerResource(request: RegisterRequest, ...rest: unknown[]): unknown;
  registerResourceOutputs(request: OutputsRequest, ...rest: unknown[]): unknown;
}

/** Runs a program against Pulumi's mock engine, by default as the stack `dev` of the project `crosstrust`. */
export async function runProgram<T>(
  program: () => T | Promise<T>,
  {
    preview = false,
    config = {},
    secretKeys = [] as string[],
    stack = "dev",
    environment = {},
    answers = {},
  }: ProgramOptions = {},
): Promise<Run<T>> {
  const calls: Call[] = [];
  const inputsOf = new Map<string, Record<string, unknown>>();
  const outputsOf = new Map<string, Record<string, unknown>>();
  const requests: RegisterRequest[] = [];
  await runtime.setMocks(
    {
      call: ({ token, inputs }) => {
        calls.push({ token, inputs: inputs as Record<string, unknown> });
        return answers[token] ?? answered(token, inputs as Record<string, unknown>);
      },
      newResource: ({ type, name, inputs, provider }) => {
        inputsOf.set(`${type} ${name}`, inputs as Record<string, unknown>);
        const state = inputs as Record<string, unknown>;
        return preview
          ? { id: undefined, state }
          : { id: idOf(type, name), state: { ...computed(type, name, providerName(provider)), ...state } };
      },
    },
    "crosstrust",
    stack,
    preview,
  );
  runtime.setAllConfig({ ...config }, [...secretKeys]);
  const monitor = runtime.getMonitor() as unknown as Monitor;
  const register = monitor.registerResource.bind(monitor);
  monitor.registerResource = (request, ...rest) => {
    requests.push(request);
    return register(request, ...rest);
  };
  const registerOutputs = monitor.registerResourceOutputs.bind(monitor);
  monitor.registerResourceOutputs = (request, ...rest) => {
    const urn = request.getUrn();
    outputsOf.set(`${typeIn(urn)} ${nameIn(urn)}`, request.getOutputs()?.toJavaScript() ?? {});
    return registerOutputs(request, ...rest);
  };
  const before = { ...process.env };
  process.env = { ...before, ...environment };
  try {
    const result = await program();
    await runtime.disconnect();
    const resources = requests.map((request) => registered(request, inputsOf, outputsOf));
    const ofType = (type: string) => resources.filter((resource) => resource.type === type).sort(byName);
    return { result, resources, calls, ofType };
  } finally {
    process.env = before;
    runtime.setAllConfig({});
  }
}

/** The directories whose answers these are: the default provider's, and any other's. */
export const tenants = {
  entra: "6c1e2f0a-8f5d-4b6e-9a57-2d3f4c5b6a70",
  b2c: "b2c0a1d4-3e57-4c98-8f21-7d6e5c4b3a29",
};

export interface ProgramOptions {
  readonly preview?: boolean;
  readonly config?: Readonly<Record<string, string>>;
  readonly secretKeys?: readonly string[];
  readonly stack?: string;
  /** Variables that the program finds, beside those of the test's own process; undefined takes one away. */
  readonly environment?: Readonly<Record<string, string | undefined>>;
  /** What the vendors answer to questions instead of the usual, by the question's token. */
  readonly answers?: Readonly<Record<string, object>>;
}

type Properties = ReadonlyMap<string, Record<string, unknown>>;

function registered(request: RegisterRequest, inputsOf: Properties, outputsOf: Properties): Registered {
  const [type, name] = [request.getType(), request.getName()];
  const parent = request.getParent();
  return {
    type,
    name,
    inputs: inputsOf.get(`${type} ${name}`) ?? {},
    parent: parent ? `${typeIn(parent)} ${nameIn(parent)}` : undefined,
    provider: providerName(request.getProvider()),
    dependsOn: request.getDependenciesList().map(nameIn),
    ignoreChanges: request.getIgnorechangesList(),
    replaceOnChanges: request.getReplaceonchangesList(),
    secretOutputs: request.getAdditionalsecretoutputsList(),
    outputs: outputsOf.get(`${type} ${name}`),
  };
}

function typeIn(urn: string): string {
  return urn.split("::")[2]!.split("$").at(-1)!;
}

function nameIn(urn: string): string {
  return urn.split("::").slice(3).join("::");
}

/** @param reference `{urn}::{id}`, or nothing for the default provider */
function providerName(reference: string | undefined): string | undefined {
  return reference ? nameIn(reference.slice(0, reference.lastIndexOf("::"))) : undefined;
}

function byName(one: Registered, other: Registered): number {
  return one.name < other.name ? -1 : 1;
}

function idOf(type: string, name: string): string {
  return `${type.split(":").at(-1)!}(${name})`;
}

/** What the vendors answer beside what they were sent. */
function computed(type: string, name: string, provider: string | undefined): Record<string, unknown> {
  const id = idOf(type, name);
  switch (type) {
    case "okta:auth/server:Server":
      return { issuer: `https://acme-dev.okta.com/oauth2/${name}` };
    case "okta:app/oAuth:OAuth":
      return { clientId: `client-of-${name}`, clientSecret: `secret-of-${name}` };
    case "azuread:index/application:Application":
      return { clientId: `client-of-${name}`, objectId: `object-of-${name}` };
    case "azuread:index/servicePrincipal:ServicePrincipal":
      return {
        objectId: `principal-of-${name}`,
        applicationTenantId: provider === undefined ? tenants.entra : tenants.b2c,
      };
    case "azuread:index/applicationPassword:ApplicationPassword":
      return { keyId: `key-of-${name}`, value: `secret-of-${name}` };
    case "azuread:index/user:User":
      return { objectId: `user-of-${name}` };
    case "random:index/randomPassword:RandomPassword":
      return { result: `secret-of-${name}` };
    case "aws:apigatewayv2/api:Api":
      return {
        apiEndpoint: `https://${name}.execute-api.eu-central-1.amazonaws.com`,
        executionArn: `arn:aws:execute-api:eu-central-1:111122223333:${name}`,
      };
    case "aws:cognito/userPool:UserPool":
      return { endpoint: `cognito-idp.eu-central-1.amazonaws.com/eu-central-1_${name}` };
    case "aws:cognito/userPoolDomain:UserPoolDomain":
      return { region: "eu-central-1", cloudfrontDistribution: `${name}.cloudfront.net` };
    case "aws:cognito/userPoolClient:UserPoolClient":
      return { clientSecret: `secret-of-${name}` };
    case "aws:lambda/function:Function":
      return { arn: `arn:of:${id}`, invokeArn: `invoke-arn:of:${id}` };
    case "aws:ssoadmin/application:Application":
      return { arn: `arn:of:${id}`, applicationArn: `arn:of:${id}` };
    case "aws:identitystore/user:User":
      return { userId: `user-of-${name}` };
    case "aws:identitystore/group:Group":
      return { groupId: `group-of-${name}` };
    case "aws:s3control/accessGrantsInstance:AccessGrantsInstance":
      return { accountId: "111122223333", accessGrantsInstanceArn };
    case "aws:s3control/accessGrantsLocation:AccessGrantsLocation":
      return { accessGrantsLocationId: `location-of-${name}` };
    case "aws:s3control/accessGrant:AccessGrant":
      return { accessGrantId: `grant-of-${name}`, grantScope: `scope-of-${name}` };
    default:
      return { arn: `arn:of:${id}` };
  }
}

export const accessGrantsInstanceArn = "arn:aws:s3:eu-central-1:111122223333:access-grants/default";

/** The instances of Identity Center that the region has, and what is there in them before. */
const identityCenter = {
  arns: ["arn:aws:sso:::instance/ssoins-0123456789abcdef"],
  identityStoreIds: ["d-1234567890"],
  region: "eu-central-1",
};

/** What the vendors answer to questions. */
function answered(token: string, inputs: Readonly<Record<string, unknown>>): Record<string, unknown> {
  switch (token) {
    case "azuread:index/getServicePrincipal:getServicePrincipal":
      return { objectId: `principal-of-${inputs["clientId"] as string}` };
    case "okta:index/getOrgMetadata:getOrgMetadata":
      return { id: "org-of-acme", pipeline: "idx", domains: { organization: "https://acme-dev.okta.com" } };
    case "okta:group/getGroup:getGroup":
      return { id: `group-${inputs["name"] as string}`, name: inputs["name"], description: "", users: [] };
    case "jumpcloud:index/getUser:getUser":
      return { id: `person-with-${inputs["email"] as string}` };
    case "aws:ssoadmin/getInstances:getInstances":
      return identityCenter;
    case "aws:identitystore/getUser:getUser":
      return { userId: `user-by-${soughtAttribute(inputs)}` };
    case "aws:identitystore/getGroup:getGroup":
      return { groupId: `group-by-${soughtAttribute(inputs)}` };
    default:
      throw new Error(`the program calls ${token}`);
  }
}

function soughtAttribute({ alternateIdentifier }: Readonly<Record<string, unknown>>): string {
  const { attributePath, attributeValue } = (
    alternateIdentifier as { uniqueAttribute: { attributePath: string; attributeValue: string } }
  ).uniqueAttribute;
  return `${attributePath}=${attributeValue}`;
}
