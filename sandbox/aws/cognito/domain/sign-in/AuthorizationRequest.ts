import type { AppClient } from "../../state.ts";

export type ResponseType = "code" | "token";

/** Where the answer to an authorization request goes; known before the rest of it is looked at. */
export interface AnswerTarget {
  readonly client: AppClient;
  /** Registered with the client, character by character. */
  readonly redirectUri: string;
  readonly state: string | undefined;
  /** Whether answers go into the fragment: those to `response_type=token` do, errors included (recorded). */
  readonly inFragment: boolean;
  /** As it was sent. */
  readonly query: URLSearchParams;
}

export interface AuthorizationRequest extends AnswerTarget {
  readonly responseType: ResponseType;
  readonly scopes: readonly string[];
  readonly nonce: string | undefined;
  /** Of the method S256. */
  readonly codeChallenge: string | undefined;
  /** Words of `prompt`; none on a domain of the classic hosted UI, which overlooks them. */
  readonly prompt: readonly string[];
  readonly loginHint: string;
  /** How old a sign-in may be, in seconds. */
  readonly maxAge: number | undefined;
  /** What the access token is for, as a URL. */
  readonly resource: string | undefined;
  /** Whom to sign in with: `COGNITO`, an identity provider's name, or nobody in particular. */
  readonly provider: string | undefined;
}

/** Those who may sign people in to a client. */
export const ownDirectory = "COGNITO";
