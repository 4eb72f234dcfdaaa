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

export type RuntimeMessage =
  | { readonly kind: "ready" }
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
