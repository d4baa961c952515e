//! The tables of models in relational databases.

use std::collections::BTreeMap;

use burgeon_compilation::{
    Database as Compiled, Definitions, ForeignKey, Reference, SqlIndex, SqlTable,
};
use burgeon_core::api::{Coordinate, Index, Model, RelationKind};
use burgeon_core::relational::{ColumnType, Database, Scalar, Table};
use burgeon_core::{Api, Defect, Name};

/// The databases that hold models, by name.
///
/// # Errors
///
/// A key or a reference is of a field that has no column, or a database has two dialects.
pub(super) fn databases(api: &Api) -> Result<BTreeMap<String, Compiled>, Defect> {
    let mut databases: BTreeMap<Database, Vec<SqlTable>> = BTreeMap::new();
    for model in api.models.values().filter(|model| model.is_relational()) {
        let table = sql_table(api, model).map_err(|defect| defect.at(&model.name))?;
        databases.entry(table.table.database.clone()).or_default().push(table);
    }
    let mut compiled = BTreeMap::new();
    for (Database { name, dialect }, tables) in databases {
        let definitions = Definitions::Tables(tables);
        let former = compiled.insert(name.clone(), Compiled { dialect, definitions });
        if former.is_some() {
            return Err(Defect::new(format!("the database `{name}` has two dialects")));
        }
    }
    Ok(compiled)
}

fn sql_table(api: &Api, model: &Model) -> Result<SqlTable, Defect> {
    let table = relational_table(api, model)?;
    let indexes = model.indexes.iter().map(|index| sql_index(model, index, &table));
    let indexes = indexes.collect::<Result<_, _>>()?;
    let references = references(api, model, &table)?;
    let (primary_key, enums) = (columns(&table, &table.key)?, enums(api, &table)?);
    Ok(SqlTable { model: model.name.clone(), table, primary_key, indexes, references, enums })
}

fn relational_table(api: &Api, model: &Model) -> Result<Table, Defect> {
    let missing = || Defect::new("a model of a relational database has no table").at(&model.name);
    api.relational_table(model).ok_or_else(missing)
}

fn sql_index(model: &Model, index: &Index, table: &Table) -> Result<SqlIndex, Defect> {
    let fields = index.key.fields().map(|part| &part.name);
    let columns = match index.is_implied() {
        // A relation's index is of columns that no field is called after.
        true => fields.cloned().collect(),
        false => columns(table, fields)?,
    };
    Ok(SqlIndex { name: format!("{}_{}", model.stored.name, index.name), columns })
}

/// The columns of `@belongsTo` relations.
fn references(api: &Api, model: &Model, table: &Table) -> Result<Vec<Reference>, Defect> {
    let object = api.schema.get_object(&model.name);
    let fields = object.into_iter().flat_map(|object| object.fields.keys());
    let relations = fields
        .filter_map(|field| api.relations.get(&Coordinate::new(model.name.clone(), field.clone())))
        .filter(|relation| relation.kind == RelationKind::BelongsTo);
    let reference = |fields: &[Name], to: &Name| {
        let other = api.models.get(to).filter(|other| other.database() == model.database());
        let foreign_key = other.map(|other| -> Result<ForeignKey, Defect> {
            let other = relational_table(api, other)?;
            Ok(ForeignKey {
                name: format!("{}_{}", table.name, fields.join("_")),
                columns: columns(&other, &other.key)?,
                table: other.name,
            })
        });
        let columns = columns(table, fields)?;
        Ok(Reference { columns, foreign_key: foreign_key.transpose()? })
    };
    relations.map(|relation| reference(&relation.lookup.fields, &relation.to)).collect()
}

/// The columns of fields.
fn columns<'a>(
    table: &Table,
    fields: impl IntoIterator<Item = &'a Name>,
) -> Result<Vec<Name>, Defect> {
    let column = |field: &Name| match table.column(field) {
        Some(column) => Ok(column.name.clone()),
        None => Err(Defect::new(format!("the table `{}` has no column for `{field}`", table.name))),
    };
    fields.into_iter().map(column).collect()
}

