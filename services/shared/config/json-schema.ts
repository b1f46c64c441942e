import { z } from 'zod';
import { configSchema } from './schema.ts';

/** The JSON Schema (draft 2020-12) of `tidegauge.yaml`, by which editors complete and check it. */
export function configJsonSchema(): object {
  const { $schema, ...schema } = z.toJSONSchema(configSchema, { io: 'input' });
  return { $schema, title: 'Configuration of Tidegauge (tidegauge.yaml)', ...schema };
}
