//! Tables as they are defined.

/// The type of a column, as far as an API can represent it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Ty {
    /// A scalar of the API.
    Scalar(&'static str),
    /// An enum by its name.
    Enum(String),
    /// A list.
    List(Box<Ty>),
}

#[derive(Debug, Clone)]
pub(super) struct Column {
    pub(super) name: String,
    pub(super) ty: Ty,
    pub(super) is_required: bool,
    /// Whether the database numbers rows by it.
    pub(super) is_sequence: bool,
    /// Its default.
    pub(super) default: Option<String>,
}

#[derive(Debug, Clone)]
pub(super) struct ForeignKey {
    pub(super) columns: Vec<String>,
    pub(super) table: String,
    /// The columns there; none: those of the primary key.
    pub(super) referred: Vec<String>,
}

#[derive(Debug, Clone, Default)]
pub(super) struct Table {
    pub(super) name: String,
    pub(super) columns: Vec<Column>,
    pub(super) key: Vec<String>,
    pub(super) unique: Vec<Vec<String>>,
    pub(super) foreign_keys: Vec<ForeignKey>,
    pub(super) indexes: Vec<(String, Vec<String>)>,
}

/// A database's tables and enums, and what of them cannot be kept.
#[derive(Debug, Default)]
pub(super) struct Definitions {
    pub(super) tables: Vec<Table>,
    pub(super) enums: Vec<(String, Vec<String>)>,
    pub(super) left_out: Vec<String>,
}

impl Table {
    pub(super) fn column(&self, name: &str) -> Option<&Column> {
        self.columns.iter().find(|column| column.name == name)
    }

    /// Whether no two rows have the same values in the columns.
    pub(super) fn is_unique(&self, columns: &[String]) -> bool {
        self.key == columns || self.unique.iter().any(|unique| unique == columns)
    }
}

impl Definitions {
    /// The values of an enum.
    pub(super) fn members(&self, ty: &Ty) -> &[String] {
        let Ty::Enum(name) = ty else { return &[] };
        let found = self.enums.iter().find(|(known, _)| known == name);
        found.map(|(_, members)| members.as_slice()).unwrap_or_default()
    }

    /// Sorts everything in an order that does not depend on the source.
    pub(super) fn sort(&mut self) {
        self.tables.sort_by(|a, b| a.name.cmp(&b.name));
        self.enums.sort_by(|a, b| a.0.cmp(&b.0));
        for table in &mut self.tables {
            table.indexes.sort();
            table.foreign_keys.sort_by(|a, b| a.columns.cmp(&b.columns));
        }
    }

    /// Omits what models in MySQL do not support: sequences of columns other than the first of a
    /// key, and defaults of required inputs.
    pub(super) fn without_what_mysql_lacks(&mut self) {
        for table in &mut self.tables {
            for column in &mut table.columns {
                if column.is_sequence && table.key.first() != Some(&column.name) {
                    column.is_sequence = false;
                    let at = format!("`{}.{}`", table.name, column.name);
                    self.left_out.push(format!("the sequence of {at}: clients set its value"));
                }
                column.default.take_if(|_| column.is_required);
            }
        }
    }

    pub(super) fn table(&self, name: &str) -> Option<&Table> {
        self.tables.iter().find(|table| table.name == name)
    }

    pub(super) fn table_mut(&mut self, name: &str) -> Option<&mut Table> {
        self.tables.iter_mut().find(|table| table.name == name)
    }
}
