import { CrosstrustError } from "../../../trust/CrosstrustError.ts";
import { tracingRequests, type VendorRequest } from "../vendors/requestIds.ts";
import { redact } from "../redact.ts";
import type { CheckResult } from "../report/RehearsalReport.ts";
import type { Check, Observation } from "./Check.ts";
import { Unreachable } from "./LiveHttp.ts";

export interface RunChecksOptions {
  /** Taken out of everything that is reported; checks may add to them. */
  readonly secrets: readonly string[];
  readonly progress: (done: number, of: number) => void;
}

/** The request that a check judged: the one that it names, or else the last one that it made. */
function judged(
  { requestId }: Observation,
  requests: readonly VendorRequest[],
): (Partial<VendorRequest> & { requestId: string }) | undefined {
  if (requestId === undefined) return requests.at(-1);
  return requests.find((request) => request.requestId === requestId) ?? { requestId };
}

/**
 * Makes all checks, in two stages; how many at a time is up to their LiveHttp.
 * @returns in the order of the checks
 * @throws CrosstrustError VENDOR_UNREACHABLE where not one check got an answer; INTERRUPTED
 */
export async function runChecks(checks: readonly Check[], options: RunChecksOptions): Promise<readonly CheckResult[]> {
  const redacted = (text: string): string =>
    redact(text, Object.fromEntries(options.secrets.map((secret, index) => [`${index}_SECRET`, secret])));
  let done = 0;
  let unreachable: Unreachable | undefined;
  let answered = 0;
  const make = async (check: Check): Promise<CheckResult> => {
    const { system, name, expected } = check;
    let observation: Observation;
    let requests: readonly VendorRequest[] = [];
    try {
      ({ result: observation, requests } = await tracingRequests(() => check.run()));
      if (observation.ok !== null) answered += 1;
    } catch (error) {
      if (!(error instanceof Unreachable)) throw error;
      unreachable ??= error;
      observation = { actual: error.message, ok: false };
    }
    options.progress((done += 1), checks.length);
    const { actual, ok, reason } = observation;
    const request = judged(observation, requests);
    return {
      system,
      name,
      expected,
      actual: redacted(actual),
      ok,
      ...(reason === undefined ? {} : { reason: redacted(reason) }),
      ...(request && { requestId: redacted(request.requestId) }),
      ...(request?.host !== undefined && { requestHost: request.host }),
    };
  };
  const results = new Map<Check, CheckResult>();
  for (const stage of [checks.filter((check) => !check.afterOthers), checks.filter((check) => check.afterOthers)]) {
    await Promise.all(stage.map(async (check) => results.set(check, await make(check))));
  }
  if (unreachable !== undefined && answered === 0) {
    throw new CrosstrustError("VENDOR_UNREACHABLE", `nothing could be proved: ${unreachable.message}`, {
      cause: unreachable,
    });
  }
  return checks.flatMap((check) => results.get(check) ?? []);
}
