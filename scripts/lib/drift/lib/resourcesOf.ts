import type { StateResource } from "../../stack/StateResource.ts";

/** What the stack manages of one type. @param type the Pulumi type token, whole: `okta:auth/server:Server` */
export function resourcesOf(state: readonly StateResource[], type: string): readonly StateResource[] {
  return state.filter((resource) => resource.type === type);
}
