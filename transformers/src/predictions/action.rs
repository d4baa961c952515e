//! The actions, with the request and the result of each.

use burgeon_core::Name;
use burgeon_core::names::name;
use burgeon_core::schema::{InputValueDefinition, Type, input_value};
use serde::Deserialize;

/// Something that is done with a picture or a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) enum Action {
    IdentifyText,
    IdentifyLabels,
    ConvertTextToSpeech,
    TranslateText,
}

impl Action {
    /// The author's name for it.
    pub(super) fn name(self) -> Name {
        name(match self {
            Self::IdentifyText => "identifyText",
            Self::IdentifyLabels => "identifyLabels",
            Self::ConvertTextToSpeech => "convertTextToSpeech",
            Self::TranslateText => "translateText",
        })
    }

    /// The actions that accept its result.
    pub(super) fn followers(self) -> &'static [Self] {
        match self {
            Self::IdentifyText => &[Self::TranslateText],
            Self::IdentifyLabels => &[Self::TranslateText, Self::ConvertTextToSpeech],
            Self::TranslateText => &[Self::ConvertTextToSpeech],
            Self::ConvertTextToSpeech => &[],
        }
    }

    /// The input of the action. The first action also receives the text.
    pub(super) fn inputs(self, is_first: bool) -> Vec<InputValueDefinition> {
        let mut names = match self {
            Self::IdentifyText | Self::IdentifyLabels => return vec![text("key")],
            Self::TranslateText => vec![text("sourceLanguage"), text("targetLanguage")],
            Self::ConvertTextToSpeech => vec![text("voiceID")],
        };
        if is_first {
            names.push(text("text"));
        }
        names
    }

    /// Whether the value is a list once it is done, if it was (not) one before.
    pub(super) fn gives_list(self, was_list: bool) -> bool {
        match self {
            Self::IdentifyLabels => true,
            Self::ConvertTextToSpeech => false,
            Self::IdentifyText | Self::TranslateText => was_list,
        }
    }
}

fn text(field: &str) -> InputValueDefinition {
    input_value(name(field), Type::NonNullNamed(name("String")))
}
