import assert from "node:assert/strict";
import { parseSettings } from "../../trust/parseSettings.ts";
import type { Fault, RawSettings } from "../../trust/Settings.ts";
import { SettingsError } from "../../trust/SettingsError.ts";
import type { OktaIssuerModel, TrustModel } from "../../trust/TrustModel.ts";

/** A mapping of the config into which a test may write anything. */
export type Loose = Record<string, unknown>;

export interface LooseIssuer extends Loose {
  scopes: Loose & { "keys.read": Loose };
  clients: Loose & { reader: Loose };
}

export interface LooseApi extends Loose {
  routes: Loose & { "GET /keys": Loose; "GET /health": Loose };
}

export interface LooseSettings extends Loose {
  issuers: Loose & { okta: LooseIssuer };
  apis: Loose & { inventory: LooseApi };
  relyingParties: Loose & { "key-insight": Loose };
}

/** A config without a fault: one issuer, one API, one relying party. */
export function validSettings(): LooseSettings {
  return {
    issuers: {
      okta: {
        kind: "okta",
        audience: "https://api.example.com",
        scopes: { "keys.read": { default: true }, "keys.write": {} },
        clients: { reader: { scopes: ["keys.read"] }, admin: { scopes: ["keys.write", "keys.read"] } },
      },
    },
    apis: {
      inventory: {
        routes: {
          "GET /keys": { issuer: "okta", scopes: ["keys.read"], lambda: "inventory" },
          "GET /health": { public: true, lambda: "inventory" },
        },
      },
    },
    relyingParties: { "key-insight": { kind: "fortanix-key-insight", issuer: "okta", client: "reader" } },
  };
}

/** The model of the valid config after a change. */
export function modelOf(change: (settings: LooseSettings) => unknown = () => undefined): TrustModel {
  const settings = validSettings();
  change(settings);
  return parseSettings(settings).model;
}

/** An issuer of a model that is one of Okta's. */
export function oktaIssuerOf({ issuers }: Pick<TrustModel, "issuers">, name = "okta"): OktaIssuerModel {
  const issuer = issuers[name];
  assert.ok(issuer?.kind === "okta", `${name} is no issuer of kind okta`);
  return issuer;
}

/** The faults of the valid config after a change. */
export function faultsAfter(change: (settings: LooseSettings) => unknown): readonly Fault[] {
  const settings = validSettings();
  change(settings);
  return faultsOf(settings);
}

export function faultsOf(raw: RawSettings, now?: Date): readonly Fault[] {
  try {
    parseSettings(raw, now);
  } catch (error) {
    assert.ok(error instanceof SettingsError, String(error));
    assert.equal(error.code, "SETTINGS_INVALID");
    return error.faults;
  }
  return [];
}
