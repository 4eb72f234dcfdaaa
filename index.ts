import "./components/plainStackTraces.ts";
import { declareApis } from "./components/declareApis.ts";
import { declareIssuers } from "./components/declareIssuers.ts";
import { declareRelyingParties } from "./components/declareRelyingParties.ts";
import { collectClientSecrets, collectRelyingPartySecrets, describeTrust } from "./components/describeTrust.ts";
import { readSettings } from "./components/readSettings.ts";

const settings = await readSettings();

const issuers = await declareIssuers(settings);
const apis = declareApis(settings, issuers);
const relyingParties = await declareRelyingParties(settings, issuers);

/** Who may call what, and what the vendors answered; no secret. */
export const trust = describeTrust(settings, { issuers, apis, relyingParties });

/** The clients' secrets, by issuer and client; a Pulumi secret. */
export const clientSecrets = collectClientSecrets(issuers);

/** What the relying parties were given and nobody may read: by relying party; a Pulumi secret. */
export const relyingPartySecrets = collectRelyingPartySecrets(relyingParties);
