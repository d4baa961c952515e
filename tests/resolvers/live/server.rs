//! A web service of the tests' own, on the loopback interface.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::thread;

/// A request as it came over the network.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Received {
    pub(crate) method: String,
    /// The path with the query, as it was sent.
    pub(crate) target: String,
    /// The headers in their order, names in small letters.
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) body: String,
}

impl Received {
    /// The value of a header, if it came once.
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        let mut values = self.headers.iter().filter(|(key, _)| key == name);
        let (_, value) = values.next()?;
        values.next().is_none().then_some(value)
    }

    /// The path and the pairs of the query, decoded.
    pub(crate) fn decoded(&self) -> (Vec<String>, Vec<(String, String)>) {
        let (path, query) = self.target.split_once('?').unwrap_or((&self.target, ""));
        let segments = path.split('/').skip(1).map(decoded).collect();
        let pairs = query.split('&').filter_map(|pair| pair.split_once('='));
        (segments, pairs.map(|(name, value)| (decoded(name), decoded(value))).collect())
    }
}

/// The text that a percent-encoded one stands for.
fn decoded(text: &str) -> String {
    let mut bytes = text.bytes();
    let mut out = Vec::new();
    while let Some(byte) = bytes.next() {
        if byte == b'%' {
            let digits: String = bytes.by_ref().take(2).map(char::from).collect();
            out.push(u8::from_str_radix(&digits, 16).expect("two digits"));
        } else {
            out.push(byte);
        }
    }
    String::from_utf8(out).expect("it is text")
}

/// What a service answers, whole.
type Answer = Box<dyn Fn(&Received) -> Vec<u8> + Send>;

/// A service that answers every connection once. It ends with the test.
pub(crate) struct Server {
    pub(crate) host: String,
    received: Arc<Mutex<Vec<Received>>>,
}

impl Server {
    /// A service that answers as the closure says, byte for byte.
    pub(crate) fn new(answer: impl Fn(&Received) -> Vec<u8> + Send + 'static) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("there is a port");
        let host = listener.local_addr().expect("it has an address").to_string();
        let received = Arc::new(Mutex::new(vec![]));
        let (answer, seen): (Answer, _) = (Box::new(answer), received.clone());
        thread::spawn(move || {
            for stream in listener.incoming().map_while(Result::ok) {
                if let Some(request) = read(&stream) {
                    let bytes = answer(&request);
                    seen.lock().expect("no test panicked with it").push(request);
                    let _ = (&stream).write_all(&bytes);
                }
            }
        });
        Self { host, received }
    }

    /// A service that always answers the same.
    pub(crate) fn answering(status: u16, kind: &str, body: impl AsRef<[u8]>) -> Self {
        let bytes = answer(status, kind, body.as_ref());
        Self::new(move |_| bytes.clone())
    }

    /// The requests so far.
    pub(crate) fn received(&self) -> Vec<Received> {
        self.received.lock().expect("no test panicked with it").clone()
    }
}

/// An answer of HTTP.
pub(crate) fn answer(status: u16, kind: &str, body: &[u8]) -> Vec<u8> {
    let head = format!(
        "HTTP/1.1 {status} It is so\r\ncontent-type: {kind}\r\ncontent-length: {}\r\n\r\n",
        body.len()
    );
    [head.as_bytes(), body].concat()
}

fn read(stream: &TcpStream) -> Option<Received> {
    let mut reader = BufReader::new(stream);
    let mut lines = vec![];
    loop {
        let mut line = String::new();
        reader.read_line(&mut line).ok().filter(|length| *length > 0)?;
        match line.trim_end_matches("\r\n") {
            "" => break,
            line => lines.push(line.to_owned()),
        }
    }
    let mut words = lines.first()?.split(' ').map(str::to_owned);
    let (method, target) = (words.next()?, words.next()?);
    let headers: Vec<(String, String)> = lines[1..]
        .iter()
        .filter_map(|line| line.split_once(": "))
        .map(|(name, value)| (name.to_lowercase(), value.to_owned()))
        .collect();
    let length = headers.iter().find(|(name, _)| name == "content-length");
    let length = length.and_then(|(_, length)| length.parse().ok()).unwrap_or(0);
    let mut body = vec![0; length];
    reader.read_exact(&mut body).ok()?;
    Some(Received { method, target, headers, body: String::from_utf8(body).ok()? })
}
