//! The authentication providers of the API.

use burgeon_cloudformation::{Duplicate, LogicalId, Map, Pseudo, Resource, Template, Value, map};
use burgeon_core::appsync::AuthorizationMode;
use burgeon_core::settings::{Auth, AuthorizerFunction, Oidc, UserPools};

/// Adds the default mode's settings to the API, and the additional modes.
pub(super) fn describe(api: Resource, auth: &Auth) -> Resource {
    let api = match settings(auth.default, auth) {
        Some((property, mut config)) => {
            if auth.default == AuthorizationMode::UserPools {
                config.insert("DefaultAction", "ALLOW");
            }
            api.property(property, config)
        }
        None => api,
    };
    let additional = auth.additional.iter().map(|mode| {
        let mut provider = map! { "AuthenticationType" => mode.authentication_type() };
        if let Some((property, config)) = settings(*mode, auth) {
            provider.insert(property, config);
        }
        Value::from(provider)
    });
    let additional: Vec<Value> = additional.collect();
    api.optional(
        "AdditionalAuthenticationProviders",
        (!additional.is_empty()).then_some(Value::List(additional)),
    )
}

fn settings(mode: AuthorizationMode, auth: &Auth) -> Option<(&'static str, Map)> {
    match mode {
        AuthorizationMode::ApiKey | AuthorizationMode::Iam => None,
        AuthorizationMode::UserPools => {
            Some(("UserPoolConfig", user_pool(auth.user_pools.as_ref()?)))
        }
        AuthorizationMode::Oidc => Some(("OpenIDConnectConfig", oidc(auth.oidc.as_ref()?))),
        AuthorizationMode::Function => {
            Some(("LambdaAuthorizerConfig", authorizer(auth.function.as_ref()?)))
        }
    }
}

fn user_pool(pool: &UserPools) -> Map {
    // The id of a pool begins with its region.
    let region = pool.user_pool_id.split_once('_').map(|(region, _)| Value::from(region));
    map! {
        "UserPoolId" => pool.user_pool_id.as_str(),
        "AwsRegion" => region.unwrap_or_else(|| Value::reference(Pseudo::Region)),
    }
}

fn oidc(provider: &Oidc) -> Map {
    let mut config = map! { "Issuer" => provider.issuer.as_str() };
    if let Some(client) = &provider.client_id {
        config.insert("ClientId", client.as_str());
    }
    config
}

fn authorizer(function: &AuthorizerFunction) -> Map {
    let mut config = map! { "AuthorizerUri" => function_arn(&function.name) };
    if let Some(seconds) = function.ttl_seconds {
        config.insert("AuthorizerResultTtlInSeconds", i64::from(seconds));
    }
    config
}

/// The ARN of a function of this account and region, or the one that is given.
fn function_arn(name: &str) -> Value {
    if name.starts_with("arn:") {
        return Value::from(name);
    }
    let name = Value::literal_in_sub(name);
    Value::sub(format!(
        "arn:${{AWS::Partition}}:lambda:${{AWS::Region}}:${{AWS::AccountId}}:function:{name}"
    ))
}

/// Allows this API, and no other, to call the authorizer.
pub(super) fn add_permissions(template: &mut Template, auth: &Auth) -> Result<(), Duplicate> {
    let offered = auth.offers(AuthorizationMode::Function);
    let Some(function) = auth.function.as_ref().filter(|_| offered) else { return Ok(()) };
    template.add_resource(
        LogicalId::from_name("AuthorizerPermission"),
        Resource::new("AWS::Lambda::Permission")
            .property("Action", "lambda:InvokeFunction")
            .property("FunctionName", function_arn(&function.name))
            .property("Principal", "appsync.amazonaws.com")
            .property("SourceArn", Value::get_att(&LogicalId::from_name("GraphQLApi"), "Arn")),
    )
}
