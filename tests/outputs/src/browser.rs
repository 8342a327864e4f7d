//! A browser without a window, driven by the [WebDriver protocol](https://www.w3.org/TR/webdriver2/).

use std::io::{BufRead, BufReader, Write};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use serde_json::{Value, json};

use crate::skip::skip_without;

/// A page in a browser of its own.
pub struct Browser {
    driver: Child,
    port: u16,
    session: String,
    profile: PathBuf,
}

/// Keys that are no characters, as `WebDriver` names them.
pub mod keys {
    /// Tab.
    pub const TAB: &str = "\u{e004}";
    /// Escape.
    pub const ESCAPE: &str = "\u{e00c}";
    /// The arrow to the right.
    pub const RIGHT: &str = "\u{e014}";
    /// The arrow to the left.
    pub const LEFT: &str = "\u{e012}";
    /// End.
    pub const END: &str = "\u{e010}";
    /// Home.
    pub const HOME: &str = "\u{e011}";
}

impl Browser {
    /// Starts a browser for the test of that name. Where none is installed, the test is skipped.
    ///
    /// # Panics
    ///
    /// The browser does not start, or is required and not installed.
    #[must_use]
    pub fn start(test: &str) -> Option<Self> {
        let chromium = ["chromium", "chromium-browser", "google-chrome"].iter().find_map(on_path);
        let (Some(chromium), Some(driver)) = (chromium, on_path(&"chromedriver")) else {
            skip_without("chromium with its driver", "apt-get install chromium chromium-driver");
            return None;
        };
        let mut driver = Command::new(driver)
            .arg("--port=0")
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("chromedriver can be run");
        let port = port_of(&mut driver);
        let profile =
            std::env::temp_dir().join(format!("layout-browser-{}-{test}", std::process::id()));
        let mut browser = Self { driver, port, session: String::new(), profile };
        let mut arguments: Vec<String> = FLAGS.iter().map(ToString::to_string).collect();
        arguments.push(format!("--user-data-dir={}", browser.profile.display()));
        let session = browser.post(
            "/session",
            &json!({ "capabilities": { "alwaysMatch": {
                "browserName": "chrome",
                "goog:loggingPrefs": { "browser": "ALL" },
                "goog:chromeOptions": { "binary": chromium, "args": arguments },
            }}}),
        );
        browser.session = text(&session["sessionId"]);
        Some(browser)
    }

    /// Opens a file.
    pub fn open(&self, file: &Path) {
        self.command("url", &json!({ "url": format!("file://{}", file.display()) }));
    }

    /// Gives the page so many pixels, and a reader who prefers light or dark.
    pub fn show(&self, (width, height): (u32, u32), scheme: &str) {
        let metrics =
            json!({ "width": width, "height": height, "deviceScaleFactor": 1, "mobile": false });
        self.chromium("Emulation.setDeviceMetricsOverride", &metrics);
        let features = json!({ "features": [{ "name": "prefers-color-scheme", "value": scheme }] });
        self.chromium("Emulation.setEmulatedMedia", &features);
    }

    /// Shows the page as it is printed.
    pub fn show_print(&self) {
        self.chromium("Emulation.setEmulatedMedia", &json!({ "media": "print" }));
    }

    /// What the body of a function returns, or the promise that it returns.
    #[must_use]
    pub fn evaluate(&self, body: &str) -> Value {
        self.command("execute/sync", &json!({ "script": body, "args": [] }))
    }

    /// Moves the mouse to the middle of the first element that the selector finds.
    pub fn point_at(&self, selector: &str) {
        let steps = [
            json!({ "type": "pointerMove", "duration": 0, "origin": self.element(selector), "x": 0, "y": 0 }),
        ];
        self.pointer("mouse", &steps);
    }

    /// Taps the middle of the first element that the selector finds.
    pub fn tap(&self, selector: &str) {
        let steps = [
            json!({ "type": "pointerMove", "duration": 0, "origin": self.element(selector), "x": 0, "y": 0 }),
            json!({ "type": "pointerDown", "button": 0 }),
            json!({ "type": "pointerUp", "button": 0 }),
        ];
        self.pointer("touch", &steps);
    }

    /// Presses a key and lets it go.
    pub fn press(&self, key: &str) {
        let steps =
            [json!({ "type": "keyDown", "value": key }), json!({ "type": "keyUp", "value": key })];
        self.command(
            "actions",
            &json!({ "actions": [{ "type": "key", "id": "keys", "actions": steps }] }),
        );
    }

    /// What the page and the browser wrote to the console since the last call.
    #[must_use]
    pub fn console(&self) -> Vec<String> {
        let entries = self.command("se/log", &json!({ "type": "browser" }));
        entries.as_array().into_iter().flatten().map(|entry| text(&entry["message"])).collect()
    }

