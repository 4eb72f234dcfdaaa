import { status } from "@grpc/grpc-js";
import provider from "@pulumi/pulumi/proto/provider_pb.js";
import type * as rpc from "@pulumi/pulumi/proto/provider_pb.js";
import { putBackArchives, withPlaces } from "./archivePlaces.ts";
import type { Naming } from "./autoname.ts";
import { checkInputs, defaultsOf, unknownName } from "./checkInputs.ts";
import { configValues } from "./configValues.ts";
import { diffProperties } from "./diffProperties.ts";
import type { PropertyChange } from "./diffProperties.ts";
import { CallError, initFailed, missingConfig } from "./CallError.ts";
import { locate } from "./locate.ts";
import { packageSchema } from "./packageSchema.ts";
import { observedState, planOf, plainValues, plainView, plannedCreation, plannedUpdate } from "./planState.ts";
import type { Properties, Property } from "./Property.ts";
import { decodeProperties, encodeProperties } from "./propertyWire.ts";
import type { PropertyMap } from "./PropertyValue.ts";
import { MissingConfigError } from "./ProviderDefinition.ts";
import type { ProviderDefinition } from "./ProviderDefinition.ts";
import { defaultsOfUntold, importedInputs, refreshedInputs } from "./readInputs.ts";
import type { AnyResource } from "./ResourceDefinition.ts";
import { checkFailures, checkResponse, diffResponse } from "./responses.ts";
import { redact, secretTexts } from "./secrets.ts";

/**
 * One provider instance of the engine: configured once, then asked about resources. Each method takes one request of the
 * provider protocol (pulumi/pulumi, proto/pulumi/provider.proto) and resolves to its answer, or rejects with what
 * {@link toCallError} made of the failure.
 */
export class ResourceProvider<Client> {
  readonly #definition: ProviderDefinition<Client>;
  readonly #resources: ReadonlyMap<string, AnyResource<Client>>;
  readonly #cancelled = new AbortController();
  #client: Client | undefined;
  #configSecrets: ReadonlySet<string> = new Set();
  #acceptSecrets = true;

  constructor(definition: ProviderDefinition<Client>) {
    this.#definition = definition;
    this.#resources = new Map(definition.resources.map((resource) => [resource.type, resource]));
  }

  get name(): string {
    return this.#definition.name;
  }

  get version(): string {
    return this.#definition.version;
  }

