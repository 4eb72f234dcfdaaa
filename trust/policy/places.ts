import { describePath } from "../describeFaults.ts";
import type { Fault } from "../Settings.ts";
import type { IssuerModel, TrustModel } from "../TrustModel.ts";

type Path = Fault["path"];

/** A path as findings say it: `apis.inventory.routes["GET /keys"]`. */
export function placeName(path: Path): string {
  return describePath(path).replace(/^crosstrust:/, "");
}

/** Where an issuer stands in the config. */
export function issuerPath(issuer: string, ...rest: Path): Path {
  return ["crosstrust:issuers", issuer, ...rest];
}

export function apiPath(api: string, ...rest: Path): Path {
  return ["crosstrust:apis", api, ...rest];
}

export function relyingPartyPath(party: string, ...rest: Path): Path {
  return ["crosstrust:relyingParties", party, ...rest];
}

/** The issuers of some kinds, by name. */
export function issuersOfKind<K extends IssuerModel["kind"]>(
  { issuers }: TrustModel,
  ...kinds: readonly K[]
): readonly (readonly [string, Extract<IssuerModel, { kind: K }>])[] {
  return Object.entries(issuers).filter((entry): entry is [string, Extract<IssuerModel, { kind: K }>] =>
    (kinds as readonly string[]).includes(entry[1].kind),
  );
}

/** The relying parties of one kind, by name. */
export function relyingPartiesOfKind<K extends TrustModel["relyingParties"][string]["kind"]>(
  { relyingParties }: TrustModel,
  kind: K,
): readonly (readonly [string, Extract<TrustModel["relyingParties"][string], { kind: K }>])[] {
  return Object.entries(relyingParties).filter(
    (entry): entry is [string, Extract<TrustModel["relyingParties"][string], { kind: K }>] => entry[1].kind === kind,
  );
}
