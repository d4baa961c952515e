-- A row of JSON for every column, key and index of the database that is asked.
-- Run it with: mysql --skip-column-names --raw
SELECT JSON_OBJECT(
  'kind', 'column', 'table', c.TABLE_NAME, 'position', c.ORDINAL_POSITION, 'name', c.COLUMN_NAME,
  'type', c.COLUMN_TYPE, 'required', c.IS_NULLABLE = 'NO',
  -- MariaDB tells defaults as they are defined, MySQL tells the values of those that are literals.
  'default', CASE
    WHEN VERSION() LIKE '%MariaDB%' THEN c.COLUMN_DEFAULT
    WHEN c.EXTRA LIKE '%DEFAULT_GENERATED%' THEN NULL
    ELSE QUOTE(c.COLUMN_DEFAULT) END,
  'numbered', c.EXTRA LIKE '%auto_increment%',
  'computed', c.GENERATION_EXPRESSION IS NOT NULL AND c.GENERATION_EXPRESSION <> ''
)
FROM information_schema.COLUMNS c
JOIN information_schema.TABLES t
  ON t.TABLE_SCHEMA = c.TABLE_SCHEMA AND t.TABLE_NAME = c.TABLE_NAME
WHERE c.TABLE_SCHEMA = DATABASE() AND t.TABLE_TYPE = 'BASE TABLE'
UNION ALL
SELECT JSON_OBJECT(
  'kind', CASE o.CONSTRAINT_TYPE
    WHEN 'PRIMARY KEY' THEN 'primary' WHEN 'UNIQUE' THEN 'unique' ELSE 'foreign' END,
  'table', k.TABLE_NAME, 'name', k.CONSTRAINT_NAME, 'position', k.ORDINAL_POSITION,
  'column', k.COLUMN_NAME, 'otherTable', k.REFERENCED_TABLE_NAME,
  'otherColumn', k.REFERENCED_COLUMN_NAME
)
FROM information_schema.TABLE_CONSTRAINTS o
JOIN information_schema.KEY_COLUMN_USAGE k
  ON k.TABLE_SCHEMA = o.TABLE_SCHEMA AND k.TABLE_NAME = o.TABLE_NAME
  AND k.CONSTRAINT_NAME = o.CONSTRAINT_NAME
WHERE o.TABLE_SCHEMA = DATABASE()
  AND o.CONSTRAINT_TYPE IN ('PRIMARY KEY', 'UNIQUE', 'FOREIGN KEY')
UNION ALL
SELECT JSON_OBJECT(
  'kind', 'index', 'table', s.TABLE_NAME, 'name', s.INDEX_NAME, 'position', s.SEQ_IN_INDEX,
  'column', s.COLUMN_NAME
)
FROM information_schema.STATISTICS s
WHERE s.TABLE_SCHEMA = DATABASE() AND s.NON_UNIQUE = 1;
