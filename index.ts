import "./components/plainStackTraces.ts";
import { declareApis } from "./components/declareApis.ts";
import { declareIssuers } from "./components/declareIssuers.ts";
import { declareRelyingParties } from "./components/declareRelyingParties.ts";
import { collectClientSecrets, describeTrust } from "./components/describeTrust.ts";
import { readSettings } from "./components/readSettings.ts";

const settings = readSettings();

const issuers = declareIssuers(settings);
const apis = declareApis(settings, issuers);
declareRelyingParties(settings, issuers);

/** Who may call what, and what the vendors answered; no secret. */
export const trust = describeTrust(settings, { issuers, apis });

/** The clients' secrets, by issuer and client; a Pulumi secret. */
export const clientSecrets = collectClientSecrets(issuers);
