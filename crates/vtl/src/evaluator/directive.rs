//! Loops, macros and `#evaluate`.

use std::rc::Rc;
use std::sync::Arc;

use super::elements::Elements;
use super::frame::Frame;
use super::{Evaluated, Evaluator};
use crate::fault::ErrorCode;
use crate::state::Interrupt;
use crate::syntax::ast::{Call, Evaluate, Foreach, Node};
use crate::syntax::{self, Counters, Problem, well_known};
use crate::value::{Deferred, Number, Scope, Value};

/// The maximal recursion of a `#define`: Velocity's `directive.define.max.depth`.
const DEFINE_DEPTH: u32 = 2;

/// The maximal nesting of macro calls: Velocity's `velocimacro.max.depth`.
const MACRO_DEPTH: usize = 20;

impl Evaluator<'_, '_> {
    /// Renders one of the rarer directives.
    pub(super) fn directive(&mut self, node: &Node, out: &mut String) -> Evaluated<()> {
        match node {
            Node::Foreach(foreach) => self.foreach(foreach, out),
            Node::Call(call) => self.call(call, out),
            Node::Define { variable, body } => {
                let block = Deferred::new(body.clone(), DEFINE_DEPTH);
                self.put(*variable, Value::Deferred(Rc::new(block)));
                Ok(())
            }
            Node::Evaluate(evaluate) => self.evaluate_text(evaluate, out),
            Node::Break(None) => Err(Interrupt::Break),
            Node::Break(Some(scope)) => match self.value(&scope.value)? {
                Value::Scope(scope) => Err(Interrupt::BreakLoop(scope)),
                _ => Err(self.fail(
                    ErrorCode::Exception,
                    format!("`{}` is not a loop that can be left", scope.literal),
                    scope.span,
                )),
            },
            Node::Stop => Err(Interrupt::Stop),
            Node::Return(value) => Err(Interrupt::Return(Box::new(match value {
                Some(value) => self.value(value)?,
                None => Value::Null,
            }))),
            Node::Mark(statement) => {
                self.state.reach(*statement);
                Ok(())
            }
            // The others are rendered where a block is.
            Node::Text(_) | Node::Reference(_) | Node::Set(_) | Node::If(_) => Ok(()),
        }
    }

    fn foreach(&mut self, foreach: &Foreach, out: &mut String) -> Evaluated<()> {
        let Some(elements) = self.elements(&foreach.list)? else {
            return Ok(());
        };
        let element = self.get(foreach.variable)?;
        let counters = self.names.counters();
        let count = counters.count.map(|variable| self.get(variable)).transpose()?;
        let has_next = counters.has_next.map(|variable| self.get(variable)).transpose()?;
        let scope = Rc::new(Scope::new(self.get(well_known::FOREACH)?));
        self.put(well_known::FOREACH, Value::Scope(Rc::clone(&scope)));
        let result = self.iterate(foreach, elements, counters, &scope, out);
        self.put_or_remove(foreach.variable, element);
        for (variable, before) in [(counters.count, count), (counters.has_next, has_next)] {
            if let (Some(variable), Some(before)) = (variable, before) {
                self.put_or_remove(variable, before);
            }
        }
        // A template may have replaced it.
        if let Value::Scope(scope) = self.get(well_known::FOREACH)? {
            match scope.parent() {
                Some(parent) => self.put(well_known::FOREACH, Value::Scope(Rc::clone(parent))),
                None => self.put_or_remove(well_known::FOREACH, scope.replaced()),
            }
        }
        match result {
            Err(Interrupt::Break) => Ok(()),
            Err(Interrupt::BreakLoop(left)) if Rc::ptr_eq(&left, &scope) => Ok(()),
            other => other,
        }
    }

    fn iterate(
        &mut self,
        foreach: &Foreach,
        mut elements: Elements,
        counters: Counters,
        scope: &Scope,
        out: &mut String,
    ) -> Evaluated<()> {
        let mut null_frame = None;
        let mut count = 0;
        while let Some(element) =
            elements.next().map_err(|interrupt| self.at(interrupt, foreach.span))?
        {
            if count == self.state.limits.loop_iterations {
                return Err(self.fail(
                    ErrorCode::Limit,
                    format!("a `#foreach` goes through more than {count} elements"),
                    foreach.span,
                ));
            }
            count += 1;
            self.state.step(1)?;
            let has_next = elements.has_next();
            if let Some(variable) = counters.count {
                self.put(variable, Number::integer(count as i128).into());
            }
            if let Some(variable) = counters.has_next {
                self.put(variable, has_next.into());
            }
            let null = element.is_null();
            self.put(foreach.variable, element);
            scope.advance(has_next);
            if null {
                self.render_null(foreach, &mut null_frame, out)?;
            } else {
                self.render(&foreach.body, out)?;
            }
        }
        Ok(())
    }

