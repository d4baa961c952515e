use serde_json::Value as Json;

use super::Dialect;
use crate::Name;

/// A column, and the field that it keeps.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// The field.
    pub field: Name,
    /// Its name in the database.
    pub name: Name,
    /// Its type.
    pub ty: ColumnType,
    /// Whether it may hold nothing.
    pub is_nullable: bool,
    /// Its default in new rows.
    pub default: Option<ColumnDefault>,
}

/// The default of a column in new rows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ColumnDefault {
    /// This value.
    Value(Json),
    /// The next number of a sequence.
    Sequence,
}

/// The type of a column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ColumnType {
    /// A single value.
    One(Scalar),
    /// A list of values.
    List(Scalar),
    /// Any JSON: objects, lists of lists.
    Json,
}

/// The kinds of single values.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Scalar {
    /// A name of an object.
    Id,
    /// A text.
    Text,
    /// A number of 32 bits.
    Integer,
    /// A number with a fraction.
    Float,
    /// True or false.
    Boolean,
    /// A day.
    Date,
    /// A time of a day.
    Time,
    /// A moment.
    DateTime,
    /// A moment in seconds since 1970.
    Epoch,
    /// A value of an enum.
    Enum(Name),
}

/// The parameter of a statement for a value of a request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bind {
    /// The conversion of the value before it is bound.
    pub encoding: Encoding,
    /// The SQL before the parameter.
    pub open: String,
    /// The SQL after the parameter.
    pub close: String,
}

/// The conversion of a value before it is bound.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Encoding {
    /// No conversion.
    Plain,
    /// Its JSON.
    Json,
    /// Its moment in UTC, as MySQL writes it.
    Instant,
}

impl Encoding {
    /// Its name in templates.
    pub fn name(self) -> &'static str {
        match self {
            Self::Plain => "plain",
            Self::Json => "json",
            Self::Instant => "instant",
        }
    }

    /// The expression in VTL that encodes what a reference holds.
    pub fn apply(self, reference: &str) -> String {
        match self {
            Self::Plain => reference.to_owned(),
            Self::Json => format!("$util.toJson({reference})"),
            Self::Instant => format!(
                "$util.time.epochMilliSecondsToFormatted(\
                 $util.time.parseISO8601ToEpochMilliSeconds({reference}), \
                 'yyyy-MM-dd HH:mm:ss.SSS')"
            ),
        }
    }
}

impl Bind {
    fn cast(encoding: Encoding, ty: &str) -> Self {
        Self { encoding, open: "CAST(".to_owned(), close: format!(" AS {ty})") }
    }

    fn bare(encoding: Encoding) -> Self {
        Self { encoding, open: String::new(), close: String::new() }
    }

    /// The SQL of a parameter.
    pub fn sql(&self, parameter: &str) -> String {
        format!("{}{parameter}{}", self.open, self.close)
    }

    /// The parameter for a text.
    pub fn text(dialect: Dialect) -> Self {
        match dialect {
            Dialect::Postgres => Self::cast(Encoding::Plain, "text"),
            Dialect::Mysql => Self::bare(Encoding::Plain),
        }
    }
}

impl Scalar {
    /// PostgreSQL's type for it.
    pub fn postgres(&self) -> String {
        match self {
            Self::Id | Self::Text => "text".to_owned(),
            Self::Integer => "integer".to_owned(),
            Self::Float => "double precision".to_owned(),
            Self::Boolean => "boolean".to_owned(),
            Self::Date => "date".to_owned(),
            Self::Time => "time".to_owned(),
            Self::DateTime => "timestamp with time zone".to_owned(),
            Self::Epoch => "bigint".to_owned(),
            Self::Enum(name) => Dialect::Postgres.quoted(name),
        }
    }

    /// The parameter for a value of it.
    pub fn bind(&self, dialect: Dialect) -> Bind {
        match (dialect, self) {
            (Dialect::Postgres, _) => Bind::cast(Encoding::Plain, &self.postgres()),
            (Dialect::Mysql, Self::DateTime) => Bind::bare(Encoding::Instant),
            (Dialect::Mysql, _) => Bind::bare(Encoding::Plain),
        }
    }
}

impl Column {
    /// The column in SQL.
    pub fn sql(&self, dialect: Dialect) -> String {
        dialect.quoted(&self.name)
    }

    /// The parameter for its values.
    pub fn bind(&self, dialect: Dialect) -> Bind {
        match (dialect, &self.ty) {
            (_, ColumnType::One(scalar)) => scalar.bind(dialect),
            (Dialect::Postgres, ColumnType::List(item)) => Bind {
                encoding: Encoding::Json,
                open: "CAST(ARRAY(SELECT jsonb_array_elements_text(CAST(".to_owned(),
                close: format!(" AS jsonb))) AS {}[])", item.postgres()),
            },
            (Dialect::Postgres, ColumnType::Json) => Bind::cast(Encoding::Json, "jsonb"),
            (Dialect::Mysql, ColumnType::List(_) | ColumnType::Json) => Bind::bare(Encoding::Json),
        }
    }

    /// The column as a text.
    pub fn as_text(&self, dialect: Dialect) -> String {
        let column = self.sql(dialect);
        match (dialect, &self.ty) {
            (_, ColumnType::One(Scalar::Id | Scalar::Text)) => column,
            (Dialect::Postgres, _) => format!("CAST({column} AS text)"),
            (Dialect::Mysql, ColumnType::One(Scalar::DateTime)) => self.read(dialect),
            (Dialect::Mysql, _) => format!("CAST({column} AS CHAR)"),
        }
    }

    /// The expression that reads it, in the form that the API answers once it is JSON.
    pub fn read(&self, dialect: Dialect) -> String {
        let column = self.sql(dialect);
        match (dialect, &self.ty) {
            // A moment without a zone is one in the zone of the session.
            (Dialect::Postgres, ColumnType::One(Scalar::DateTime)) => {
                format!("CAST({column} AS timestamp with time zone)")
            }
            (Dialect::Postgres, _) => column,
            (Dialect::Mysql, ColumnType::One(Scalar::DateTime)) => {
                format!("CONCAT(LEFT(DATE_FORMAT({column}, '%Y-%m-%dT%H:%i:%s.%f'), 23), 'Z')")
            }
            (Dialect::Mysql, ColumnType::One(Scalar::Date | Scalar::Time)) => {
                format!("CAST({column} AS CHAR)")
            }
            // MySQL's truth values are numbers.
            (Dialect::Mysql, ColumnType::One(Scalar::Boolean)) => {
                format!("JSON_EXTRACT(ELT(1 + ({column} <> 0), 'false', 'true'), '$')")
            }
            (Dialect::Mysql, ColumnType::List(_) | ColumnType::Json) => {
                format!("JSON_EXTRACT({column}, '$')")
            }
            (Dialect::Mysql, _) => column,
        }
    }
}
