//! The page of all types, in a browser: a thousand of them.

use std::path::{Path, PathBuf};

use layout_outputs::browser::{Browser, keys};
use serde_json::{Value, json};

use crate::types_of;

/// How long the page may take to answer a search, in milliseconds: until the next frame is laid out.
const PATIENCE: f64 = 100.0;

fn page(name: &str, module: &str) -> PathBuf {
    let file = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    std::fs::write(&file, types_of(module).report().to_html()).expect("the page can be written");
    file
}

/// The short names of the types that are shown, in order; of many, the first.
fn shown(browser: &Browser) -> Vec<String> {
    let names = browser.evaluate(
        "return [...document.querySelectorAll('article:not([hidden]) h2')].slice(0, 1000)
             .map((name) => name.textContent)",
    );
    serde_json::from_value(names).expect("they are texts")
}

fn count(browser: &Browser) -> String {
    text(&browser.evaluate("return document.getElementById('count').textContent"))
}

fn text(value: &Value) -> String {
    value.as_str().unwrap_or_else(|| panic!("not a text: {value}")).to_owned()
}

/// Gives a control of the page a value, as a reader would, and returns the milliseconds until the page is
/// laid out anew.
fn enter(browser: &Browser, control: &str, value: &str) -> f64 {
    let took = browser.evaluate(&format!(
        "const control = document.getElementById({control});
         const start = performance.now();
         control.value = {value};
         control.dispatchEvent(new Event(control.type === 'search' ? 'input' : 'change',
             {{ bubbles: true }}));
         document.body.getBoundingClientRect();
         return performance.now() - start;",
        control = json!(control),
        value = json!(value),
    ));
    took.as_f64().expect("it is a number")
}

/// Waits until the page has followed a link or a scroll, which it does in tasks of their own.
fn settle(browser: &Browser) {
    let _ = browser.evaluate("return new Promise((done) => setTimeout(done, 100))");
}

#[test]
fn a_thousand_types_are_searched_sorted_and_filtered() {
    let Some(browser) = Browser::start("a_thousand_types_are_searched_sorted_and_filtered") else {
        return;
    };
    browser.show((1100, 900), "light");
    browser.open(&page("gallery-many.html", "many"));
    assert_eq!(count(&browser), "1000 of 1000");
    assert_eq!(shown(&browser).len(), 1000);

    // By name, by module, by field and by file; words in any order.
    for (query, found) in [
        ("Packet", 100),
        ("m3::n7", 10),
        ("m3 packet", 10),
        ("PACKET m3::n7", 1),
        ("checksum", 0),
        ("misses", 100),
        ("tests/registry/many.rs", 1000),
        ("", 1000),
    ] {
        enter(&browser, "search", query);
        assert_eq!(count(&browser), format!("{found} of 1000"), "{query:?}");
        assert_eq!(shown(&browser).len(), found, "{query:?}");
    }
    assert_eq!(
        browser.evaluate("return document.getElementById('none').hidden").as_bool(),
        Some(true)
    );

    enter(&browser, "sort", "size");
    assert_eq!(shown(&browser)[..2], ["Page", "Page"]);
    enter(&browser, "sort", "name");
    assert_eq!(shown(&browser)[..3], ["Answer", "Counters", "Flags"]);
    enter(&browser, "sort", "bytes lost");
    assert_eq!(shown(&browser)[0], "Message");

    enter(&browser, "finding", "contended-line");
    let contended = shown(&browser);
    assert!(contended.len() == 100 && contended.iter().all(|name| name == "Counters"));
    enter(&browser, "search", "m1::");
    assert_eq!(count(&browser), "10 of 1000");
    browser.press(keys::ESCAPE);
    assert_eq!(count(&browser), "1000 of 1000");
    let console = browser.console();
    assert!(console.is_empty(), "{console:#?}");
}

#[test]
fn a_search_is_answered_at_once() {
    let Some(browser) = Browser::start("a_search_is_answered_at_once") else { return };
    browser.show((1100, 900), "light");
    browser.open(&page("gallery-speed.html", "many"));
    let queries = ["p", "pa", "pac", "packet", "", "m3", "", "u8", "zzz", ""];
    let mut took: Vec<f64> =
        queries.map(|query| enter(&browser, "search", query)).into_iter().collect();
    let sorted = enter(&browser, "sort", "size");
    took.sort_by(f64::total_cmp);
    let median = took[took.len() / 2];
    println!("a search takes {median:.1} ms, at most {:.1}; to sort, {sorted:.1}", took[9]);
    assert!(median < PATIENCE, "a search takes {median} ms: {took:?}");
}

