import type { HttpApi, Stage } from "../apigatewayv2/HttpApi.ts";

export interface SelectedStage {
  readonly stage: Stage;
  /** What is left of the path for the routes; begins with a slash. */
  readonly resourcePath: string;
}

/**
 * The stage that a request means: the one that the path's first part names, else `$default` (API Gateway developer guide,
 * "Create routes for HTTP APIs", "Routing API requests").
 * @param path percent-encoded
 */
export function selectStage(api: HttpApi, path: string): SelectedStage | undefined {
  const [, first = "", rest = ""] = /^\/([^/]*)(.*)$/.exec(path) ?? [];
  const named = api.stages.find((stage) => stage.stageName === first && first !== "$default");
  if (named) return { stage: named, resourcePath: rest || "/" };
  const stage = api.stages.find((one) => one.stageName === "$default");
  return stage && { stage, resourcePath: path };
}
