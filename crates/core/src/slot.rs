//! The places in a resolver where steps run.

/// The positions in a resolver where steps run, in their order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Slot {
    /// Before everything.
    Init,
    /// Before authorization.
    PreAuth,
    /// Authorization.
    Auth,
    /// After authorization.
    PostAuth,
    /// Before the request to the data source.
    PreDataLoad,
    /// The request to the data source.
    Data,
    /// After the data source has answered.
    PostDataLoad,
    /// After everything.
    Finish,
}

impl Slot {
    /// Every slot, in order.
    pub const ALL: [Self; 8] = [
        Self::Init,
        Self::PreAuth,
        Self::Auth,
        Self::PostAuth,
        Self::PreDataLoad,
        Self::Data,
        Self::PostDataLoad,
        Self::Finish,
    ];

    /// Its name in file names and in the manifest.
    pub fn name(self) -> &'static str {
        match self {
            Self::Init => "init",
            Self::PreAuth => "preAuth",
            Self::Auth => "auth",
            Self::PostAuth => "postAuth",
            Self::PreDataLoad => "preDataLoad",
            Self::Data => "data",
            Self::PostDataLoad => "postDataLoad",
            Self::Finish => "finish",
        }
    }

    /// The slot of a name; mutations and subscriptions may also use the names that the published
    /// compiler has for them.
    pub fn from_name(name: &str) -> Option<Self> {
        match name {
            "preUpdate" | "preSubscribe" => Some(Self::PreDataLoad),
            "postUpdate" => Some(Self::PostDataLoad),
            _ => Self::ALL.into_iter().find(|slot| slot.name() == name),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Slot;

    #[test]
    fn slots_are_known_by_their_names() {
        for slot in Slot::ALL {
            assert_eq!(Slot::from_name(slot.name()), Some(slot));
        }
        assert_eq!(Slot::from_name("preUpdate"), Some(Slot::PreDataLoad));
        assert_eq!(Slot::from_name("later"), None);
    }
}
