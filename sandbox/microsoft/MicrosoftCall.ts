import type { SandboxRequest, VendorContext } from "../Vendor.ts";
import type { Directory, MicrosoftState } from "./state.ts";

/** A request to one of Microsoft's hosts. */
export interface MicrosoftCall {
  readonly request: SandboxRequest;
  readonly context: VendorContext;
  readonly state: MicrosoftState;
  readonly now: Date;
}

/** A call of Microsoft Graph, its access token checked. */
export interface GraphCall extends MicrosoftCall {
  /** The caller's own. */
  readonly directory: Directory;
  readonly caller: GraphCaller;
}

/** Who calls Graph: an application with the Graph app roles that it was given, in its own name or in a person's. */
export interface GraphCaller {
  readonly appId: string;
  readonly servicePrincipalId: string;
  readonly roles: readonly string[];
  /** Whose name it calls in, with the delegated permissions that it has. */
  readonly person?: { readonly userId: string; readonly scopes: readonly string[] } | undefined;
}
