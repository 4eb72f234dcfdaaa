/** What the sandbox and the process of a function tell each other, as JSON. */
export interface InvokeMessage {
  readonly kind: "invoke";
  readonly requestId: string;
  /** JSON */
  readonly payload: string;
  /** When the invocation is ended, in milliseconds since 1970 by the system's clock. */
  readonly deadline: number;
  readonly functionArn: string;
}

export interface FunctionFailure {
  readonly errorType: string;
  readonly errorMessage: string;
  readonly trace?: readonly string[];
}

/** Something that the function asks of another host. */
export interface FetchMessage {
  readonly kind: "fetch";
  readonly id: number;
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  /** In base64. */
  readonly body: string;
}

/** What came of it. */
export type FetchedMessage =
  | {
      readonly kind: "fetched";
      readonly id: number;
      readonly status: number;
      /** Names in lower case; one may stand several times. */
      readonly headers: readonly (readonly [string, string])[];
      /** In base64. */
      readonly body: string;
    }
  | { readonly kind: "unfetched"; readonly id: number; readonly reason: string };

/** What the sandbox tells the process. */
export type SandboxMessage = InvokeMessage | FetchedMessage;

export type RuntimeMessage =
  | { readonly kind: "ready" }
  | FetchMessage
  /** The function's module could not be loaded, or has no such handler. */
  | { readonly kind: "broken"; readonly failure: FunctionFailure }
  /** Something that the function wrote. */
  | { readonly kind: "output"; readonly text: string }
  /** What the handler returned, as JSON. */
  | { readonly kind: "result"; readonly requestId: string; readonly payload: string }
  | {
      readonly kind: "failure";
      readonly requestId: string;
      readonly failure: FunctionFailure;
      /** The process ends with it. */
      readonly isFatal: boolean;
    };