    /// A picture of the window, as a PNG file.
    ///
    /// # Panics
    ///
    /// The file cannot be written.
    pub fn screenshot(&self, file: &Path) {
        let picture = text(&self.request("GET", &self.path("screenshot"), None));
        let command = json!({ "content": picture });
        std::fs::write(file, decode_base64(&text(&command["content"])))
            .expect("the picture can be written");
    }

    fn element(&self, selector: &str) -> Value {
        // A pointer reaches what is in the window only.
        let _ = self.evaluate(&format!(
            "document.querySelector({}).scrollIntoView({{ block: 'center' }})",
            json!(selector)
        ));
        self.command("element", &json!({ "using": "css selector", "value": selector }))
    }

    fn pointer(&self, kind: &str, steps: &[Value]) {
        let pointer = json!({
            "type": "pointer", "id": kind, "parameters": { "pointerType": kind }, "actions": steps,
        });
        self.command("actions", &json!({ "actions": [pointer] }));
    }

    fn chromium(&self, command: &str, parameters: &Value) {
        self.command("goog/cdp/execute", &json!({ "cmd": command, "params": parameters }));
    }

    fn command(&self, name: &str, body: &Value) -> Value {
        self.post(&self.path(name), body)
    }

    fn path(&self, name: &str) -> String {
        format!("/session/{}/{name}", self.session)
    }

    fn post(&self, path: &str, body: &Value) -> Value {
        self.request("POST", path, Some(body))
    }

    /// The value that the driver answers.
    fn request(&self, method: &str, path: &str, body: Option<&Value>) -> Value {
        let body = body.map(ToString::to_string).unwrap_or_default();
        let mut stream =
            TcpStream::connect(("127.0.0.1", self.port)).expect("chromedriver listens");
        write!(
            stream,
            "{method} {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\
             Content-Type: application/json\r\nContent-Length: {}\r\n\r\n{body}",
            body.len()
        )
        .expect("chromedriver reads");
        let answer = read_body(&mut BufReader::new(stream));
        let mut answer: Value =
            serde_json::from_slice(&answer).expect("chromedriver answers in JSON");
        let value = answer["value"].take();
        assert!(value.get("error").is_none(), "{method} {path} {body}: {value:#}");
        value
    }
}

/// One process without sandbox as root needs it, which asks nobody for anything.
const FLAGS: [&str; 9] = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--hide-scrollbars",
];

impl Drop for Browser {
    fn drop(&mut self) {
        if !self.session.is_empty() && !std::thread::panicking() {
            self.request("DELETE", &format!("/session/{}", self.session), None);
        }
        let _ = self.driver.kill();
        let _ = self.driver.wait();
        let _ = std::fs::remove_dir_all(&self.profile);
    }
}

fn on_path(name: &&str) -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    std::env::split_paths(&path).map(|directory| directory.join(name)).find(|file| file.is_file())
}

/// The port that the driver says it chose.
fn port_of(driver: &mut Child) -> u16 {
    let output = driver.stdout.take().expect("the output is piped");
    let mut said = String::new();
    for line in BufReader::new(output).lines() {
        let line = line.expect("chromedriver prints text");
        let port =
            line.split("on port ").nth(1).and_then(|rest| rest.trim_end_matches('.').parse().ok());
        match port {
            Some(port) if port != 0 => return port,
            _ => said = said + &line + "\n",
        }
    }
    panic!("chromedriver ended without a port:\n{said}");
}

/// The body of an HTTP answer of stated length.
fn read_body(reader: &mut impl BufRead) -> Vec<u8> {
    let mut length = 0;
    loop {
        let mut line = String::new();
        reader.read_line(&mut line).expect("chromedriver answers");
        let line = line.trim_end().to_ascii_lowercase();
        match line.strip_prefix("content-length:") {
            Some(value) => length = value.trim().parse().expect("a length is a number"),
            None if line.is_empty() => break,
            None => {}
        }
    }
    let mut body = vec![0; length];
    reader.read_exact(&mut body).expect("the answer is as long as it says");
    body
}

fn text(value: &Value) -> String {
    value.as_str().unwrap_or_else(|| panic!("not a text: {value}")).to_owned()
}

fn decode_base64(text: &str) -> Vec<u8> {
    const DIGITS: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let digit = |c: u8| DIGITS.iter().position(|digit| *digit == c);
    let digits: Vec<usize> = text.bytes().filter_map(digit).collect();
    let mut bytes = Vec::with_capacity(digits.len() * 3 / 4);
    for chunk in digits.chunks(4) {
        let bits = chunk.iter().fold(0, |bits, digit| bits << 6 | digit) << (6 * (4 - chunk.len()));
        let triple =
            [bits >> 16, bits >> 8, bits].map(|byte| u8::try_from(byte & 0xff).unwrap_or(0));
        bytes.extend(&triple[..chunk.len() - 1]);
    }
    bytes
}
