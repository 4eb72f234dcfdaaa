import type { JumpCloudAccess } from "../../verify/VerifyContext.ts";
import type { DriftContext } from "../DriftContext.ts";
import type { Place } from "../lib/placeOf.ts";

/** A part of the JumpCloud organisation that the stack owns. */
export interface JumpCloudPart {
  readonly context: DriftContext;
  readonly api: NonNullable<JumpCloudAccess["api"]>;
  /** `https://console.jumpcloud.com`, or that of another region. */
  readonly apiUrl: string;
  readonly place: Required<Place>;
}

export interface DeclaredGroup extends JumpCloudPart {
  readonly id: string;
  readonly name: string;
  /** Of JumpCloud as an issuer, in the config; the routed group of a federation has none. */
  readonly issuer: string | undefined;
}

export interface DeclaredJumpCloudApplication extends JumpCloudPart {
  readonly id: string;
  /** In the config. */
  readonly name: string;
}

export interface DeclaredPersonHere extends JumpCloudPart {
  readonly id: string;
  /** The company email. */
  readonly email: string;
}
