/** What Grafana puts a variable's value in the place of, with a format if it needs one: `placeholder('host:queryparam')`. */
export const placeholder = (name: string) => `\${${name}}`;
