import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { writeFileAtomically } from "../lib/writeFileAtomically.ts";
import { CrosstrustError } from "../trust/CrosstrustError.ts";
import { type Clock, systemClock } from "./Clock.ts";
import { clientEnvironment } from "./clientEnvironment.ts";
import { createCredentials, withDirectories, withServiceApp } from "./createCredentials.ts";
import { FaultPlan } from "./FaultPlan.ts";
import { HostRouter } from "./HostRouter.ts";
import type { DemandedRight } from "./operator/DemandedRight.ts";
import { Operator } from "./operator/Operator.ts";
import type { OperatorRights } from "./operator/OperatorRights.ts";
import type { Fault } from "./parseFaults.ts";
import { CertificateAuthority, createAuthority, isAuthorityFresh } from "./proxy/CertificateAuthority.ts";
import { startProxy } from "./proxy/startProxy.ts";
import { defaultDirectories, type SandboxDirectory } from "./SandboxDirectory.ts";
import { StateFile } from "./StateFile.ts";
import type {
  GraphConsistency,
  Refusal,
  SandboxCredentials,
  SandboxRequest,
  SandboxResponse,
  VendorFactory,
  VendorName,
} from "./Vendor.ts";
import { vendors } from "./vendors.ts";

export interface SandboxOptions {
  /** Of the proxy; a free one unless given. */
  readonly port?: number | undefined;
  /** Where the state is kept; in memory alone unless given. */
  readonly stateFile?: string | undefined;
  readonly faults?: readonly Fault[] | undefined;
  /** The system's unless given. Certificates follow the system's always. */
  readonly clock?: Clock | undefined;
  /** All unless given. */
  readonly vendors?: Readonly<Partial<Record<VendorName, VendorFactory>>> | undefined;
  /** What clients are told (OKTA_ORG_NAME); `acme-dev` unless given. */
  readonly oktaOrgName?: string | undefined;
  /** What clients are told (OKTA_BASE_URL); `okta.com` unless given. */
  readonly oktaBaseUrl?: string | undefined;
  /** What clients are told (AWS_REGION); `eu-central-1` unless given. */
  readonly awsRegion?: string | undefined;
  /** The directories of Microsoft's that there are; an Entra tenant and a B2C tenant unless given. */
  readonly directories?: readonly SandboxDirectory[] | undefined;
  /** `immediate` unless given. */
  readonly graphConsistency?: GraphConsistency | undefined;
  /** What whoever holds the sandbox's credentials may do; everything unless given. */
  readonly operator?: OperatorRights | undefined;
  /** Is told of each request of a client, before it is answered. */
  readonly onRequest?: ((request: SandboxRequest) => void) | undefined;
  /** Is told of each refusal as it happens. */
  readonly onRefusal?: ((refusal: Refusal) => void) | undefined;
}

/** The vendors' clouds, running on this machine. */
export interface Sandbox {
  /** Of the HTTPS proxy: `http://127.0.0.1:<port>`. */
  readonly url: string;
  /** The certificate of the sandbox's authority, in PEM. */
  readonly caFile: string;
  readonly credentials: SandboxCredentials;
  /** All that an unmodified client needs in its environment. It holds secrets. */
  readonly clientEnvironment: Readonly<Record<string, string>>;
  /** Every request so far that the sandbox could not answer as the vendor would. */
  readonly refusals: readonly Refusal[];
  /** Whoever holds the credentials: what they may do can be changed while the sandbox runs. */
  readonly operator: Operator;
  /** Each right that was needed so far, once. */
  readonly demandedRights: readonly DemandedRight[];
  /** Asks a vendor without a socket; like a client's request in everything else. */
  fetch(request: SandboxRequest): Promise<SandboxResponse>;
  /** Ends requests, vendors and sockets, and saves the state. Calling it again changes nothing. */
  close(): Promise<void>;
}

type Cleanup = () => unknown;

/** Methods that change nothing a client was told of; what they make lazily is saved a moment later. */
const reading: ReadonlySet<string> = new Set(["GET", "HEAD", "OPTIONS"]);

/**
 * Starts the sandbox.
 * @throws CrosstrustError PORT_TAKEN, STATE_FILE_UNREADABLE, or USAGE for a fault that could never happen and
 *   for rights that no vendor could give; nothing runs
 *   then, and the state file is as it was
 */