#[test]
fn links_and_keys_lead_to_types() {
    let Some(browser) = Browser::start("links_and_keys_lead_to_types") else { return };
    browser.show((1100, 900), "light");
    browser.open(&page("gallery-links.html", "many"));
    let at = "return document.activeElement.id";
    // The type of a field leads to that type, also through an array, and where it is filtered out.
    enter(&browser, "search", "m4::n2::packet");
    assert_eq!(count(&browser), "1 of 1000");
    let links = "[...document.querySelectorAll('article:not([hidden]) .rows a')]";
    let hrefs = browser.evaluate(&format!("return {links}.map((link) => link.hash)"));
    let header = "#registry::many::m4::n2::Header";
    assert_eq!(hrefs, json!([header, header]));
    let _ = browser.evaluate(&format!("{links}[0].click()"));
    settle(&browser);
    assert_eq!(text(&browser.evaluate(at)), header[1..]);
    assert_eq!(count(&browser), "1000 of 1000");
    let top = "return document.activeElement.getBoundingClientRect().top";
    let top = browser.evaluate(top).as_f64().unwrap();
    assert!((0.0..300.0).contains(&top), "the type is at {top}, not at the top of the window");

    // The next and the last type, and the search.
    let next = browser.evaluate("return document.activeElement.nextElementSibling.id");
    browser.press("j");
    assert_eq!(browser.evaluate(at), next);
    browser.press("k");
    assert_eq!(text(&browser.evaluate(at)), header[1..]);
    browser.press("/");
    assert_eq!(text(&browser.evaluate(at)), "search");
    browser.press("j");
    assert_eq!(text(&browser.evaluate("return document.activeElement.value")), "j");
    browser.press(keys::TAB);
    assert_eq!(text(&browser.evaluate(at)), "sort");
    let console = browser.console();
    assert!(console.is_empty(), "{console:#?}");
}

/// The cards after the first megabytes are packed: one comes when a reader comes near it, by a scroll, a
/// link or a search, and is as good as the others.
#[test]
fn cards_come_when_they_are_looked_at() {
    let Some(browser) = Browser::start("cards_come_when_they_are_looked_at") else { return };
    browser.show((1100, 900), "light");
    let file = page("gallery-packed.html", "many");
    let html = std::fs::read_to_string(&file).unwrap();
    assert!(html.len() < 4 << 20, "{} bytes", html.len());
    browser.open(&file);
    let number = |script: &str| browser.evaluate(script).as_u64().expect("it is a number");
    let filled = "return document.querySelectorAll('article section').length";
    let (cards, first) =
        (number("return document.querySelectorAll('article').length"), number(filled));
    assert!(cards == 1000 && first > 100, "{first} of {cards}");
    let last = "document.querySelector('article:last-of-type')";
    let sections = format!("return {last}.querySelectorAll('section').length");
    assert_eq!(number(&sections), 0, "the last one is there at once");
    let _ = browser.evaluate(&format!("{last}.scrollIntoView()"));
    settle(&browser);
    assert!(number(&sections) > 0, "the last one has not come");
    assert!(number(filled) < 1000, "all have come");
    // Its bytes tell what they are.
    let id = text(&browser.evaluate(&format!("return {last}.id")));
    let _ = browser.evaluate(&format!("{last}.querySelector('.slot').focus()"));
    let detail = text(&browser.evaluate("return document.getElementById('detail').textContent"));
    assert!(detail.contains("offset 0, "), "{detail:?} of {id}");
    // A search brings others into view.
    enter(&browser, "search", "m9::n9::header");
    settle(&browser);
    let found = "document.getElementById('registry::many::m9::n9::Header')";
    assert!(number(&format!("return {found}.querySelectorAll('.slot').length")) > 2);
    // A card is what it would be on the page itself.
    let own = page("gallery-own.html", "many::m9::n9");
    let html = |script: &str| text(&browser.evaluate(script)).replace(char::is_numeric, "");
    let packed = html(&format!("return {found}.querySelector('.rows').innerHTML"));
    browser.open(&own);
    assert_eq!(html(&format!("return {found}.querySelector('.rows').innerHTML")), packed);
    let console = browser.console();
    assert!(console.is_empty(), "{console:#?}");
}

/// A byte tells what it is, as on the page of one type.
#[test]
fn bytes_tell_their_fields() {
    let Some(browser) = Browser::start("gallery_bytes_tell_their_fields") else { return };
    browser.show((1100, 900), "light");
    browser.open(&page("gallery-zoo.html", "zoo"));
    enter(&browser, "search", "wire::Packet version");
    browser.point_at("#registry\\:\\:zoo\\:\\:wire\\:\\:Packet .slot");
    let detail = text(&browser.evaluate("return document.getElementById('detail').textContent"));
    assert_eq!(detail, "version: u8, offset 0, 1 byte, align 1");
    // What a program is called is no markup of the page.
    let ring = "registry::zoo::state::Ring<u32>";
    let name = browser.evaluate(&format!(
        "return document.getElementById({}).querySelector('.name').textContent",
        json!(ring)
    ));
    assert_eq!(text(&name), ring);
}

/// Nothing is wider than the window, in light and dark; the pictures are for a person to look at.
#[test]
fn the_page_fits_every_window() {
    let Some(browser) = Browser::start("the_page_fits_every_window") else { return };
    let file = page("gallery-looks.html", "zoo");
    for (width, scheme) in [(1100, "light"), (1100, "dark"), (400, "light"), (400, "dark")] {
        browser.show((width, 900), scheme);
        browser.open(&file);
        let wide = browser.evaluate("return document.documentElement.scrollWidth");
        assert_eq!(wide.as_u64(), Some(u64::from(width)), "{width} pixels, {scheme}");
        browser.screenshot(&file.with_file_name(format!("gallery-{width}-{scheme}.png")));
    }
    // In print the tools are gone, and every type is there.
    browser.show_print();
    let tools = "return getComputedStyle(document.getElementById('tools')).display";
    assert_eq!(text(&browser.evaluate(tools)), "none");
    let console = browser.console();
    assert!(console.is_empty(), "{console:#?}");
}
