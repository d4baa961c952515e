//! A data source that a test makes up: a Lambda function, an HTTP endpoint, a search domain.

use std::cell::RefCell;
use std::fmt;
use std::rc::Rc;

use serde_json::Value as Json;

use super::{DataSource, DataSourceError};

type Answer = dyn Fn(&Json) -> Result<Json, DataSourceError>;

/// Answers through a closure, and records the requests. A clone is the same data source; a test can
/// keep one and inspect it later.
#[derive(Clone)]
pub struct Fake {
    answer: Rc<Answer>,
    requests: Rc<RefCell<Vec<Json>>>,
}

impl Fake {
    /// Answers each request as the closure does.
    pub fn new(answer: impl Fn(&Json) -> Result<Json, DataSourceError> + 'static) -> Self {
        Self { answer: Rc::new(answer), requests: Rc::default() }
    }

    /// Answers each request with the same result.
    pub fn answering(result: Json) -> Self {
        Self::new(move |_| Ok(result.clone()))
    }

    /// Fails each request with the same error.
    pub fn failing(error: DataSourceError) -> Self {
        Self::new(move |_| Err(error.clone()))
    }

    /// The requests so far.
    pub fn requests(&self) -> Vec<Json> {
        self.requests.borrow().clone()
    }
}

impl DataSource for Fake {
    fn invoke(&self, request: &Json) -> Result<Json, DataSourceError> {
        self.requests.borrow_mut().push(request.clone());
        (self.answer)(request)
    }
}

impl fmt::Debug for Fake {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Fake").field("requests", &self.requests).finish_non_exhaustive()
    }
}
