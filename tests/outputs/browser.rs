//! The pages as a reader uses them, in a real browser. `LAYOUT_PICTURES=directory` keeps what they look
//! like.

use std::path::PathBuf;

use layout_core::{Layout, LayoutReport, TypeLayout};
use layout_outputs::browser::{Browser, keys};
use serde_json::json;

use crate::samples::{self, Session};

const WIDE: (u32, u32) = (1000, 1100);
const NARROW: (u32, u32) = (400, 800);

/// A file in a directory of the test's own, which is taken away with it.
struct Page {
    directory: PathBuf,
    file: PathBuf,
}

impl Page {
    fn write(purpose: &str, name: &str, content: &str) -> Self {
        let directory =
            std::env::temp_dir().join(format!("layout-page-{}-{purpose}", std::process::id()));
        std::fs::create_dir_all(&directory).expect("a temporary directory can be made");
        let file = directory.join(name);
        std::fs::write(&file, content).expect("a page can be written");
        Self { directory, file }
    }
}

impl Drop for Page {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.directory);
    }
}

/// What the page says of a field, by the metadata.
fn words(layout: &TypeLayout, path: &str, ty: &str) -> String {
    let place = layout.place(path).unwrap_or_else(|| panic!("there is no {path}"));
    let offset = place.offset.expect("it is known");
    let bytes = if place.size == 1 { "1 byte".into() } else { format!("{} bytes", place.size) };
    format!("{path}: {ty}, offset {offset}, {bytes}, align {}", place.align)
}

fn shown(browser: &Browser) -> String {
    let detail = browser.evaluate("return document.getElementById('detail').textContent");
    detail.as_str().expect("it is a text").to_owned()
}

fn assert_quiet(browser: &Browser, page: &str) {
    let console = browser.console();
    assert!(console.is_empty(), "{page}: the console says {console:#?}");
    let loaded =
        browser.evaluate("return performance.getEntriesByType('resource').map(r => r.name)");
    assert_eq!(loaded, json!([]), "{page} loads other files");
}

const FIELDS: [(&str, &str); 6] = [
    ("id", "u64"),
    ("is_open", "bool"),
    ("peer.port", "u16"),
    ("buffer", "[u8; 100]"),
    ("frames.1.checksum", "u32"),
    ("counter", "AtomicU64"),
];

#[test]
fn pointing_and_tapping_show_the_field() {
    let Some(browser) = Browser::start("pointing") else { return };
    let page = Page::write("pointing", "session.html", &Session::layout_report().to_html());
    for size in [WIDE, NARROW] {
        browser.show(size, "light");
        browser.open(&page.file);
        for (path, ty) in FIELDS {
            let expected = words(&Session::LAYOUT, path, ty);
            let cell = format!("g[aria-label^='{path}:'] rect");
            browser.point_at(&cell);
            assert_eq!(shown(&browser), expected, "at {size:?}");
            // The table shows it too, and marks the bytes.
            let row =
                format!("tr[aria-label^='{}']", if path == "id" { "is_open:" } else { "id:" });
            browser.point_at(&row);
            browser.point_at(&format!("tr[aria-label^='{path}:']"));
            assert_eq!(shown(&browser), expected, "in the table, at {size:?}");
            let marked = browser.evaluate(
                "return [...document.querySelectorAll('.on')].map(e => e.tagName + e.ariaLabel)",
            );
            assert_eq!(marked, json!([format!("g{expected}"), format!("TR{expected}")]));
        }
        for (path, ty) in FIELDS {
            browser.tap(&format!("g[aria-label^='{path}:'] rect"));
            assert_eq!(shown(&browser), words(&Session::LAYOUT, path, ty), "tapped at {size:?}");
        }
        assert_quiet(&browser, "session.html");
    }
}

#[test]
fn the_keyboard_reaches_every_byte() {
    let Some(browser) = Browser::start("keyboard") else { return };
    let page = Page::write("keyboard", "session.html", &Session::layout_report().to_html());
    browser.show(WIDE, "light");
    browser.open(&page.file);
    let labels =
        browser.evaluate("return [...document.querySelectorAll('g.slot')].map(g => g.ariaLabel)");
    let labels: Vec<&str> =
        labels.as_array().expect("a list").iter().filter_map(|l| l.as_str()).collect();
    assert!(labels.len() > 20, "{labels:?}");
    let focused = || browser.evaluate("return document.activeElement.ariaLabel");

    browser.press(keys::TAB);
    for (index, label) in labels.iter().enumerate() {
        if index > 0 {
            browser.press(keys::RIGHT);
        }
        assert_eq!((shown(&browser).as_str(), focused()), (*label, json!(label)), "{index}");
    }
    let last = labels.len() - 1;
    for (key, index) in [
        (keys::RIGHT, last),
        (keys::LEFT, last - 1),
        (keys::HOME, 0),
        (keys::LEFT, 0),
        (keys::END, last),
    ] {
        browser.press(key);
        assert_eq!(shown(&browser), labels[index]);
    }
    let outline = browser.evaluate(
        "return getComputedStyle(document.activeElement.querySelector('rect')).strokeWidth",
    );
    assert_eq!(outline, json!("3px"), "what is focused is not to be seen");
    // One stop for the whole picture: the next is not in it.
    browser.press(keys::TAB);
    let outside = browser.evaluate("return document.activeElement.closest('svg') === null");
    assert_eq!(outside, json!(true));
    assert_quiet(&browser, "session.html");
}

