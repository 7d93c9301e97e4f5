/** Whether a text is the URL of a Postgres, as `--database` takes it. */
export const isPostgresAddress = (text: string): boolean =>
  /^postgres(?:ql)?:\/\//.test(text) && URL.canParse(text);

export const POSTGRES_ADDRESS = 'must look like postgres://user@host:5432/database';
