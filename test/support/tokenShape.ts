/** Any JSON Web Token in a text. Its first letters alone also stand in a random id now and then. */
export const tokenShape = /\beyJ[\w-]{8,}\.[\w-]+\./;
