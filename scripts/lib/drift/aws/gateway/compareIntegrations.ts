import type { Integration } from "@aws-sdk/client-apigatewayv2";
import type { DriftFinding } from "../../DriftFinding.ts";
import { driftFinding } from "../../lib/driftFinding.ts";
import { inWords } from "../../lib/inWords.ts";
import { putBack } from "../../lib/putBack.ts";
import type { StateResource } from "../../../stack/StateResource.ts";
import { awsCommand, deleteIt } from "../lib/awsCommand.ts";
import { compareSettings, type Setting } from "../lib/compareSettings.ts";
import { partOf } from "../lib/configPlace.ts";
import { inOrder } from "../lib/words.ts";
import { type ApiUnderDrift, type LiveApi, ownOf } from "./ApiUnderDrift.ts";

/** Backends that nobody declared, and declared ones that are asked at another place, or otherwise. */
export function compareIntegrations(under: ApiUnderDrift, live: LiveApi): readonly DriftFinding[] {
  const { context, place } = under;
  const own = ownOf(under, "integration:Integration");
  return live.integrations.flatMap((integration) => {
    const known = own.find(({ id }) => id === integration.IntegrationId);
    if (known === undefined) return [unmanaged(under, live, integration)];
    const backend = known.name.slice(under.name.length + 1);
    return compareSettings(
      {
        ...partOf(place, `backend ${backend}`),
        ...{ subject: `The backend ${backend}`, id: known.id, advice: putBack(context.stack) },
      },
      settingsOf(integration, known.inputs, live),
    );
  });
}

function unmanaged({ context, place, deployed }: ApiUnderDrift, live: LiveApi, integration: Integration): DriftFinding {
  const { IntegrationId = "", IntegrationUri = "nothing" } = integration;
  const ids = { "api-id": deployed.apiId, "integration-id": IntegrationId };
  const routes = routesOf(live, integration);
  return driftFinding({
    rule: "unmanaged-object",
    ...partOf(place, `integration ${IntegrationId}`),
    message: "The API has a backend that nobody declared.",
    expected: "no such backend",
    actual: `${IntegrationUri}; ${routes === undefined ? "no route leads there" : `${routes} leads there`}`,
    ...(routes !== undefined && {
      gains: `Whoever runs ${IntegrationUri} gets the requests to ${routes}, the callers' tokens among them.`,
    }),
    advice: deleteIt(awsCommand("apigatewayv2 delete-integration", ids, context.trust.region)),
  });
}

function settingsOf(live: Integration, inputs: StateResource["inputs"], api: LiveApi): readonly Setting[] {
  const routes = routesOf(api, live) ?? "no route";
  const declared = (property: string): string => textOf(inputs[property]);
  return [
    {
      what: "where it is",
      declared: declared("integrationUri"),
      actual: textOf(live.IntegrationUri),
      properties: ["integrationUri"],
      gains: `Whoever runs ${live.IntegrationUri} gets the requests to ${routes}, the callers' tokens among them.`,
    },
    {
      what: "how it is asked",
      declared: [declared("integrationType"), declared("integrationMethod"), declared("payloadFormatVersion")].join(
        " ",
      ),
      actual: [live.IntegrationType, live.IntegrationMethod, live.PayloadFormatVersion].map(textOf).join(" "),
      properties: ["integrationType", "integrationMethod", "payloadFormatVersion"],
    },
    {
      what: "what is changed in requests",
      declared: declared("requestParameters"),
      actual: textOf(live.RequestParameters),
      properties: ["requestParameters"],
      gains: "The backend is told what the caller did not say, such as who it is.",
    },
    {
      what: "the credentials that it is asked with",
      declared: declared("credentialsArn"),
      actual: textOf(live.CredentialsArn),
      properties: ["credentialsArn"],
    },
  ];
}

/** An empty one is none. */
function textOf(value: unknown): string {
  if (typeof value === "string") return value || "none";
  if (typeof value !== "object" || value === null) return "none";
  const members = inOrder(Object.entries(value).map(([name, part]) => `${name}: ${String(part)}`));
  return members.join(", ") || "none";
}

/** Undefined where none leads there. */
function routesOf({ routes }: LiveApi, { IntegrationId: id }: Integration): string | undefined {
  const own = routes.filter(({ Target }) => Target === `integrations/${id}`);
  return own.length === 0 ? undefined : inWords(inOrder(own.map(({ RouteKey }) => RouteKey)));
}
