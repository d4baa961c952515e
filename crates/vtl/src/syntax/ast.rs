//! The tree of a template.

use std::sync::Arc;

use ecow::EcoString;

use super::variable::Variable;
use crate::utility::{Function, Namespace};
use crate::value::Number;

/// Which bytes of the template something takes up.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Span {
    pub(crate) start: u32,
    pub(crate) end: u32,
}

/// A sequence of parts.
#[derive(Debug, Default)]
pub(crate) struct Block(pub(crate) Vec<Node>);

#[derive(Debug)]
pub(crate) enum Node {
    /// Rendered as it is.
    Text(Box<str>),
    Reference(Reference),
    Set(Box<Set>),
    If(If),
    Foreach(Box<Foreach>),
    /// A call of a macro, or what looks like one.
    Call(Box<Call>),
    Define {
        variable: Variable,
        body: Arc<Block>,
    },
    Evaluate(Box<Evaluate>),
    /// `#break`, mostly of the innermost block.
    Break(Option<Box<Scope>>),
    Stop,
    Return(Option<Box<Expression>>),
    /// The statement of this index begins here: only in templates whose coverage is recorded.
    Mark(usize),
}

/// `#set($target = value)`.
#[derive(Debug)]
pub(crate) struct Set {
    pub(crate) target: Target,
    pub(crate) value: Expression,
    pub(crate) span: Span,
}

#[derive(Debug)]
pub(crate) enum Target {
    Variable(Variable),
    /// A reference with at least one accessor.
    Member(Reference),
}

/// `#if`, `#elseif`s and `#else`.
#[derive(Debug)]
pub(crate) struct If {
    pub(crate) branches: Vec<(Expression, Block)>,
    pub(crate) otherwise: Block,
}

/// `#foreach($variable in list)`.
#[derive(Debug)]
pub(crate) struct Foreach {
    pub(crate) variable: Variable,
    pub(crate) list: Expression,
    pub(crate) body: Block,
    pub(crate) span: Span,
}

/// `#name(arguments)`, or with a body `#@name(arguments) … #end`.
#[derive(Debug)]
pub(crate) struct Call {
    /// The macro's index among the names.
    pub(crate) index: usize,
    pub(crate) arguments: Arc<[Argument]>,
    pub(crate) body: Option<Arc<Block>>,
    /// The rendered text if the macro does not exist.
    pub(crate) literal: Box<str>,
    /// An argument that is a bare word, which a macro does not take.
    pub(crate) word: Option<Box<str>>,
    pub(crate) span: Span,
}

/// An argument of a macro: evaluated each time that the macro uses it.
#[derive(Debug)]
pub(crate) struct Argument {
    pub(crate) value: Expression,
    /// Its text: what is rendered for it when it is null.
    pub(crate) literal: Box<str>,
}

/// A macro.
#[derive(Debug)]
pub(crate) struct Macro {
    pub(crate) name: Box<str>,
    pub(crate) parameters: Vec<Variable>,
    pub(crate) body: Arc<Block>,
}

/// `#evaluate(text)`.
#[derive(Debug)]
pub(crate) struct Evaluate {
    pub(crate) text: Expression,
    pub(crate) span: Span,
}

/// The argument of `#break(scope)`.
#[derive(Debug)]
pub(crate) struct Scope {
    pub(crate) value: Expression,
    pub(crate) literal: Box<str>,
    pub(crate) span: Span,
}

/// `$variable.property.method(arguments)[index]`, in all its notations.
#[derive(Debug)]
pub(crate) struct Reference {
    pub(crate) variable: Variable,
    pub(crate) accessors: Vec<Accessor>,
    /// The function that it calls if its variable is a utility's namespace, as it is unless a
    /// template sets it; worked out when parsing.
    pub(crate) utility: Option<Utility>,
    /// Half of the `\` before it. Rendered once before its value, and twice before
    /// its text when it is null.
    pub(crate) escape_prefix: Box<str>,
    /// The `$` or `#` before it.
    pub(crate) more_prefix: Box<str>,
    /// The rendered text if the reference is null: its source, or nothing if it is quiet.
    pub(crate) null_text: EcoString,
    /// `\$x`: rendered as text, with the `\` if it is null.
    pub(crate) escaped: bool,
    /// `$x` only: when null in a macro, the macro's argument is rendered.
    pub(crate) plain: bool,
    pub(crate) span: Span,
}

#[derive(Debug)]
pub(crate) struct Utility {
    /// The expected value of the variable.
    pub(crate) root: &'static Namespace,
    /// The accessors up to and with the call.
    pub(crate) accessors: usize,
    pub(crate) function: &'static Function,
}

#[derive(Debug)]
pub(crate) enum Accessor {
    Property(EcoString, Span),
    Method(Method),
    Index(Expression, Span),
}

#[derive(Debug)]
pub(crate) struct Method {
    pub(crate) name: EcoString,
    pub(crate) arguments: Vec<Expression>,
    pub(crate) span: Span,
}

#[derive(Debug)]
pub(crate) enum Expression {
    Boolean(bool),
    Number(Number),
    String(EcoString),
    /// A string with references in it. All but the last character of what it renders.
    Interpolated(Box<Interpolated>),
    List(Vec<Expression>),
    Map(Vec<(Expression, Expression)>),
    Range(Box<(Expression, Expression)>),
    Reference(Box<Reference>),
    Not(Box<Expression>),
    And(Vec<Expression>),
    Or(Vec<Expression>),
    Chain(Box<Chain>),
    /// A bare word: only arguments of a directive can be one, and its value is null.
    Word,
}

#[derive(Debug)]
pub(crate) struct Interpolated {
    pub(crate) block: Block,
    /// Whether Velocity adds a space to the end to parse it, and drops a character afterwards.
    pub(crate) padded: bool,
}

/// Operators of the same precedence, from left to right.
#[derive(Debug)]
pub(crate) struct Chain {
    pub(crate) first: Operand,
    pub(crate) rest: Vec<Link>,
    /// Whether all its operands can be integers, as far as that is known before the evaluation.
    pub(crate) is_integral: bool,
    pub(crate) span: Span,
}

/// An operator of a chain with its right operand.
#[derive(Debug)]
pub(crate) struct Link {
    pub(crate) operator: Operator,
    pub(crate) operand: Operand,
    /// The text of the chain up to here in Velocity, with white space.
    pub(crate) literal: Box<str>,
}

#[derive(Debug)]
pub(crate) struct Operand {
    pub(crate) value: Expression,
    /// Its text: what a string that is added to it is followed by when it is null.
    pub(crate) literal: Box<str>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Operator {
    Add,
    Subtract,
    Multiply,
    Divide,
    Modulus,
    Less,
    LessEqual,
    Greater,
    GreaterEqual,
    Equal,
    NotEqual,
}