export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  const cleanups: Cleanup[] = [];
  try {
    const clock = options.clock ?? systemClock;
    const state = await StateFile.open(options.stateFile, async () => ({
      authority: await createAuthority(),
      credentials: createCredentials(),
    }));
    cleanups.push(() => state.abandon());
    if (!isAuthorityFresh(state.authority)) state.authority = await createAuthority();

    const awsRegion = options.awsRegion ?? "eu-central-1";
    const directories = options.directories ?? defaultDirectories;
    const hasServiceApp = options.operator?.okta?.scopes !== undefined;
    const operator = new Operator(options.operator ?? {}, hasServiceApp);
    const credentials = withDirectories(state.credentials, directories);
    state.credentials = hasServiceApp ? await withServiceApp(credentials) : credentials;

    const router = new HostRouter(options.onRefusal);
    const faults = new FaultPlan(options.faults ?? []);
    const factories = options.vendors ?? vendors;
    for (const [name, createVendor] of Object.entries(factories) as [VendorName, VendorFactory][]) {
      const vendor = createVendor({
        clock,
        credentials: state.credentials,
        directories,
        awsRegion,
        graphConsistency: options.graphConsistency ?? "immediate",
        state: (initial) => state.section(name, initial),
        fetch: (request) => router.fetch(request),
        refuse: (refusal) => router.refuse(refusal),
        fault: (operation) => faults.take(name, operation),
        operator,
      });
      router.vendors.push(vendor);
      cleanups.push(() => vendor.close?.());
    }
    faults.check(router.vendors);

    const respond = async (request: SandboxRequest): Promise<SandboxResponse> => {
      options.onRequest?.(request);
      const response = await router.respond(request);
      if (reading.has(request.method)) {
        state.saveSoon();
        return response;
      }
      // A write that the client hears of is on the disk.
      return state.save().then(
        () => response,
        (error: unknown) => router.fail(request, error),
      );
    };
    const proxy = await startProxy({
      port: options.port ?? 0,
      clock,
      authority: await CertificateAuthority.load(state.authority),
      handler: {
        respond,
        fail: (request, error) => router.fail(request, error),
        refuse: (refusal) => router.refuse(refusal),
      },
    });
    cleanups.push(() => proxy.close());

    await state.save();
    const caFile = await writeCaFile(state, cleanups);
    cleanups.splice(1, 0, () => state.save());
    let closing: Promise<void> | undefined;
    return {
      url: proxy.url,
      caFile,
      credentials: state.credentials,
      clientEnvironment: clientEnvironment({
        proxyUrl: proxy.url,
        caFile,
        credentials: state.credentials,
        oktaOrgName: options.oktaOrgName ?? "acme-dev",
        oktaBaseUrl: options.oktaBaseUrl ?? "okta.com",
        awsRegion,
        directories,
        oktaScopes: options.operator?.okta?.scopes,
      }),
      refusals: router.refusals,
      operator,
      get demandedRights() {
        return operator.demanded;
      },
      fetch: respond,
      close: () => (closing ??= cleanUp(cleanups)),
    };
  } catch (error) {
    // What went wrong first is what the user has to know.
    await cleanUp(cleanups).catch(() => undefined);
    throw error;
  }
}

/** Beside the state file, where a restart finds it again; otherwise in a folder that goes with the sandbox. */
async function writeCaFile(state: StateFile, cleanups: Cleanup[]): Promise<string> {
  let caFile: string;
  if (state.file === undefined) {
    const folder = await mkdtemp(join(tmpdir(), "crosstrust-sandbox-"));
    cleanups.push(() => rm(folder, { recursive: true, force: true }));
    caFile = join(folder, "ca.pem");
  } else caFile = `${state.file}.ca.pem`;
  try {
    await writeFileAtomically(caFile, state.authority.certificate, 0o600);
  } catch (error) {
    const why = (error as NodeJS.ErrnoException).code ?? String(error);
    throw new CrosstrustError(
      "STATE_FILE_UNREADABLE",
      `The certificate of the sandbox's authority cannot be written to ${caFile} (${why}).`,
      { where: caFile, cause: error },
    );
  }
  return caFile;
}

/** Does all of them, the last first, whatever fails; then throws the first failure. */
async function cleanUp(cleanups: readonly Cleanup[]): Promise<void> {
  const failures: unknown[] = [];
  for (const cleanup of cleanups.toReversed()) {
    try {
      await cleanup();
    } catch (error) {
      failures.push(error);
    }
  }
  if (failures.length > 0) throw failures[0];
}