/// The least contrast of the texts in cells with what is behind them, and the page's ground.
const CONTRAST: &str = r"
    const light = (color) => {
      const [r, g, b] = color.match(/\d+/g).map((c) => {
        c /= 255;
        return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
      });
      return 0.2126 * r + 0.7152 * g + 0.0722 * b;
    };
    const contrast = (a, b) => (Math.max(light(a), light(b)) + 0.05) / (Math.min(light(a), light(b)) + 0.05);
    let least = 21;
    for (const text of document.querySelectorAll('g.slot text')) {
      const behind = getComputedStyle(text.parentNode.querySelector('rect')).fill;
      least = Math.min(least, contrast(getComputedStyle(text).fill, behind));
    }
    const ground = getComputedStyle(document.body).backgroundColor;
    for (const text of document.querySelectorAll('p, td, th, h1, .muted')) {
      if (text.closest('svg')) continue;
      least = Math.min(least, contrast(getComputedStyle(text).color, ground));
    }
    return [least, ground, document.documentElement.scrollWidth];
";

/// Source of the 4.5: [WCAG 2.2, success criterion 1.4.3](https://www.w3.org/TR/WCAG22/#contrast-minimum).
#[test]
fn pages_can_be_read_in_light_and_dark_and_in_a_narrow_window() {
    let Some(browser) = Browser::start("read") else { return };
    for record in samples::all() {
        let name = samples::file_name(&record);
        let page = Page::write("read", "page.html", &record.to_html());
        let mut grounds = Vec::new();
        for (scheme, size) in [("light", WIDE), ("dark", WIDE), ("light", NARROW), ("dark", NARROW)]
        {
            browser.show(size, scheme);
            browser.open(&page.file);
            let [least, ground, width] =
                <[_; 3]>::try_from(browser.evaluate(CONTRAST).as_array().expect("a list").clone())
                    .expect("of three");
            assert!(least.as_f64() >= Some(4.5), "{name}: a contrast of {least} in {scheme}");
            assert!(width.as_u64() <= Some(size.0.into()), "{name}: {width} in {size:?}");
            grounds.push(ground);
            keep(&browser, &format!("{name}-{scheme}-{}.png", size.0));
        }
        assert_ne!(grounds[0], grounds[1], "{name}: light and dark are alike");
        assert_quiet(&browser, &name);
    }
}

#[test]
fn pictures_open_on_their_own() {
    let Some(browser) = Browser::start("svg") else { return };
    browser.show((460, 1000), "light");
    for record in samples::all() {
        let name = samples::file_name(&record);
        let page = Page::write("svg", "picture.svg", &record.to_svg());
        browser.open(&page.file);
        let texts = browser.evaluate(
            "return [...document.querySelectorAll('text')].filter(t => {
               const box = t.getBBox(), view = document.documentElement.viewBox.baseVal;
               return box.x < 0 || box.x + box.width > view.width || box.y + box.height > view.height;
             }).map(t => t.textContent)",
        );
        assert_eq!(texts, json!([]), "{name}: texts that leave the picture");
        keep(&browser, &format!("{name}-svg.png"));
        assert_quiet(&browser, &name);
    }
}

/// A type of 1,000 fields is drawn and answers within a second.
#[test]
fn a_large_type_stays_usable() {
    let Some(browser) = Browser::start("large") else { return };
    let report: LayoutReport = samples::Large::layout_report();
    let html = report.to_html();
    assert!(html.len() < 1 << 20, "{} bytes", html.len());
    let page = Page::write("large", "large.html", &html);
    browser.show(WIDE, "light");
    let started = std::time::Instant::now();
    browser.open(&page.file);
    browser.point_at("tr[aria-label^='items.15.checksum:']");
    assert!(shown(&browser).starts_with("items.15.checksum: u32, offset "), "{}", shown(&browser));
    assert!(started.elapsed().as_secs() < 10, "{:?}", started.elapsed());
    keep(&browser, "large.png");
    assert_quiet(&browser, "large.html");
}

fn keep(browser: &Browser, name: &str) {
    if let Some(directory) = std::env::var_os("LAYOUT_PICTURES") {
        std::fs::create_dir_all(&directory).expect("the directory can be made");
        browser.screenshot(&PathBuf::from(directory).join(name));
    }
}
