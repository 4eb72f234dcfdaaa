import type { DeployedOktaIssuer } from "../../../../trust/DeployedTrust.ts";
import type { OktaIssuerModel } from "../../../../trust/TrustModel.ts";
import type { ReadableOkta } from "../../vendors/okta/OktaAccess.ts";
import type { DriftContext } from "../DriftContext.ts";
import type { Place } from "../lib/placeOf.ts";
import type { StateResource } from "../../stack/StateResource.ts";

export type OktaObject = Readonly<Record<string, unknown>>;

/** A part of an Okta organisation that the stack owns. */
export interface OktaPart {
  readonly context: DriftContext;
  readonly api: ReadableOkta;
  /** `https://{org}.okta.com`. */
  readonly organisationUrl: string;
  readonly place: Required<Place>;
}

export interface OktaServer extends OktaPart {
  /** Of the issuer in the config. */
  readonly name: string;
  readonly model: OktaIssuerModel;
  readonly deployed: DeployedOktaIssuer;
  readonly resource: StateResource;
  /** Of the management API. */
  readonly serverPath: string;
}

export interface OktaApplication extends OktaPart {
  readonly resource: StateResource;
  readonly appPath: string;
  /** What whoever is this application can do, as a sentence goes on; undefined where that is nothing. */
  readonly can: string | undefined;
  /** Whether people sign in to it. */
  readonly signIn: boolean;
}
