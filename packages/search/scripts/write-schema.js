// Writes studies/study.schema.json from the zod schemas: npm run schema -w packages/search
import { writeFile } from 'node:fs/promises';
import { studyJsonSchema } from '@ram-sweep/search';

const target = new URL('../../../studies/study.schema.json', import.meta.url);
await writeFile(target, `${JSON.stringify(studyJsonSchema(), null, 2)}\n`);
