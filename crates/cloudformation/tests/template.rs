//! What a template looks like, and what it refuses.

use burgeon_cloudformation::{
    Budget, Condition, Duplicate, Excess, LogicalId, Mapping, Output, Parameter, ParameterType,
    Pseudo, Resource, Retention, Template, Usage, Value, list, map, to_json, to_yaml,
};

fn id(name: &str) -> LogicalId {
    LogicalId::from_name(name)
}

/// One of everything.
fn template() -> Result<Template, Duplicate> {
    let (table, stage, production) = (id("TodoTable"), id("Stage"), id("Production"));
    let mut template = Template::new();
    template.set_description("Todos, and what is done with them: #1");
    template.metadata_mut().insert("Written", map! { "By" => "hand", "On" => "2001-01-01" });
    template.add_parameter(id("ApiId"), Parameter::string().description("The API"))?;
    template.add_parameter(
        stage.clone(),
        Parameter::string().default("no").allowed_values(["no", "yes"]),
    )?;
    template.add_parameter(
        id("Days"),
        Parameter::new(ParameterType::Number).default(7).attribute("MinValue", 1),
    )?;
    let regions = Mapping::from([("eu-west-1".to_owned(), map! { "Owner" => "012345678901" })]);
    template.add_mapping(id("Owners"), regions)?;
    template
        .add_condition(production.clone(), Condition::equals(Value::reference(&stage), "yes"))?;
    template.add_condition(
        id("Elsewhere"),
        Condition::All(vec![
            Condition::Named(production.clone()).negated(),
            Condition::Any(vec![
                Condition::equals(Value::reference(Pseudo::Region), "eu-west-1"),
                Condition::equals(Value::reference(Pseudo::Partition), "aws-cn"),
            ]),
        ]),
    )?;
    template.add_resource(
        table.clone(),
        Resource::new("AWS::DynamoDB::Table")
            .retention(Retention::Retain)
            .property(
                "AttributeDefinitions",
                list![
                    map! { "AttributeName" => "id", "AttributeType" => "S" },
                    map! { "AttributeName" => "on", "AttributeType" => "N" },
                ],
            )
            .property(
                "PointInTimeRecoverySpecification",
                Value::if_then(
                    &production,
                    map! { "PointInTimeRecoveryEnabled" => true },
                    Value::none(),
                ),
            )
            .optional("TableName", None::<&str>),
    )?;
    let owner = Value::find_in_map(&id("Owners"), Value::reference(Pseudo::Region), "Owner");
    template.add_resource(
        id("GetTodoResolver"),
        Resource::new("AWS::AppSync::Resolver")
            .condition(&production)
            .depends_on(&table)
            .depends_on(&id("Schema"))
            .property("ApiId", Value::reference(&id("ApiId")))
            .property(
                "RequestMappingTemplate",
                "#set($id = $ctx.args.id)\n{\n  \"version\": \"2018-05-29\"\n}",
            )
            .property(
                "ResponseMappingTemplate",
                Value::sub_with(
                    "## ${Owner}\n$util.toJson($ctx.result)\n",
                    map! { "Owner" => owner },
                ),
            )
            .property("Service", Value::import(Value::sub("${AWS::StackName}-service")))
            .property("Other", Value::import("other"))
            .property("First", Value::select(0, Value::split(",", Value::reference(&stage))))
            .property("Path", Value::join("/", list!["a", Value::get_att(&table, "Arn"), "*"]))
            .property("Literal", Value::sub(Value::literal_in_sub("costs ${5}"))),
    )?;
    template.add_output(
        id("TableArn"),
        Output::new(Value::get_att(&table, "Arn"))
            .description("The table: its ARN")
            .condition(&production)
            .export(Value::sub("${AWS::StackName}:TableArn")),
    )?;
    Ok(template)
}

#[test]
fn as_yaml() -> Result<(), Box<dyn std::error::Error>> {
    insta::assert_snapshot!(to_yaml(&template()?)?);
    Ok(())
}

#[test]
fn as_json() -> Result<(), Box<dyn std::error::Error>> {
    insta::assert_snapshot!(to_json(&template()?)?);
    Ok(())
}

#[test]
fn a_part_may_be_added_again_but_not_changed() -> Result<(), Duplicate> {
    let mut template = template()?;
    template.add_parameter(id("ApiId"), Parameter::string().description("The API"))?;
    let error = template.add_parameter(id("ApiId"), Parameter::string()).expect_err("it differs");
    assert_eq!(error.to_string(), "the template has two different parameters called `ApiId`");
    Ok(())
}

#[test]
fn what_is_counted() -> Result<(), Box<dyn std::error::Error>> {
    let template = template()?;
    let usage = Usage::measure(&template, &to_yaml(&template)?);
    let Usage { resources, parameters, outputs, mappings, mapping_attributes, .. } = usage;
    assert_eq!([resources, parameters, outputs, mappings, mapping_attributes], [2, 3, 1, 1, 1]);
    assert_eq!(usage.template_bytes, to_yaml(&template)?.len());
    assert_eq!(Budget::default().excesses(&usage), []);
    Ok(())
}

#[test]
fn every_exceeded_quota_is_reported() {
    let Budget(limit) = Budget::default();
    let full = Budget::default().excesses(&limit);
    assert_eq!(full, [], "a template may have all of it");
    let usage = Usage { resources: 501, outputs: 201, ..limit };
    assert_eq!(
        Budget::default().excesses(&usage),
        [
            Excess { quota: "resources", used: 501, limit: 500 },
            Excess { quota: "outputs", used: 201, limit: 200 },
        ]
    );
}
