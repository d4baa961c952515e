// `@aws-appsync/utils/ai`: requests for an Amazon Bedrock data source.
(function () {
  "use strict";
  return {
    invokeModel: (payload) => ({ operation: "InvokeModel", ...payload }),
    converse: (payload) => ({ operation: "Converse", ...payload }),
  };
})
