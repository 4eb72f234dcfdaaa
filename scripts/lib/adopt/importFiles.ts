import type { Adoption } from "./Adoption.ts";
import type { PlannedResource } from "./PlannedResource.ts";

/** The root of a stack, which the engine makes by itself: an import that names it would wait for itself. */
const stackType = "pulumi:pulumi:Stack";

/** A file for `pulumi import --file` (pulumi/pulumi, pkg/cmd/pulumi/operations/import.go, importFile). */
export interface ImportFile {
  /** The URNs of what the file's resources name as their parents or providers, and the stack has by then. */
  readonly nameTable?: Readonly<Record<string, string>>;
  readonly resources: readonly ImportedResource[];
}

interface ImportedResource {
  readonly type: string;
  /** Unique in the file; others name it by this. */
  readonly name: string;
  /** Of the resource in the state. */
  readonly logicalName: string;
  readonly id?: string;
  readonly parent?: string;
  readonly provider?: string;
  readonly version?: string;
  readonly component?: true;
  /** Of a provider that the import makes. */
  readonly inputs?: Readonly<Record<string, unknown>>;
}

/** The import files of a stack: first what the packages' default providers have, then each provider of the program's own. */
export interface ImportFiles {
  readonly first: ImportFile;
  /** By the provider's name. */
  readonly others: Readonly<Record<string, ImportFile>>;
}

/**
 * The files by which the engine takes what was found into the stack's state, with the components that hold it. A provider
 * that the program makes needs a file of its own, after its component is there: in one file the engine would write it into
 * the state before its parent, and refuse that state (seen with 3.259: "refers to missing parent").
 */
export function importFiles(adoptions: readonly Adoption[], plan: ReadonlyMap<string, PlannedResource>): ImportFiles {
  const found = adoptions.flatMap(({ resource, outcome }) =>
    outcome.kind === "found" ? [{ resource, id: outcome.found.importId }] : [],
  );
  const isLater = ({ provider }: PlannedResource): boolean => plan.get(provider ?? "")?.creates === true;
  const components = new Set<PlannedResource>();
  for (const { resource } of found) {
    for (const one of [resource, plan.get(resource.provider ?? "")]) addAncestors(one, plan, components);
  }
  const early = found.filter(({ resource }) => !isLater(resource));
  const first = fileOf([...[...components].map((resource) => ({ resource })), ...early], plan);
  const providers = [...plan.values()].filter(({ urn, creates }) => {
    return creates && found.some(({ resource }) => resource.provider === urn);
  });
  const others = providers.map((provider) => {
    const own = found.filter(({ resource }) => resource.provider === provider.urn);
    return [provider.name, fileOf([{ resource: provider }, ...own], plan)] as const;
  });
  return { first, others: Object.fromEntries(others) };
}

/** The components above a resource that are not in the state yet. */
function addAncestors(
  resource: PlannedResource | undefined,
  plan: ReadonlyMap<string, PlannedResource>,
  into: Set<PlannedResource>,
): void {
  for (let one = plan.get(resource?.parent ?? ""); one !== undefined; one = plan.get(one.parent ?? "")) {
    if (one.creates && !one.custom && one.type !== stackType) into.add(one);
  }
}

interface Entry {
  readonly resource: PlannedResource;
  readonly id?: string;
}

function fileOf(entries: readonly Entry[], plan: ReadonlyMap<string, PlannedResource>): ImportFile {
  const own = new Set(entries.map(({ resource }) => resource.urn));
  const named = entries.flatMap(({ resource: { parent, provider } }) =>
    [parent, provider].flatMap((urn) => plan.get(urn ?? "") ?? []),
  );
  const outside = new Set(named.filter(({ urn, type }) => !own.has(urn) && type !== stackType));
  const table = [...outside]
    .map((one) => [nameOf(one), one.urn] as const)
    .sort(([one], [other]) => (one < other ? -1 : 1));
  const depth = ({ urn }: PlannedResource): number => urn.split("$").length;
  const sorted = entries.toSorted(
    (one, other) => depth(one.resource) - depth(other.resource) || (one.resource.urn < other.resource.urn ? -1 : 1),
  );
  return {
    ...(table.length > 0 && { nameTable: Object.fromEntries(table) }),
    resources: sorted.map((entry) => imported(entry, plan)),
  };
}

function imported({ resource, id }: Entry, plan: ReadonlyMap<string, PlannedResource>): ImportedResource {
  const parent = plan.get(resource.parent ?? "");
  const provider = plan.get(resource.provider ?? "");
  return {
    type: resource.type,
    name: nameOf(resource),
    logicalName: resource.name,
    ...(id !== undefined && { id }),
    ...(parent !== undefined && parent.type !== stackType && { parent: nameOf(parent) }),
    ...(provider !== undefined && { provider: nameOf(provider) }),
    ...(id !== undefined && resource.version !== undefined && { version: resource.version }),
    ...(!resource.custom && { component: true as const }),
    ...(resource.configuration !== undefined && { inputs: resource.configuration }),
  };
}

/** A URN's part that is unique in a stack: `parentType$type::name`. */
function nameOf({ urn }: PlannedResource): string {
  return urn.split("::").slice(2).join("::");
}