/// The values of the enums that columns hold.
fn enums(api: &Api, table: &Table) -> Result<BTreeMap<Name, Vec<Name>>, Defect> {
    let held = table.columns.iter().filter_map(|column| match &column.ty {
        ColumnType::One(Scalar::Enum(name)) | ColumnType::List(Scalar::Enum(name)) => Some(name),
        ColumnType::One(_) | ColumnType::List(_) | ColumnType::Json => None,
    });
    let values = |name: &Name| {
        let missing = || Defect::new(format!("a column holds values of `{name}`, not an enum"));
        let definition = api.schema.get_enum(name).ok_or_else(missing)?;
        Ok((name.clone(), definition.values.keys().cloned().collect()))
    };
    held.map(values).collect()
}

#[cfg(test)]
mod tests {
    use burgeon_core::names::name;
    use burgeon_core::settings::{Engine, ModelSettings, Settings, Storage};
    use burgeon_core::{Declaring, Transformer};

    use crate::{Compilation, Compiler, Failure};

    /// Plants a defect: the first column of an index does not exist.
    #[derive(Debug)]
    struct Misindexed;

    impl Transformer for Misindexed {
        fn name(&self) -> &'static str {
            "misindexed"
        }

        fn definitions(&self) -> &'static str {
            ""
        }

        fn documentation(&self) -> &'static str {
            ""
        }

        fn declare(&self, api: &mut Declaring<'_>) {
            let indexes = api.models_mut().values_mut().flat_map(|model| &mut model.indexes);
            indexes.for_each(|index| index.key.partition.name = name("gone"));
        }
    }

    const SCHEMA: &str = "type Author @model { id: ID! @primaryKey }
        type Post @model {
          id: ID! @primaryKey
          title: String @index(queryField: \"postsByTitle\")
          status: Status
        }
        enum Status { DRAFT PUBLISHED }";

    fn storage(engine: Engine) -> Storage {
        Storage { engine, database: Some("main".to_owned()) }
    }

    fn compiler(settings: Settings) -> Compiler {
        Compiler::new().source("schema.graphql", SCHEMA).settings(settings)
    }

    fn message(outcome: Result<Compilation, Failure>) -> Vec<String> {
        let failure = outcome.expect_err("it has a defect");
        failure.reports.into_iter().map(|found| found.message).collect()
    }

    #[test]
    fn a_database_holds_tables_as_types() {
        let settings = Settings { storage: storage(Engine::Postgres), ..Settings::default() };
        let compilation = compiler(settings).compile().unwrap_or_else(|fault| panic!("{fault}"));
        let tables = compilation.databases["main"].tables();
        let [_, post] = tables.as_ref().expect("they are recorded") else { panic!("{tables:?}") };
        assert_eq!((&post.model, &post.primary_key), (&name("Post"), &vec![name("id")]));
        assert_eq!(post.indexes.len(), 1);
        assert_eq!(post.indexes[0].columns, [name("title")]);
        assert_eq!(post.values_of(&name("Status")), [name("DRAFT"), name("PUBLISHED")]);
    }

    #[test]
    fn an_index_without_its_column_is_a_defect() {
        let settings = Settings { storage: storage(Engine::Mysql), ..Settings::default() };
        let found = message(compiler(settings).transformer(Misindexed).compile());
        let expected = "internal error: `Post`: the table `Post` has no column for `gone`";
        assert!(found.contains(&expected.to_owned()), "{found:?}");
    }

    #[test]
    fn a_database_with_two_dialects_is_a_defect() {
        let own = ModelSettings { storage: Some(storage(Engine::Mysql)), ..Default::default() };
        let mut settings = Settings { storage: storage(Engine::Postgres), ..Settings::default() };
        settings.models.insert("Post".to_owned(), own);
        let found = message(compiler(settings).compile());
        assert_eq!(found, ["internal error: the database `main` has two dialects"]);
    }
}
