mod dynamodb;
mod sql;
