// Changes a route behind the engine's back, as someone in the AWS console might: `API-NAME "ROUTE KEY" JSON`, the JSON being
// members of UpdateRoute. Run as a process of its own, in the environment of a client.
import { ApiGatewayV2Client, GetApisCommand, GetRoutesCommand, UpdateRouteCommand } from "@aws-sdk/client-apigatewayv2";
import { FetchHttpHandler } from "@smithy/fetch-http-handler";
import { EnvHttpProxyAgent, install, setGlobalDispatcher } from "undici";

const [endpoint = "", routeKey, changes = "{}"] = process.argv.slice(2);

install();
setGlobalDispatcher(new EnvHttpProxyAgent());
const client = new ApiGatewayV2Client({ requestHandler: new FetchHttpHandler() });
const apis = await client.send(new GetApisCommand({}));
const ApiId = apis.Items?.find(({ ApiEndpoint }) => ApiEndpoint === endpoint)?.ApiId;
const routes = await client.send(new GetRoutesCommand({ ApiId }));
const RouteId = routes.Items?.find(({ RouteKey }) => RouteKey === routeKey)?.RouteId;
await client.send(new UpdateRouteCommand({ ApiId, RouteId, ...(JSON.parse(changes) as object) }));
