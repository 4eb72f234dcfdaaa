/** Source: API Gateway developer guide, "Quotas for configuring and running an HTTP API". */
export const quotas = {
  authorizersPerApi: 10,
  audiencesPerAuthorizer: 50,
  scopesPerRoute: 10,
  routesPerApi: 300,
  integrationsPerApi: 300,
  stagesPerApi: 10,
  tagsPerResource: 50,
  integrationTimeoutMillis: { min: 50, max: 30_000 },
} as const;
