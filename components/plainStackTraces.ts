// Pulumi's language host maps every stack trace through source maps, and the SDK takes one for each resource and output:
// reading the maps of all its files costs a program of this size a third of a second and 100 MB. Node runs this
// program's TypeScript in place, with its own line numbers, so there is nothing to map.
Reflect.deleteProperty(Error, "prepareStackTrace");
