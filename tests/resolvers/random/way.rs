//! How two models can say that the objects of the one belong to those of the other.

use super::shape::{Shape, capitalized, quoted};

/// How the objects of `B` belong to those of `A`.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Way {
    /// The foreign key is added.
    Implied,
    /// Both sides name the fields that hold it.
    References,
    /// The same, but `A` leads to one object.
    One,
    /// `A` looks its whole key up in an index.
    Fields,
    /// `A` looks the first field of its key up in an index, whose sort key an argument compares.
    Partition,
}

/// All of them; the one with an order more often.
pub(super) const WAYS: &[Way] =
    &[Way::Implied, Way::References, Way::One, Way::Fields, Way::Partition, Way::Partition];

impl Way {
    /// The fields of `B` that hold the key of an `A`.
    pub(super) fn foreign(self, key: &Shape) -> Vec<String> {
        match self {
            Self::Implied => {
                key.names("").iter().map(|name| format!("aBs{}", capitalized(name))).collect()
            }
            _ => key.names("f"),
        }
    }

    /// The field of `A`, then what `B` has for it.
    pub(super) fn fields(self, key: &Shape) -> [String; 2] {
        let (own, foreign) = (key.names(""), self.foreign(key));
        let held = key.fields(&foreign);
        let references = format!("references: [{}]", quoted(&foreign));
        let looked_up = match self {
            Self::Partition => &own[..1],
            _ => &own[..],
        };
        match self {
            Self::Implied => ["bs: [B] @hasMany".to_owned(), "a: A @belongsTo".to_owned()],
            Self::References => [
                format!("bs: [B] @hasMany({references})"),
                format!("{held} a: A @belongsTo({references})"),
            ],
            Self::One => [
                format!("bs: B @hasOne({references})"),
                format!("{held} a: A @belongsTo({references})"),
            ],
            Self::Fields | Self::Partition => {
                let (first, others) = foreign.split_first().expect("a key has a partition");
                let sort_key = quoted(others);
                let index =
                    format!("@index(name: \"byA\", sortKeyFields: [{sort_key}], queryField: null)");
                let ty = key.0[0].ty();
                let held =
                    held.replacen(&format!("{first}: {ty}"), &format!("{first}: {ty} {index}"), 1);
                [
                    format!(
                        "bs: [B] @hasMany(indexName: \"byA\", fields: [{}])",
                        quoted(looked_up)
                    ),
                    format!("{held} a: A @belongsTo(fields: [{}])", quoted(&foreign)),
                ]
            }
        }
    }
}
