-- Run once, when Postgres makes its database: a role that may read all that ram_sweep makes, and nothing else.
\getenv reader_password READER_PASSWORD
CREATE ROLE ram_sweep_reader LOGIN PASSWORD :'reader_password';
ALTER ROLE ram_sweep_reader SET default_transaction_read_only = on;
ALTER DEFAULT PRIVILEGES FOR ROLE ram_sweep GRANT SELECT ON TABLES TO ram_sweep_reader;
ALTER DEFAULT PRIVILEGES FOR ROLE ram_sweep GRANT SELECT ON SEQUENCES TO ram_sweep_reader;
ALTER DEFAULT PRIVILEGES FOR ROLE ram_sweep GRANT USAGE ON SCHEMAS TO ram_sweep_reader;
REVOKE ALL ON DATABASE ram_sweep FROM PUBLIC;
GRANT CONNECT ON DATABASE ram_sweep TO ram_sweep_reader;
