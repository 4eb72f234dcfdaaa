// JavaScript, and an ES module: what a policy pack's runner loads as TypeScript it hands to a compiler of its own, while
// what an ES module imports is Node's to read (@pulumi/pulumi, cmd/run-policy-pack).
import { PolicyPack } from "@pulumi/policy";
import { packPolicies } from "./packPolicies.ts";

new PolicyPack("crosstrust", { policies: packPolicies(), enforcementLevel: "mandatory" });
