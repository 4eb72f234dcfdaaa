import type { Authorizer, GetApiResponse, Integration, Route, Stage } from "@aws-sdk/client-apigatewayv2";
import type { DeployedApi } from "../../../../../trust/DeployedTrust.ts";
import type { ApiModel, TrustModel } from "../../../../../trust/TrustModel.ts";
import { allPages } from "../../../vendors/aws/allPages.ts";
import type { AwsServices } from "../../../vendors/aws/AwsAccess.ts";
import type { DriftContext } from "../../DriftContext.ts";
import { resourcesOf } from "../../lib/resourcesOf.ts";
import type { StateResource } from "../../../stack/StateResource.ts";
import { type Place, configPlace } from "../lib/configPlace.ts";

/** An HTTP API, as declared and as deployed. */
export interface ApiUnderDrift {
  readonly context: DriftContext;
  /** In the config. */
  readonly name: string;
  readonly place: Place;
  readonly model: ApiModel;
  readonly deployed: DeployedApi;
}

/** What API Gateway holds of an API. */
export interface LiveApi {
  readonly api: GetApiResponse;
  readonly routes: readonly Route[];
  readonly authorizers: readonly Authorizer[];
  readonly integrations: readonly Integration[];
  readonly stages: readonly Stage[];
}

/** The stack's APIs that are among its outputs; one that is not was never deployed. */
export function apisUnderDrift(context: DriftContext): readonly ApiUnderDrift[] {
  const { apis, model } = context.trust;
  return Object.entries(model.apis).flatMap(([name, api]) => {
    const deployed = apis[name];
    return deployed === undefined ? [] : [{ context, name, place: configPlace("apis", name), model: api, deployed }];
  });
}

/** What the state has of an API, of one type. */
export function ownOf({ context, deployed }: ApiUnderDrift, type: string): readonly StateResource[] {
  return resourcesOf(context.state, `aws:apigatewayv2/${type}`).filter(
    ({ inputs }) => inputs["apiId"] === deployed.apiId,
  );
}

/** @throws AwsError, CrosstrustError */
export async function readApi(
  { deployed: { apiId: ApiId } }: ApiUnderDrift,
  { apis }: Pick<AwsServices, "apis">,
): Promise<LiveApi> {
  const gateway = await apis();
  const api = await gateway.getApi({ ApiId });
  const [routes, authorizers, integrations, stages] = await Promise.all([
    allPages(async (page) => gateway.getRoutes({ ApiId, ...page }), itemsOf),
    allPages(async (page) => gateway.getAuthorizers({ ApiId, ...page }), itemsOf),
    allPages(async (page) => gateway.getIntegrations({ ApiId, ...page }), itemsOf),
    allPages(async (page) => gateway.getStages({ ApiId, ...page }), itemsOf),
  ]);
  return { api, routes, authorizers, integrations, stages };
}

/** The whole model, with other routes in the API's place. */
export function withRoutes({ context, name, model }: ApiUnderDrift, routes: ApiModel["routes"]): TrustModel {
  const whole = context.trust.model;
  return { ...whole, apis: { ...whole.apis, [name]: { ...model, routes } } };
}

function itemsOf<Item>({ Items }: { readonly Items?: readonly Item[] | undefined }): readonly Item[] | undefined {
  return Items;
}
