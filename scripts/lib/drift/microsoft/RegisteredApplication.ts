import type { ReadableDirectory } from "../../vendors/microsoft/DirectoryAccess.ts";
import type { DriftContext } from "../DriftContext.ts";
import type { Place } from "../lib/placeOf.ts";
import type { StateResource } from "../../stack/StateResource.ts";

export type GraphObject = Readonly<Record<string, unknown>>;

/** A directory of Microsoft's that the stack has something in. */
export interface DirectoryPart {
  readonly context: DriftContext;
  readonly directory: ReadableDirectory;
  readonly tenantId: string;
}

/** An application that the stack declares, with its service principal. */
export interface RegisteredApplication extends DirectoryPart {
  readonly place: Required<Place>;
  readonly resource: StateResource;
  /** Undefined where the state has none. */
  readonly principal: StateResource | undefined;
  readonly appId: string;
  /** `/applications/{object id}`, below Graph's version. */
  readonly path: string;
  /** `/servicePrincipals/{object id}`. */
  readonly principalPath: string | undefined;
  /** What it is for: an API that tokens are asked of, a client of one, or what people sign in to. */
  readonly kind: "api" | "client" | "sign-in";
  /** Of the API or of the client's API, in the config. */
  readonly issuer?: string;
  /** What whoever is this application can do, as a sentence goes on; undefined where that is nothing. */
  readonly can?: string | undefined;
}

/** Everything of one directory, or why it cannot be read. */
export interface Directory {
  readonly tenantId: string;
  readonly directory: ReadableDirectory | undefined;
  /** The environment variables that would hold its credentials. */
  readonly variables: string;
  readonly applications: readonly Omit<RegisteredApplication, keyof DirectoryPart>[];
  readonly people: readonly DeclaredAccount[];
}

/** A person's account that the stack declares. */
export interface DeclaredAccount {
  readonly place: Required<Place>;
  readonly resource: StateResource;
  readonly objectId: string;
}
