import type { Application, Directory, ServicePrincipal } from "../../state.ts";
import type { DelegatedScopes } from "../entra/delegatedScopes.ts";

export type ResponseMode = "query" | "fragment" | "form_post";
export type ResponseType = "code" | "id_token" | "code id_token" | "token" | "id_token token";
export type Prompt = "login" | "none" | "select_account";

/** Where the answer to an authorization request goes; known before the rest of it is looked at. */
export interface AnswerTarget {
  readonly version: 1 | 2;
  readonly directory: Directory;
  readonly application: Application;
  readonly servicePrincipal: ServicePrincipal;
  /** As it was sent, or the only one that is registered. */
  readonly redirectUri: string;
  readonly responseMode: ResponseMode;
  readonly state: string | undefined;
  /** As they were sent. */
  readonly parameters: URLSearchParams;
}

export interface AuthorizationRequest extends AnswerTarget {
  readonly responseType: ResponseType;
  readonly scopes: readonly string[];
  readonly asked: DelegatedScopes;
  /** Of a request to the v1.0 endpoint. */
  readonly resource: string | undefined;
  readonly nonce: string | undefined;
  readonly codeChallenge: { readonly value: string; readonly method: "S256" | "plain" } | undefined;
  readonly prompt: Prompt | undefined;
  /** The user name that it suggests; may be empty. */
  readonly loginHint: string;
  /** How old a sign-in may be, in seconds. */
  readonly maxAge: number | undefined;
  readonly wantsClientInfo: boolean;
}
