import { runtime } from "@pulumi/pulumi";

/** A resource as the program registered it. */
export interface Registered {
  readonly type: string;
  readonly name: string;
  readonly inputs: Readonly<Record<string, unknown>>;
  /** `type name` of the parent. */
  readonly parent: string | undefined;
  /** Names of the resources that it waits for, by `dependsOn` or by an input. */
  readonly dependsOn: readonly string[];
  readonly secretOutputs: readonly string[];
  /** What a component registered as its outputs, secrets and unknowns in the engine's own form. */
  readonly outputs: Readonly<Record<string, unknown>> | undefined;
}

export interface Run<T> {
  readonly result: T;
  readonly resources: readonly Registered[];
  /** The resources of a type, in the order of their names. */
  readonly ofType: (type: string) => readonly Registered[];
}

interface RegisterRequest {
  getType(): string;
  getName(): string;
  getParent(): string;
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
  { preview = false, config = {}, secretKeys = [] as string[], stack = "dev" }: ProgramOptions = {},
): Promise<Run<T>> {
  const inputsOf = new Map<string, Record<string, unknown>>();
  const outputsOf = new Map<string, Record<string, unknown>>();
  const requests: RegisterRequest[] = [];
  await runtime.setMocks(
    {
      call: ({ token }) => {
        throw new Error(`the program calls ${token}`);
      },
      newResource: ({ type, name, inputs }) => {
        inputsOf.set(`${type} ${name}`, inputs as Record<string, unknown>);
        return preview
          ? { id: undefined, state: inputs as Record<string, unknown> }
          : { id: idOf(type, name), state: { ...computed(type, name), ...(inputs as Record<string, unknown>) } };
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
  try {
    const result = await program();
    await runtime.disconnect();
    const resources = requests.map((request) => registered(request, inputsOf, outputsOf));
    return { result, resources, ofType: (type) => resources.filter((resource) => resource.type === type).sort(byName) };
  } finally {
    runtime.setAllConfig({});
  }
}

export interface ProgramOptions {
  readonly preview?: boolean;
  readonly config?: Readonly<Record<string, string>>;
  readonly secretKeys?: readonly string[];
  readonly stack?: string;
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
    dependsOn: request.getDependenciesList().map(nameIn),
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

function byName(one: Registered, other: Registered): number {
  return one.name < other.name ? -1 : 1;
}

function idOf(type: string, name: string): string {
  return `${type.split(":").at(-1)!}(${name})`;
}

/** What the vendors answer beside what they were sent. */
function computed(type: string, name: string): Record<string, unknown> {
  const id = idOf(type, name);
  switch (type) {
    case "okta:auth/server:Server":
      return { issuer: `https://acme-dev.okta.com/oauth2/${name}` };
    case "okta:app/oAuth:OAuth":
      return { clientId: `client-of-${name}`, clientSecret: `secret-of-${name}` };
    case "aws:apigatewayv2/api:Api":
      return {
        apiEndpoint: `https://${name}.execute-api.eu-central-1.amazonaws.com`,
        executionArn: `arn:aws:execute-api:eu-central-1:111122223333:${name}`,
      };
    case "aws:lambda/function:Function":
      return { arn: `arn:of:${id}`, invokeArn: `invoke-arn:of:${id}` };
    default:
      return { arn: `arn:of:${id}` };
  }
}