  /** The package as Pulumi's own tools read it: `pulumi package get-schema`, `gen-sdk`, `import`, YAML programs. */
  get schema(): object {
    return packageSchema(this.#definition);
  }

  /** Ends waiting for the vendor; requests that are under way are finished. */
  cancel(): void {
    this.#cancelled.abort(new Error("cancelled by the engine"));
  }

  async checkConfig(request: rpc.CheckRequest): Promise<rpc.CheckResponse> {
    const news = decodeProperties(request.getNews());
    const { faults } = configValues(this.#definition, news);
    return checkResponse({ inputs: news, faults }, true);
  }

  async diffConfig(request: rpc.DiffRequest): Promise<rpc.DiffResponse> {
    const olds = configValues(this.#definition, decodeProperties(request.getOldInputs() ?? request.getOlds()));
    const news = configValues(this.#definition, decodeProperties(request.getNews()));
    return diffResponse(diffProperties(this.#definition.config, olds.values, news.values), false);
  }

  async configure(request: rpc.ConfigureRequest): Promise<rpc.ConfigureResponse> {
    const args = decodeProperties(request.getArgs());
    const { values, faults } = configValues(this.#definition, args);
    this.#configSecrets = secretTexts({ ...args, ...values });
    this.#acceptSecrets = request.getAcceptsecrets();
    if (faults.length > 0) {
      const message = faults.map(({ path, reason }) => `${this.name}:${path}: ${reason}`).join("\n");
      throw new CallError("USAGE", status.INVALID_ARGUMENT, message);
    }
    this.#client = this.#definition.connect(plainValues(values), this.#cancelled.signal);
    const response = new provider.ConfigureResponse();
    response.setAcceptsecrets(true);
    response.setSupportspreview(true);
    response.setSupportsAutonamingConfiguration(true);
    return response;
  }

  async check(request: rpc.CheckRequest): Promise<rpc.CheckResponse> {
    const definition = this.#resource(request.getUrn());
    const news = decodeProperties(request.getNews());
    const olds = decodeProperties(request.getOlds());
    const { inputs, faults } = checkInputs(definition, news, olds, namingOf(request));
    return checkResponse({ inputs: withPlaces(inputs), faults }, this.#acceptSecrets);
  }

  async diff(request: rpc.DiffRequest): Promise<rpc.DiffResponse> {
    const definition = this.#resource(request.getUrn());
    const inputs = decodeProperties(request.getNews());
    const state = decodeProperties(request.getOlds());
    const ignored = request.getIgnorechangesList();
    const changes = this.#changes(definition, state, inputs).filter(({ path }) => !isIgnored(path, ignored));
    return diffResponse(changes, deletesFirst(definition, inputs), definition);
  }

  async create(request: rpc.CreateRequest): Promise<rpc.CreateResponse> {
    const definition = this.#resource(request.getUrn());
    const inputs = decodeProperties(request.getProperties());
    const response = new provider.CreateResponse();
    if (request.getPreview()) {
      const planned = planOf(definition, inputs, this.#connected());
      response.setProperties(this.#encode(plannedCreation(definition, inputs, planned)));
      return response;
    }
    const client = this.#connected();
    const created = await definition.create(client, plainValues(inputs));
    const known = { ...inputs, ...(plainView(created.view ?? {}) as PropertyMap) };
    let state = observedState(definition, { ...plainValues(inputs), ...created.view }, known, inputs);
    try {
      await created.complete?.();
      const view = await definition.read(client, created.id, plainValues(known));
      if (view === undefined) throw new Error("the object was created, but the vendor does not know it any more");
      state = observedState(definition, view, known, inputs);
    } catch (error) {
      throw initFailed(created.id, state, inputs, this.#message(error, "completing", request.getUrn(), inputs));
    }
    response.setId(created.id);
    response.setProperties(this.#encode(state));
    return response;
  }

  async read(request: rpc.ReadRequest): Promise<rpc.ReadResponse> {
    const definition = this.#resource(request.getUrn());
    const givenInputs = decodeProperties(request.getInputs());
    const oldInputs = putBackArchives(givenInputs, givenInputs);
    const oldState = putBackArchives(decodeProperties(request.getProperties()), givenInputs);
    const { id, parents } = locate(definition, request.getId(), oldState);
    const known = { ...oldState, ...parents };
    const view = await definition.read(this.#connected(), id, plainValues(known));
    const response = new provider.ReadResponse();
    if (view === undefined) return response;
    const refreshed = Object.keys(oldInputs).length > 0;
    const untold = refreshed ? known : { ...defaultsOfUntold(definition), ...known };
    const state = observedState(definition, view, untold, oldInputs);
    const inputs = refreshed ? refreshedInputs(definition, oldInputs, state) : importedInputs(definition, state);
    response.setId(id);
    response.setProperties(this.#encode(state));
    response.setInputs(this.#encode(inputs));
    return response;
  }

  async update(request: rpc.UpdateRequest): Promise<rpc.UpdateResponse> {
    const definition = this.#resource(request.getUrn());
    const inputs = decodeProperties(request.getNews());
    const old = decodeProperties(request.getOlds());
    const ignored = request.getIgnorechangesList();
    const changes = this.#changes(definition, old, inputs).filter(({ path }) => !isIgnored(path, ignored));
    const changed = new Set(changes.map(({ property }) => property));
    const response = new provider.UpdateResponse();
    const client = this.#connected();
    if (request.getPreview()) {
      const planned = planOf(definition, inputs, client, old);
      response.setProperties(this.#encode(plannedUpdate(definition, inputs, planned, old, changed)));
      return response;
    }
    const id = request.getId();
    const told = await definition.update?.(client, id, {
      inputs: plainValues(inputs),
      old: plainValues(old),
      has: (name: string) => changed.has(name),
    });
    const known = { ...onceOnly(definition, old), ...inputs, ...(plainView(told ?? {}) as PropertyMap) };
    const view = await definition.read(client, id, plainValues({ ...old, ...known }));
    if (view === undefined) throw new Error("the object was updated, but the vendor does not know it any more");
    response.setProperties(this.#encode(observedState(definition, view, known, inputs)));
    return response;
  }

  async delete(request: rpc.DeleteRequest): Promise<void> {
    const definition = this.#resource(request.getUrn());
    await definition.delete(this.#connected(), request.getId(), plainValues(decodeProperties(request.getProperties())));
  }

  async invoke(request: rpc.InvokeRequest): Promise<rpc.InvokeResponse> {
    const found = this.#definition.functions.find(({ token }) => token === request.getTok());
    if (!found) throw new CallError("USAGE", status.NOT_FOUND, this.#unknown("function", request.getTok()));
    const args = decodeProperties(request.getArgs());
    const { inputs, faults } = checkInputs(found, args);
    const response = new provider.InvokeResponse();
    response.setFailuresList(checkFailures({ inputs, faults }));
    if (faults.length > 0) return response;
    const result = await found.call(this.#connected(), plainValues(inputs));
    response.setReturn(this.#encode(plainView(result) as PropertyMap));
    return response;
  }

  /** What the engine is told of a failure: the vendor's code and words, or ours; no secret of the request in it. */
  toCallError(error: unknown, doing: string, urn: string, properties: PropertyMap): CallError {
    if (error instanceof MissingConfigError) return missingConfig(error);
    if (error instanceof CallError) return error;
    return new CallError("VENDOR_REFUSED", status.UNKNOWN, this.#message(error, doing, urn, properties));
  }

  #message(error: unknown, doing: string, urn: string, properties: PropertyMap): string {
    const refusal = this.#definition.explain(error);
    const what = refusal
      ? `${refusal.code}: ${refusal.message}${refusal.status === undefined ? "" : ` (HTTP ${refusal.status})`}`
      : describeCause(error);
    const subject = urn === "" ? "" : ` ${urn.split("::").slice(-2).join(" ")}`;
    return redact(`${doing}${subject}: ${what}`, [...this.#configSecrets, ...secretTexts(properties)]);
  }

  #changes(definition: AnyResource<Client>, state: PropertyMap, inputs: PropertyMap): readonly PropertyChange[] {
    const planned = planOf(definition, inputs, this.#connected(), state);
    return diffProperties(comparedProperties(definition), state, inputs, planned);
  }

  #resource(urn: string): AnyResource<Client> {
    const type = (urn.split("::")[2] ?? "").split("$").at(-1) ?? "";
    const found = this.#resources.get(type);
    if (!found) throw new CallError("USAGE", status.NOT_FOUND, this.#unknown("resource type", type));
    return found;
  }

  #unknown(what: string, name: string): string {
    const known =
      what === "function" ? this.#definition.functions.map(({ token }) => token) : [...this.#resources.keys()];
    return `${name}: ${unknownName(`${what} of this ${this.name} provider`, name, known)}`;
  }

  #connected(): Client {
    if (this.#client !== undefined) return this.#client;
    throw new CallError(
      "USAGE",
      status.FAILED_PRECONDITION,
      `this connection to the ${this.name} provider was never configured: the engine configures each of its connections once`,
    );
  }

  #encode(properties: PropertyMap): ReturnType<typeof encodeProperties> {
    return encodeProperties(properties, this.#acceptSecrets);
  }
}

function namingOf(request: rpc.CheckRequest): Naming {
  const logicalName = request.getUrn().split("::").slice(3).join("::");
  const options = request.getAutonaming();
  const naming = { logicalName, seed: request.getRandomseed_asU8() };
  if (!options) return naming;
  const mode = (["propose", "enforce", "disable"] as const)[options.getMode()];
  return { ...naming, rule: { mode, proposedName: options.getProposedName() } };
}

/** True where the program asked not to look at this path, or at what holds it. */
function isIgnored(path: string, ignored: readonly string[]): boolean {
  return ignored.some((one) => one === "*" || path === one || path.startsWith(`${one}.`) || path.startsWith(`${one}[`));
}

/** A name that the program chose is taken until the old object is gone. */
function deletesFirst(definition: AnyResource<never>, inputs: PropertyMap): boolean {
  if (definition.deleteBeforeReplace) return true;
  const filledIn = defaultsOf(inputs);
  const properties = Object.entries(definition.inputs as Readonly<Record<string, Property>>);
  return properties.some(([name, { autoname }]) => autoname && inputs[name] !== undefined && !filledIn.has(name));
}

/** Of a state, what no later reading tells. */
function onceOnly(definition: AnyResource<never>, state: PropertyMap): PropertyMap {
  return Object.fromEntries(Object.entries(state).filter(([name]) => definition.outputs[name]?.onceOnly));
}

function describeCause(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error ? `${error.message}: ${error.cause.message}` : error.message;
}

/** The inputs, and the outputs that are known beforehand. */
function comparedProperties(definition: AnyResource<never>): Properties {
  const outputs = Object.entries(definition.outputs).flatMap(([name, { comparedAs }]) =>
    comparedAs ? [[name, { type: comparedAs, computed: true }] as const] : [],
  );
  return { ...(definition.inputs as Properties), ...Object.fromEntries(outputs) };
}
