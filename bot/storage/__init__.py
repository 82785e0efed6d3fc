"""How records are kept: tables, units of work, the audit chain, migrations."""
