//! The result types of searches.

use burgeon_core::names::name;
use burgeon_core::schema::{ExtendedType, field, named, object, union_of};
use burgeon_core::{Expanding, Name};

use super::names;

/// The types of aggregates, which all models share.
pub(super) const AGGREGATES: [&str; 4] = [
    "SearchableAggregateResult",
    "SearchableAggregateScalarResult",
    "SearchableAggregateBucketResult",
    "SearchableAggregateBucketResultItem",
];

/// Adds the types of aggregates.
pub(super) fn add_common(api: &mut Expanding<'_>) {
    let [result, scalar, buckets, item] = AGGREGATES.map(name);
    let generic = name("SearchableAggregateGenericResult");
    let required = |ty: &str| named(name(ty)).non_null();
    let types = [
        object(
            result,
            [
                field(name("name"), required("String")),
                field(name("result"), named(generic.clone())),
            ],
        ),
        object(scalar.clone(), [field(name("value"), required("Float"))]),
        object(buckets.clone(), [field(name("buckets"), named(item.clone()).list())]),
        object(
            item,
            [field(name("key"), required("String")), field(name("doc_count"), required("Int"))],
        ),
        union_of(generic, [scalar, buckets]),
    ];
    types.into_iter().for_each(|ty| api.add_type(ty));
}

/// The type of a page of found objects.
pub(super) fn connection(model: &Name) -> ExtendedType {
    let aggregates = named(name(AGGREGATES[0])).list().non_null();
    let fields = [
        field(name("items"), named(model.clone()).list().non_null()),
        field(name("nextToken"), named(name("String"))),
        field(name("total"), named(name("Int"))),
        field(name("aggregateItems"), aggregates),
    ];
    object(names::connection(model), fields)
}
