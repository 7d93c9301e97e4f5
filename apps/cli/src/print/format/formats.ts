export const formats = ['table', 'json', 'yaml', 'csv'] as const;
export type Format = (typeof formats)[number];
