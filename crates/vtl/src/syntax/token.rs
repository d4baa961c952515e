//! Tokens and lexical states, under their names in the grammar of Velocity 1.7.

/// The state of the lexer, which determines its tokens.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum State {
    /// Text.
    Default,
    /// After `#`.
    PreDirective,
    /// In a directive's parentheses.
    Directive,
    /// After `$`.
    Reference,
    /// After `$x.`.
    RefModifier,
    /// In `$x.y(…)`.
    RefMod2,
    /// In `$x[…]`.
    RefIndex,
    LineComment,
    BlockComment,
    FormalComment,
    TextBlock,
}

/// The kinds of tokens.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Eof,
    IndexLeft,
    IndexRight,
    LeftBracket,
    RightBracket,
    Comma,
    DoubleDot,
    Colon,
    LeftCurly,
    RightCurly,
    LeftParen,
    RightParen,
    MethodRightParen,
    EscapeDirective,
    SetDirective,
    LineCommentStart,
    DoubleEscape,
    Escape,
    Text,
    LineCommentEnd,
    FormalComment,
    BlockComment,
    TextBlock,
    Whitespace,
    String,
    True,
    False,
    Minus,
    Plus,
    Multiply,
    Divide,
    Modulus,
    And,
    Or,
    Less,
    LessEqual,
    Greater,
    GreaterEqual,
    Equal,
    NotEqual,
    Not,
    Assign,
    End,
    If,
    ElseIf,
    Else,
    Integer,
    Float,
    Word,
    BracketedWord,
    Identifier,
    Dot,
    ReferenceLeftCurly,
    ReferenceRightCurly,
    EmptyIndex,
}

impl Kind {
    /// Its name in messages, after `unexpected`.
    pub(crate) fn describe(self) -> &'static str {
        match self {
            Self::Eof => "end of the template",
            Self::IndexLeft | Self::LeftBracket => "`[`",
            Self::IndexRight | Self::RightBracket => "`]`",
            Self::Comma => "`,`",
            Self::DoubleDot => "`..`",
            Self::Colon => "`:`",
            Self::LeftCurly | Self::ReferenceLeftCurly => "`{`",
            Self::RightCurly | Self::ReferenceRightCurly => "`}`",
            Self::LeftParen => "`(`",
            Self::RightParen | Self::MethodRightParen => "`)`",
            Self::EscapeDirective => "escaped directive",
            Self::SetDirective => "`#set`",
            Self::LineCommentStart
            | Self::LineCommentEnd
            | Self::FormalComment
            | Self::BlockComment => "comment",
            Self::DoubleEscape | Self::Escape => "`\\`",
            Self::Text | Self::TextBlock | Self::EmptyIndex => "text",
            Self::Whitespace => "white space",
            Self::String => "string",
            Self::True => "`true`",
            Self::False => "`false`",
            Self::Minus => "`-`",
            Self::Plus => "`+`",
            Self::Multiply => "`*`",
            Self::Divide => "`/`",
            Self::Modulus => "`%`",
            Self::And => "`&&`",
            Self::Or => "`||`",
            Self::Less => "`<`",
            Self::LessEqual => "`<=`",
            Self::Greater => "`>`",
            Self::GreaterEqual => "`>=`",
            Self::Equal => "`==`",
            Self::NotEqual => "`!=`",
            Self::Not => "`!`",
            Self::Assign => "`=`",
            Self::End => "`#end`",
            Self::If => "`#if`",
            Self::ElseIf => "`#elseif`",
            Self::Else => "`#else`",
            Self::Integer | Self::Float => "number",
            Self::Word | Self::BracketedWord => "word",
            Self::Identifier => "reference",
            Self::Dot => "`.`",
        }
    }
}

/// A token. Its image is `source[start..end]`, the text that led up to it (`$`, `#`) included.
#[derive(Debug, Clone)]
pub(crate) struct Token {
    pub(crate) kind: Kind,
    pub(crate) start: usize,
    pub(crate) end: usize,
    /// Text that only resembles the start of a reference or directive: it is printed before this
    /// token.
    pub(crate) special: Option<Box<str>>,
}
