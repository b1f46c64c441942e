/** What the page begins with: rules and lines that show what there is to see. */
export const exampleRules = `- match: 'order \\d+ paid by (?<method>\\w+): (?<amount>[\\d.]+) EUR'
  metric: shop.revenue
  value: amount
  tags: [method]
- match: 'paid by .* in (?<took>\\d+) ms'
  metric: shop.checkout.duration
  type: timing
  value: took
`;

/** Lines for {@link exampleRules}. */
export const exampleLines = `2026-11-20 19:14:00 INFO order 4711 paid by card: 12.50 EUR in 230 ms
2026-11-20 19:14:02 INFO order 4712 paid by invoice: 99.90 EUR in 1204 ms
2026-11-20 19:14:03 ERROR order 4713 failed: card refused
`;
