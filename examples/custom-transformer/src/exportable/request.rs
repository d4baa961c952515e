use burgeon::core::api::DataSource;
use burgeon::core::resolver::{MappingTemplate, Request};
use burgeon::core::steps::RAISE_ERROR;

/// Invokes the function of a model.
#[derive(Debug)]
pub(super) struct StartExport {
    pub(super) data_source: DataSource,
}

impl Request for StartExport {
    fn data_source(&self) -> DataSource {
        self.data_source.clone()
    }

    fn request(&self) -> MappingTemplate {
        let output = "{\n  \"version\": \"2018-05-29\",\n  \"operation\": \"Invoke\",\n  \
                      \"payload\": {}\n}\n";
        MappingTemplate { statements: String::new(), output: output.to_owned() }
    }

    fn response(&self) -> MappingTemplate {
        MappingTemplate {
            statements: RAISE_ERROR.to_owned(),
            output: "$util.toJson($ctx.result.exportArn)\n".to_owned(),
        }
    }
}
