/** What the person who started the stack wants to know at the end. */
export function summary(frontUrl: string, user: string): string {
  const { origin } = new URL(frontUrl);
  return `
Tidegauge is set up.

  address    ${origin}
  user       ${user}
  password   docker compose exec grafana cat /etc/tidegauge/admin-password
             (made at the first start; it lies in the volume grafana-files)
  API token  docker compose exec front cat /etc/tidegauge/api-token
             (for machines: Authorization: Bearer TOKEN, at ${origin}/api/)
`;
}
