import pLimit from "p-limit";
import type { DriftContext, DriftReader } from "../DriftContext.ts";
import type { DriftFinding } from "../DriftFinding.ts";
import { accessOf } from "../lib/gainedAccess.ts";
import { inWords } from "../lib/inWords.ts";
import { mergeNotRead } from "../lib/mergeNotRead.ts";
import { notRead } from "../lib/notRead.ts";
import { notThere } from "../lib/notThere.ts";
import type { Place } from "../lib/placeOf.ts";
import { resourceOf } from "../lib/resourceOf.ts";
import { resourcesOf } from "../lib/resourcesOf.ts";
import { applicationDrift } from "./applicationDrift.ts";
import { assignmentDrift } from "./assignmentDrift.ts";
import { grantDrift, keyDrift, secretDrift } from "./credentialDrift.ts";
import type { OktaApplication, OktaPart, OktaServer } from "./OktaPart.ts";
import { policyDrift } from "./policyDrift.ts";
import { readPart } from "./readPart.ts";
import { claimDrift, scopeDrift } from "./scopeDrift.ts";
import { serverDrift, trustedServerDrift } from "./serverDrift.ts";

/**
 * What an Okta organisation holds of the stack's authorization servers and applications beside what was declared. What was
 * deleted the engine tells.
 */
export const oktaDrift: DriftReader = async (context) => {
  const places = [...serverPlaces(context), ...federationPlaces(context)].map(({ place }) => place);
  const [first] = places;
  if (first === undefined) return [];
  const { api, organisationUrl } = context.okta;
  if (organisationUrl === undefined || api === undefined) {
    const where = inWords(places.map((place) => place.where));
    return [
      organisationUrl === undefined
        ? notRead(
            where,
            "nothing names the Okta organisation",
            "Set okta:orgName in the stack's config, or OKTA_ORG_NAME.",
            first.path,
          )
        : notRead(where, "there are no credentials for Okta", credentialsAdvice, first.path),
    ];
  }
  const part = { context, api, organisationUrl };
  const limit = pLimit(atATime);
  const findings = await Promise.all([
    ...serversOf(part).map((server) => limit(() => ofServer(server))),
    ...[...clientsOf(part), ...federatedOf(part)].map((application) => limit(() => ofApplication(application))),
  ]);
  return mergeNotRead(findings.flat());
};

/** Servers and applications; each is asked for a few lists at once. */
const atATime = 4;

const credentialsAdvice =
  "Set OKTA_API_TOKEN, or OKTA_API_CLIENT_ID and OKTA_API_PRIVATE_KEY (with OKTA_API_PRIVATE_KEY_ID), and run drift again.";

type Organisation = Omit<OktaPart, "place">;

async function ofServer(server: OktaServer): Promise<readonly DriftFinding[]> {
  const asked = server.api.find(server.serverPath);
  const parts = await Promise.all(
    [serverDrift, scopeDrift, claimDrift, policyDrift, trustedServerDrift].map((look) =>
      readPart(server, async () => {
        const found = await asked;
        return found === undefined ? notThere(server.place, server.resource.id) : look(server, found);
      }),
    ),
  );
  return parts.flat();
}

async function ofApplication(application: OktaApplication): Promise<readonly DriftFinding[]> {
  const asked = application.api.find(application.appPath);
  const parts = await Promise.all(
    [applicationDrift, keyDrift, secretDrift, grantDrift, assignmentDrift].map((look) =>
      readPart(application, async () => {
        const found = await asked;
        return found === undefined ? notThere(application.place, application.resource.id) : look(application, found);
      }),
    ),
  );
  return parts.flat();
}

/** The servers that the state still knows. */
function serversOf(part: Organisation): readonly OktaServer[] {
  return serverPlaces(part.context).flatMap(({ name, place, model, deployed }) => {
    const resource = resourceOf(part.context.state, "okta:auth/server:Server", deployed.serverId);
    const serverPath = `/api/v1/authorizationServers/${deployed.serverId}`;
    return resource === undefined ? [] : [{ ...part, name, place, model, deployed, resource, serverPath }];
  });
}

function clientsOf(part: Organisation): readonly OktaApplication[] {
  const { model } = part.context.trust;
  return serverPlaces(part.context).flatMap(({ name, place, deployed }) =>
    Object.entries(deployed.clients).flatMap(([client, { clientId }]) => {
      const calls = accessOf(model, name, client);
      const where = `${place.where}, client ${client}`;
      return applicationOf(
        part,
        clientId,
        { where, path: [...place.path, "clients", client] },
        false,
        calls && `can call ${calls}`,
      );
    }),
  );
}

function federatedOf(part: Organisation): readonly OktaApplication[] {
  return federationPlaces(part.context).flatMap(({ clientId, place }) =>
    applicationOf(part, clientId, place, true, undefined),
  );
}

function applicationOf(
  part: Organisation,
  clientId: string,
  place: Required<Place>,
  signIn: boolean,
  can: string | undefined,
): readonly OktaApplication[] {
  const resource = resourcesOf(part.context.state, "okta:app/oAuth:OAuth").find(
    ({ outputs }) => outputs["clientId"] === clientId,
  );
  if (resource?.id === undefined) return [];
  return [{ ...part, place, resource, appPath: `/api/v1/apps/${resource.id}`, signIn, can }];
}

function serverPlaces({ trust: { model, issuers } }: DriftContext) {
  return Object.entries(model.issuers).flatMap(([name, issuer]) => {
    const deployed = issuers[name];
    if (issuer.kind !== "okta" || deployed?.kind !== "okta") return [];
    const place: Required<Place> = { where: `issuers.${name}`, path: ["crosstrust:issuers", name] };
    return [{ name, place, model: issuer, deployed }];
  });
}

function federationPlaces({ trust: { model, issuers } }: DriftContext) {
  return Object.entries(model.issuers).flatMap(([name, issuer]) => {
    const deployed = issuers[name];
    if (issuer.kind !== "cognito" || deployed?.kind !== "cognito") return [];
    return Object.entries(issuer.federation).flatMap(([provider, { kind }]) => {
      const clientId = deployed.federation[provider]?.clientId;
      if (kind !== "okta" || clientId === undefined) return [];
      const where = `issuers.${name}, identity provider ${provider}`;
      const place: Required<Place> = { where, path: ["crosstrust:issuers", name, "federation", provider] };
      return [{ clientId, place }];
    });
  });
}
