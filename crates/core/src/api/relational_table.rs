use super::Api;
use crate::Name;
use crate::appsync::base_scalar;
use crate::coordinate::Coordinate;
use crate::model::Model;
use crate::relational::{Column, ColumnType, Scalar, Table};
use crate::schema::{ExtendedType, FieldDefinition, Schema, Type};

impl Api {
    /// The table of a model, if it is kept in a relational database.
    pub fn relational_table(&self, model: &Model) -> Option<Table> {
        let database = model.database()?.clone();
        let object = self.schema.get_object(&model.name)?;
        let column = |field: &FieldDefinition| {
            let at = Coordinate::new(model.name.clone(), field.name.clone());
            if self.relations.contains_key(&at) {
                return None;
            }
            let stored = model.stored.attributes.get(&field.name).unwrap_or(&field.name);
            Some(Column {
                field: field.name.clone(),
                name: stored.clone(),
                ty: column_type(&self.schema, &field.ty)?,
                is_nullable: !field.ty.is_non_null(),
                default: model.column_defaults.get(&field.name).cloned(),
            })
        };
        Some(Table {
            database,
            name: model.stored.name.clone(),
            columns: object.fields.values().filter_map(|field| column(field)).collect(),
            key: model.key.fields().map(|part| part.name.clone()).collect(),
        })
    }
}

/// The type of a field's column. `None` if the field is not stored with the object.
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

/// The scalar of a named type. The inner option is `None` if it is stored as JSON.
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
