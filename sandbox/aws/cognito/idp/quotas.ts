/** Quotas of a user pool, those that can be raised with their defaults (Amazon Cognito developer guide, "Quotas"). */
export const quotas = {
  userPools: 1000,
  appClients: 1000,
  clientSecrets: 2,
  customAttributes: 50,
  customDomains: 4,
  groups: 10_000,
  groupsOfUser: 100,
  identityProviders: 300,
  resourceServers: 25,
  tags: 50,
};