    /// An iteration over null, in which the loop's variable does not show what was set before.
    fn render_null(
        &mut self,
        foreach: &Foreach,
        null_frame: &mut Option<Rc<Frame>>,
        out: &mut String,
    ) -> Evaluated<()> {
        let outer = self.frame.clone();
        let frame = null_frame
            .get_or_insert_with(|| Rc::new(Frame::null_element(outer.clone(), foreach.variable)));
        self.frame = Some(Rc::clone(frame));
        let result = self.render(&foreach.body, out);
        self.frame = outer;
        result
    }

    fn call(&mut self, call: &Call, out: &mut String) -> Evaluated<()> {
        let Some(definition) = self.names.macro_at(call.index).cloned() else {
            return self.write(&call.literal, out);
        };
        if let Some(word) = &call.word {
            let message = format!("`{word}` is not an argument of `#{}`", definition.name);
            return Err(self.fail(ErrorCode::Exception, message, call.span));
        }
        if self.macro_depth == MACRO_DEPTH {
            let message =
                format!("`#{}` is called more than {MACRO_DEPTH} macros deep", definition.name);
            return Err(self.fail(ErrorCode::Limit, message, call.span));
        }
        let frame = self.macro_frame(Arc::clone(&definition), &call.arguments)?;
        if let Some(body) = &call.body {
            let block = Deferred::new(body.clone(), MACRO_DEPTH as u32);
            frame.put(well_known::BODY_CONTENT, &Value::Deferred(Rc::new(block)));
        }
        let outer = self.frame.replace(Rc::new(frame));
        self.macro_depth += 1;
        let result = self.render(&definition.body, out);
        self.macro_depth -= 1;
        self.frame = outer;
        match result {
            Err(Interrupt::Break) => Ok(()),
            other => other.map_err(|interrupt| self.at(interrupt, call.span)),
        }
    }

    /// Renders what `#define` or a macro's body holds. False if it is too deep in itself.
    pub(super) fn render_deferred(
        &mut self,
        deferred: &Deferred,
        out: &mut String,
    ) -> Evaluated<bool> {
        if deferred.depth.get() >= deferred.max_depth {
            return Ok(false);
        }
        deferred.depth.set(deferred.depth.get() + 1);
        let result = self.render(&deferred.block, out);
        deferred.depth.set(deferred.depth.get() - 1);
        match result {
            Ok(()) | Err(Interrupt::Break) => Ok(true),
            Err(other) => Err(other),
        }
    }

    fn evaluate_text(&mut self, evaluate: &Evaluate, out: &mut String) -> Evaluated<()> {
        let value = self.value(&evaluate.text)?;
        if value.is_null() {
            return Ok(());
        }
        let text = self.text_of(&value)?;
        let (length, most) = (text.len(), self.state.limits.template_bytes);
        if length > most {
            let message = format!("the text to evaluate has {length} bytes, and may have {most}");
            return Err(self.fail(ErrorCode::Limit, message, evaluate.span));
        }
        self.state.allocate(text.len() * 16)?;
        self.state.step(text.len())?;
        let names = self.names.to_mut();
        let block = match syntax::parse(&text, names) {
            Ok(block) => block,
            Err(problems) => {
                let problem = problems.first().map_or("", Problem::message);
                let message = format!("the text to evaluate does not parse: {problem}");
                return Err(self.fail(ErrorCode::Exception, message, evaluate.span));
            }
        };
        self.variables.resize(names.variable_count(), Value::Null);
        let outer = self.evaluating;
        self.evaluating = Some(outer.unwrap_or(evaluate.span));
        let result = self.render(&block, out);
        self.evaluating = outer;
        match result {
            Err(Interrupt::Break | Interrupt::Stop) => Ok(()),
            other => other,
        }
    }
}
