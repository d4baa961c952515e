-- A row of JSON for every column, key, index and enum value of the database that is asked.
-- Run it with: psql --tuples-only --no-align
WITH tables AS (
  SELECT c.oid, c.relname, i.table_schema
  FROM pg_catalog.pg_class c
  JOIN information_schema.tables i
    ON i.table_name = c.relname
    AND i.table_schema = c.relnamespace::regnamespace::text
    AND i.table_type = 'BASE TABLE'
  WHERE NOT c.relispartition
    AND i.table_schema NOT IN ('information_schema', 'pg_catalog')
)
SELECT json_build_object(
  'kind', 'column', 'schema', t.table_schema, 'table', t.relname, 'position', a.attnum,
  'name', a.attname,
  'type', pg_catalog.format_type(a.atttypid, a.atttypmod), 'required', a.attnotnull,
  'default', CASE WHEN a.attgenerated = '' THEN pg_catalog.pg_get_expr(d.adbin, d.adrelid) END,
  'numbered', a.attidentity <> '', 'computed', a.attgenerated <> ''
)::text
FROM tables t
JOIN pg_catalog.pg_attribute a ON a.attrelid = t.oid AND a.attnum > 0 AND NOT a.attisdropped
LEFT JOIN pg_catalog.pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
UNION ALL
SELECT json_build_object(
  'kind', CASE o.contype WHEN 'p' THEN 'primary' WHEN 'u' THEN 'unique' ELSE 'foreign' END,
  'table', t.relname, 'name', o.conname, 'position', k.position, 'column', a.attname,
  'otherTable', other.relname, 'otherColumn', b.attname
)::text
FROM tables t
JOIN pg_catalog.pg_constraint o ON o.conrelid = t.oid AND o.contype IN ('p', 'u', 'f')
CROSS JOIN LATERAL unnest(o.conkey, o.confkey) WITH ORDINALITY AS k(own, other, position)
JOIN pg_catalog.pg_attribute a ON a.attrelid = o.conrelid AND a.attnum = k.own
LEFT JOIN pg_catalog.pg_class other ON other.oid = o.confrelid
LEFT JOIN pg_catalog.pg_attribute b ON b.attrelid = o.confrelid AND b.attnum = k.other
UNION ALL
SELECT json_build_object(
  'kind', CASE WHEN i.indisunique THEN 'unique' ELSE 'index' END,
  'table', t.relname, 'name', named.relname, 'position', k.position, 'column', a.attname
)::text
FROM tables t
JOIN pg_catalog.pg_index i ON i.indrelid = t.oid
JOIN pg_catalog.pg_class named ON named.oid = i.indexrelid
CROSS JOIN LATERAL unnest(i.indkey::int2[]) WITH ORDINALITY AS k(own, position)
LEFT JOIN pg_catalog.pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = k.own AND k.own > 0
WHERE k.position <= i.indnkeyatts
  AND NOT (i.indisunique AND i.indpred IS NOT NULL)
  AND NOT EXISTS (SELECT FROM pg_catalog.pg_constraint o WHERE o.conindid = i.indexrelid)
UNION ALL
SELECT json_build_object(
  'kind', 'enum', 'name', t.typname,
  'position', row_number() OVER (PARTITION BY t.oid ORDER BY e.enumsortorder), 'value', e.enumlabel
)::text
FROM pg_catalog.pg_type t
JOIN pg_catalog.pg_enum e ON e.enumtypid = t.oid
WHERE t.typnamespace::regnamespace::text NOT IN ('information_schema', 'pg_catalog');
