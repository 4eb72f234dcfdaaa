import { CrosstrustError } from "../../../trust/CrosstrustError.ts";
import { handoffName } from "../../../trust/handoffName.ts";
import type { TrustModel } from "../../../trust/TrustModel.ts";
import type { StackOutputs } from "../stack/readStackOutputs.ts";
import { b2cSheet } from "./b2cSheet.ts";
import type { HandoffSheet } from "./HandoffSheet.ts";
import { jsmHandoff } from "./jsmHandoff.ts";
import { jumpCloudApplicationSheet } from "./jumpCloudApplicationSheet.ts";
import { jumpCloudHandoff } from "./jumpCloudHandoff.ts";
import { keyInsightHandoff } from "./keyInsightHandoff.ts";

export interface HandoffRequest extends StackOutputs {
  /** The stack by the name that the user gave, for commands to repeat. */
  readonly stack: string;
  /** The name in the config. */
  readonly name: string;
  readonly reveal: boolean;
}

export interface Handoff {
  readonly sheet: HandoffSheet;
  /** The credentials for `curl --config -`, one line each; they hold the secret. Absent where there is nothing to try. */
  readonly curlConfig?: readonly string[];
}

/**
 * The hand-off sheet of a relying party.
 * @throws CrosstrustError USAGE for a name that the stack does not have, with those that it has;
 *   STACK_OUTPUTS_MISSING where what the sheet needs is not among the outputs
 */
export function createHandoff(request: HandoffRequest): Handoff {
  const { trust, name } = request;
  const party = Object.hasOwn(trust.model.relyingParties, name) ? trust.model.relyingParties[name] : undefined;
  switch (party?.kind) {
    case "fortanix-key-insight":
      return keyInsightHandoff(request, party);
    case "jumpcloud-federation":
      return jumpCloudHandoff(request, party);
    case "jira-service-management":
      return jsmHandoff(request, party);
    // Everything there is done by API.
    case "s3-access-grants":
    case undefined: {
      const known = handoffNames(trust.model);
      throw new CrosstrustError("USAGE", `The stack has no hand-off for ${name}.`, {
        where: "--for",
        expected: known.join(" or ") || "a relying party in the config, under crosstrust:relyingParties",
      });
    }
  }
}

/**
 * The sheet of an issuer that takes work by hand before a stack can be deployed, from the config alone.
 * @returns undefined where the name is no such issuer
 */
export function createIssuerHandoff(model: TrustModel, wanted: string, stack: string): Handoff | undefined {
  const name = issuerNameOf(wanted);
  if (name === wanted && Object.hasOwn(model.relyingParties, name)) return undefined;
  const issuer = Object.hasOwn(model.issuers, name) ? model.issuers[name] : undefined;
  if (issuer?.kind === "b2c") return { sheet: b2cSheet(name, issuer) };
  return issuer?.kind === "jumpcloud" ? { sheet: jumpCloudApplicationSheet(name, model, issuer, stack) } : undefined;
}

/** `issuers.NAME` is the issuer where a relying party has the same name. */
export function issuerNameOf(wanted: string): string {
  return wanted.replace(/^issuers\./, "");
}

function handoffNames({ relyingParties, issuers }: TrustModel): readonly string[] {
  const byHand = Object.entries(issuers).filter(([, { kind }]) => kind === "b2c" || kind === "jumpcloud");
  const parties = Object.entries(relyingParties).filter(([, { kind }]) => kind !== "s3-access-grants");
  return [...parties.map(([name]) => name), ...byHand.map(([name]) => handoffName({ relyingParties }, name))];
}
