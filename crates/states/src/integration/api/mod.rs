//! The actions of the AWS SDK by service, with their inputs and outputs.

mod optimized;

use std::collections::HashMap;
use std::sync::LazyLock;

pub(crate) use optimized::{answer_of_integration, of_integration};

/// A block for each service. `scripts/api-parameters` writes it, and explains its form.
static TABLE: &str = include_str!("../api.txt");

static SERVICES: LazyLock<HashMap<&'static str, Service>> = LazyLock::new(|| {
    let blocks = TABLE.split('@').filter_map(|block| {
        let (head, lines) = block.split_once('\n')?;
        let (name, prefix) = head.split_once(' ')?;
        Some((name, Service { name, prefix, lines }))
    });
    blocks.collect()
});

/// A service of the SDK.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Service {
    /// The name as Step Functions spells it.
    pub(crate) name: &'static str,
    /// Its prefix in IAM.
    pub(crate) prefix: &'static str,
    lines: &'static str,
}

/// Members that a request or an answer may have.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Structure {
    members: &'static str,
    /// The lines of the service, with the structures in it.
    lines: &'static str,
}

/// A member of a structure.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Member {
    pub(crate) name: &'static str,
    pub(crate) is_required: bool,
    kind: &'static str,
    lines: &'static str,
}

/// The type of a member.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Kind {
    Anything,
    Text,
    Number,
    Boolean,
    List(Member),
    Map(Member),
    Structure(Structure),
}

/// The service of a name.
pub(crate) fn service(name: &str) -> Option<Service> {
    SERVICES.get(name).copied()
}

/// The names of all services.
pub(crate) fn names() -> impl Iterator<Item = &'static str> {
    SERVICES.keys().copied()
}

impl Service {
    /// The names of its actions.
    pub(crate) fn actions(self) -> impl Iterator<Item = &'static str> {
        self.action_lines().filter_map(|line| line.split(' ').next())
    }

    fn action_lines(self) -> impl Iterator<Item = &'static str> {
        self.lines.lines().take_while(|line| !line.starts_with('#'))
    }

    /// The input and the output of an action.
    fn action(self, name: &str) -> Option<(Option<Structure>, Option<Structure>)> {
        let line =
            self.action_lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(' '))?;
        let (input, output) = line.split_once(' ')?;
        Some((structure(self.lines, input), structure(self.lines, output)))
    }
}

fn structure(lines: &'static str, number: &str) -> Option<Structure> {
    let start = format!("#{number} ");
    let members = lines.lines().find_map(|line| line.strip_prefix(start.as_str()))?;
    Some(Structure { members, lines })
}

/// The members of a request of an action of the SDK; none if they are not known.
pub(crate) fn request(service_name: &str, action: &str) -> Option<Structure> {
    service(service_name)?.action(action)?.0
}

/// The members of its answer.
pub(crate) fn answer(service_name: &str, action: &str) -> Option<Structure> {
    service(service_name)?.action(action)?.1
}

impl Structure {
    pub(crate) fn members(self) -> impl Iterator<Item = Member> {
        let lines = self.lines;
        self.members.split(',').filter_map(move |text| {
            let end = text.find(['!', ':'])?;
            let (name, kind) = text.split_at(end);
            let is_required = kind.starts_with('!');
            Some(Member { name, is_required, kind: kind.get(1..)?, lines })
        })
    }
}

impl Member {
    pub(crate) fn kind(self) -> Kind {
        let inner = |kind| Member { kind, ..self };
        match self.kind.split_at_checked(1) {
            Some(("s" | "t", "")) => Kind::Text,
            Some(("n", "")) => Kind::Number,
            Some(("b", "")) => Kind::Boolean,
            Some(("[", rest)) => Kind::List(inner(rest)),
            Some(("{", rest)) => Kind::Map(inner(rest)),
            Some(("*", _)) | None => Kind::Anything,
            _ => structure(self.lines, self.kind).map_or(Kind::Anything, Kind::Structure),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn structures_are_followed_to_their_ends() {
        let members: Vec<_> = request("dynamodb", "getItem").unwrap().members().collect();
        let required: Vec<_> = members.iter().filter(|m| m.is_required).map(|m| m.name).collect();
        assert_eq!(required, ["TableName", "Key"]);
        let key = members.iter().find(|member| member.name == "Key").unwrap();
        let Kind::Map(value) = key.kind() else { panic!("{key:?}") };
        let Kind::Structure(value) = value.kind() else { panic!("{value:?}") };
        assert!(value.members().any(|member| member.name == "NULL"));
    }

    #[test]
    fn every_line_of_the_table_is_read() {
        let mut actions = 0;
        for name in names() {
            let service = service(name).unwrap();
            for action in service.actions() {
                service.action(action).unwrap_or_else(|| panic!("{name}:{action}"));
                actions += 1;
            }
        }
        assert!(actions > 15_000, "{actions}");
    }

    #[test]
    fn every_optimized_integration_has_parameters_or_a_reason() {
        let open: Vec<_> = super::super::table::actions()
            .filter(|action| of_integration(action.service, action.name).is_none())
            .map(|action| format!("{}:{}", action.service, action.name))
            .collect();
        assert!(open.iter().all(|name| name.starts_with("elasticmapreduce:")), "{open:?}");
    }
}
