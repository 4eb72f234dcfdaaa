import type { IssuerModel } from "../../../trust/TrustModel.ts";

/** A client of the config that people sign in to in a browser. */
export interface DeclaredLogin {
  /** Its name in the config. */
  readonly client: string;
  readonly redirectUris: readonly string[];
  readonly loginUrl?: string | undefined;
  /** What it may ask for, where the config says so. */
  readonly scopes?: readonly string[] | undefined;
}

/** The clients of an issuer that people sign in to; undefined where an issuer of the kind has none by itself. */
export function declaredLogins(model: IssuerModel): readonly DeclaredLogin[] | undefined {
  switch (model.kind) {
    case "cognito":
      return Object.entries(model.clients).flatMap(([client, one]) =>
        one.kind === "interactive" ? [{ client, redirectUris: one.callbackUrls, scopes: one.scopes }] : [],
      );
    case "jumpcloud":
      return Object.entries(model.clients).map(([client, { redirectUris, loginUrl }]) => ({
        ...{ client, redirectUris, loginUrl },
      }));
    case "okta":
    case "entra":
    case "b2c":
      return undefined;
  }
}
