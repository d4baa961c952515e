use super::{Column, ColumnType, Database, Dialect, Scalar};
use crate::Name;
use crate::api::{Api, Coordinate, Model};
use crate::appsync::base_scalar;
use crate::schema::{ExtendedType, FieldDefinition, Schema, Type};

/// The table of a model.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table {
    /// The database that it stands in.
    pub database: Database,
    /// What it is called there.
    pub name: Name,
    /// Its columns, in the order of the fields.
    pub columns: Vec<Column>,
    /// The fields of its primary key.
    pub key: Vec<Name>,
}

impl Table {
    /// The table of a model, if it is kept in a relational database.
    pub fn of(api: &Api, model: &Model) -> Option<Self> {
        let database = model.database.clone()?;
        let object = api.schema.get_object(&model.name)?;
        let column = |field: &FieldDefinition| {
            let at = Coordinate::new(model.name.clone(), field.name.clone());
            if api.relations.contains_key(&at) {
                return None;
            }
            let stored = model.stored.attributes.get(&field.name).unwrap_or(&field.name);
            Some(Column {
                field: field.name.clone(),
                name: stored.clone(),
                ty: column_type(&api.schema, &field.ty)?,
                is_nullable: !field.ty.is_non_null(),
                default: model.column_defaults.get(&field.name).cloned(),
            })
        };
        Some(Self {
            database,
            name: model.stored.name.clone(),
            columns: object.fields.values().filter_map(|field| column(field)).collect(),
            key: model.key.fields().map(|part| part.name.clone()).collect(),
        })
    }

    /// The SQL that its database speaks.
    pub fn dialect(&self) -> Dialect {
        self.database.dialect
    }

    /// The table in SQL.
    pub fn sql(&self) -> String {
        self.dialect().quoted(&self.name)
    }

    /// The column of a field.
    pub fn column(&self, field: &str) -> Option<&Column> {
        self.columns.iter().find(|column| column.field == field)
    }

    /// The expression for one of its rows as one JSON object, called `item`.
    pub fn item(&self) -> String {
        let dialect = self.dialect();
        let columns: Vec<String> = self
            .columns
            .iter()
            .map(|column| match dialect {
                Dialect::Postgres => {
                    let (read, called) = (column.read(dialect), dialect.quoted(&column.field));
                    if read == called { read } else { format!("{read} AS {called}") }
                }
                Dialect::Mysql => {
                    format!("{}, {}", dialect.text(&column.field), column.read(dialect))
                }
            })
            .collect();
        let columns = columns.join(", ");
        match dialect {
            Dialect::Postgres => {
                format!("(SELECT row_to_json(item) FROM (SELECT {columns}) item) AS item")
            }
            Dialect::Mysql => format!("JSON_OBJECT({columns}) AS item"),
        }
    }
}

/// What a column of a field of the type holds; none if the field is no part of the object.
fn column_type(schema: &Schema, ty: &Type) -> Option<ColumnType> {
    let scalar = match scalar(schema, ty.inner_named_type())? {
        Some(scalar) => scalar,
        None => return Some(ColumnType::Json),
    };
    Some(match ty {
        Type::Named(_) | Type::NonNullNamed(_) => ColumnType::One(scalar),
        Type::List(item) | Type::NonNullList(item) if !item.is_list() => ColumnType::List(scalar),
        Type::List(_) | Type::NonNullList(_) => ColumnType::Json,
    })
}

/// The scalar of a named type; the inner option says whether it is one or is kept as JSON.
fn scalar(schema: &Schema, name: &Name) -> Option<Option<Scalar>> {
    let known = match name.as_str() {
        "ID" => Some(Scalar::Id),
        "AWSDate" => Some(Scalar::Date),
        "AWSTime" => Some(Scalar::Time),
        "AWSDateTime" => Some(Scalar::DateTime),
        "AWSTimestamp" => Some(Scalar::Epoch),
        "AWSJSON" => return Some(None),
        other => match base_scalar(other) {
            Some("Int") => Some(Scalar::Integer),
            Some("Float") => Some(Scalar::Float),
            Some("Boolean") => Some(Scalar::Boolean),
            Some(_) => Some(Scalar::Text),
            None => None,
        },
    };
    if known.is_some() {
        return Some(known);
    }
    match schema.types.get(name)? {
        ExtendedType::Enum(_) => Some(Some(Scalar::Enum(name.clone()))),
        ExtendedType::Object(_) => Some(None),
        _ => None,
    }
}
