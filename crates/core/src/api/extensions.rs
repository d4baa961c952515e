use std::any::Any;
use std::fmt::Debug;

/// Data that a transformer keeps in the [`Api`](super::Api) from one hook to the next, by its type.
///
/// The type is the transformer's own. Others read it only if its crate publishes it.
///
/// ```
/// use burgeon_core::api::Extensions;
///
/// #[derive(Debug, Clone, Default, PartialEq)]
/// struct Exports(Vec<String>);
///
/// let mut extensions = Extensions::default();
/// assert_eq!(extensions.get::<Exports>(), None);
/// extensions.get_or_default::<Exports>().0.push("Todo".to_owned());
/// assert_eq!(extensions.get(), Some(&Exports(vec!["Todo".to_owned()])));
/// ```
#[derive(Debug, Default)]
pub struct Extensions(Vec<Box<dyn Extension>>);

trait Extension: Any + Debug + Send + Sync {
    fn cloned(&self) -> Box<dyn Extension>;
}

impl<T: Any + Debug + Clone + Send + Sync> Extension for T {
    fn cloned(&self) -> Box<dyn Extension> {
        Box::new(self.clone())
    }
}

impl Extensions {
    /// The data of a type, if there is any.
    pub fn get<T: Any>(&self) -> Option<&T> {
        self.0.iter().find_map(|one| {
            let one: &dyn Any = &**one;
            one.downcast_ref()
        })
    }

    /// The data of a type, which begins as the type's default.
    pub fn get_or_default<T: Any + Debug + Clone + Default + Send + Sync>(&mut self) -> &mut T {
        let position = self.0.iter().position(|one| {
            let one: &dyn Any = &**one;
            one.is::<T>()
        });
        let position = position.unwrap_or_else(|| {
            self.0.push(Box::new(T::default()));
            self.0.len() - 1
        });
        let one: &mut dyn Any = &mut *self.0[position];
        match one.downcast_mut() {
            Some(found) => found,
            None => unreachable!("the position is that of the type"),
        }
    }
}

impl Clone for Extensions {
    fn clone(&self) -> Self {
        Self(self.0.iter().map(|one| (**one).cloned()).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug, Clone, Default, PartialEq)]
    struct Numbers(Vec<u8>);

    #[derive(Debug, Clone, Default, PartialEq)]
    struct Texts(Vec<String>);

    #[test]
    fn each_type_has_its_own_data_and_a_copy_is_independent() {
        let mut extensions = Extensions::default();
        extensions.get_or_default::<Texts>().0.push("a".to_owned());
        extensions.get_or_default::<Numbers>().0.push(1);
        let copy = extensions.clone();
        extensions.get_or_default::<Numbers>().0.push(2);
        assert_eq!(extensions.get(), Some(&Numbers(vec![1, 2])));
        assert_eq!(copy.get(), Some(&Numbers(vec![1])));
        assert_eq!(copy.get(), Some(&Texts(vec!["a".to_owned()])));
        assert_eq!(copy.get::<String>(), None);
    }
}
