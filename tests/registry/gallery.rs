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
    let none = "return document.getElementById('none').hidden";
    assert_eq!(browser.evaluate(none).as_bool(), Some(true));

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
    // What else the machine does only adds to a time, so that the least of several is the page's.
    let mut took = [f64::INFINITY; 10];
    for _ in 0..5 {
        for (least, query) in took.iter_mut().zip(queries) {
            *least = least.min(enter(&browser, "search", query));
        }
    }
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

/// The first screen is a table of the types in the order of the page, each a link to its card. Of a thousand
/// it has the first, until a reader asks for all.
#[test]
fn the_overview_comes_first() {
    let Some(browser) = Browser::start("the_overview_comes_first") else { return };
    browser.show((1200, 900), "light");
    browser.open(&page("gallery-overview.html", "many"));
    let rows = || {
        let names = "return [...document.querySelectorAll('#ranked a')].map((a) => a.textContent)";
        serde_json::from_value::<Vec<String>>(browser.evaluate(names)).expect("they are texts")
    };
    let html = || text(&browser.evaluate("return document.getElementById('ranked').innerHTML"));
    let source = std::fs::read_to_string(
        Path::new(env!("CARGO_TARGET_TMPDIR")).join("gallery-overview.html"),
    );
    // What is there without scripts is what scripts write.
    assert!(source.expect("the page is there").contains(&html()), "{}", html());
    assert_eq!(rows(), shown(&browser)[..20]);
    let order = "return document.getElementById('overview').compareDocumentPosition(
        document.getElementById('types')) & Node.DOCUMENT_POSITION_FOLLOWING";
    assert!(browser.evaluate(order).as_u64() > Some(0), "the cards are not after the table");

    let more = "document.getElementById('more')";
    assert_eq!(text(&browser.evaluate(&format!("return {more}.textContent"))), "Show all 1000");
    let _ = browser.evaluate(&format!("{more}.click()"));
    assert_eq!(rows(), shown(&browser));
    let focused = browser
        .evaluate("return document.activeElement === document.querySelectorAll('#ranked a')[20]");
    assert_eq!(focused.as_bool(), Some(true), "the focus is lost");
    browser.press(keys::ESCAPE);
    assert_eq!(rows().len(), 20);

    // It is of what is shown, in its order.
    enter(&browser, "search", "m3 packet");
    enter(&browser, "sort", "name");
    assert_eq!(rows(), shown(&browser));
    assert_eq!(browser.evaluate(&format!("return {more}.hidden")).as_bool(), Some(true));
    enter(&browser, "search", "no such type");
    assert!(rows().is_empty());
    let none = "return document.getElementById('none').hidden";
    assert_eq!(browser.evaluate(none).as_bool(), Some(false));
    browser.press(keys::ESCAPE);

    // By the keyboard to the card.
    let link = browser.evaluate(
        "const link = document.querySelectorAll('#ranked a')[7]; link.focus(); return link.hash",
    );
    browser.press(ENTER);
    settle(&browser);
    let at = text(&browser.evaluate("return '#' + encodeURIComponent(document.activeElement.id)"));
    assert_eq!(at.replace("%3A", ":"), text(&link));
    let console = browser.console();
    assert!(console.is_empty(), "{console:#?}");
}

/// Enter, as `WebDriver` names it.
const ENTER: &str = "\u{e007}";

/// Who searches far down on the page sees the first type that is found.
#[test]
fn a_search_leads_to_the_first_hit() {
    let Some(browser) = Browser::start("a_search_leads_to_the_first_hit") else { return };
    for width in [1200, 400] {
        browser.show((width, 900), "light");
        browser.open(&page(&format!("gallery-hit-{width}.html"), "many"));
        for query in ["m7 packet", "m9::n9::header", "message"] {
            enter(&browser, "search", "");
            let _ = browser.evaluate("window.scrollTo(0, document.body.scrollHeight / 2)");
            settle(&browser);
            enter(&browser, "search", query);
            settle(&browser);
            let seen = browser.evaluate(
                "const first = document.querySelector('article:not([hidden]) h2').getBoundingClientRect();
                 const search = document.getElementById('search').getBoundingClientRect();
                 const bar = document.getElementById('tools').getBoundingClientRect();
                 return [search.top >= 0, first.bottom > bar.bottom, first.bottom < innerHeight]",
            );
            assert_eq!(seen, json!([true, true, true]), "{query:?} at {width} pixels");
        }
        // Without a search nothing moves.
        let _ = browser.evaluate("window.scrollTo(0, 0)");
        browser.press(keys::ESCAPE);
        settle(&browser);
        assert_eq!(browser.evaluate("return scrollY").as_f64(), Some(0.0));
    }
}

/// Types that a page has trouble with.
#[allow(dead_code, reason = "the layouts are what counts")]
pub(crate) mod looks {
    use layout_core::{Layout, register_layout};

    #[derive(Layout)]
    #[repr(C)]
    pub(crate) struct ManyFields {
        a: u8,
        b: u8,
        c: u16,
        d: u8,
        e: u32,
        f: u8,
        g: u64,
        h: u8,
        i: u16,
        j: u8,
        k: u64,
        l: u8,
        m: u8,
        n: u8,
        o: u32,
        p: u8,
    }

    #[derive(Layout)]
    #[repr(C)]
    pub(crate) struct LongNames<'a> {
        the_latest_answers_by_the_time_of_arrival: std::marker::PhantomData<fn(&'a str) -> String>,
        the_requests_that_are_not_answered_yet: Option<&'a (u64, [std::num::NonZeroU32; 16])>,
        is_open: bool,
    }

    register_layout!(LongNames<'_>);

    #[derive(Layout)]
    #[expect(clippy::large_enum_variant, reason = "the page tells of it")]
    pub(crate) enum Event {
        Quit,
        Pause,
        Key(u8),
        Paste([u64; 40]),
        Resume,
    }

    #[derive(Layout)]
    #[repr(C)]
    pub(crate) struct Tall {
        is_open: bool,
        values: [[u64; 3]; 60],
        ends: (u64, u64, u64, u64, u64, u64, u64, u64, u64, u64, u64, u64),
    }
}

/// What is said of a byte is shown when it is asked for, and lies on nothing else.
#[test]
fn the_tip_covers_nothing() {
    const COVERED: &str = "
        const detail = document.getElementById('detail');
        const figure = detail.closest('figure');
        const tip = detail.getBoundingClientRect();
        // Of a picture whose end is out of sight it lies on the last cells that can be seen.
        const isCut = figure.getBoundingClientRect().bottom > innerHeight + 1;
        const texts = 'h1, h2, h3, p:not(#detail), tr, li, .slot rect, #tools, button';
        return [...document.querySelectorAll(texts)].filter((element) => {
          const it = element.getBoundingClientRect();
          return !(isCut && figure.contains(element)) && it.width * it.height > 0
            && it.top < tip.bottom - 1 && it.bottom > tip.top + 1
            && it.left < tip.right - 1 && it.right > tip.left + 1;
        }).map((element) => element.tagName + ' ' + element.textContent.slice(0, 40))";
    // A cell that is reached by the keyboard is never below the tip.
    const HIDDEN: &str = "
        const tip = document.getElementById('detail').getBoundingClientRect();
        const cell = document.activeElement.getBoundingClientRect();
        return cell.bottom > tip.top + 1 && cell.height < 500";
    let Some(browser) = Browser::start("the_tip_covers_nothing") else { return };
    for width in [1200, 400] {
        browser.show((width, 900), "light");
        browser.open(&page(&format!("gallery-tip-{width}.html"), "gallery::looks"));
        // Cards out of sight have a height that the browser guesses, so that the page grows as they come into sight.
        let _ = browser.evaluate(
            "for (const it of document.querySelectorAll('article')) it.style.contentVisibility = 'visible'",
        );
        settle(&browser);
        let is_hidden = "return document.getElementById('detail').hidden";
        assert_eq!(browser.evaluate(is_hidden).as_bool(), Some(true), "before anything is asked");
        for name in ["ManyFields", "LongNames", "Event", "Tall"] {
            let card = format!("article[id*='looks::{name}']");
            for part in ["figure .slot:last-of-type", ".rows tbody tr"] {
                let element = format!("{card} {part}");
                let height = "return document.documentElement.scrollHeight";
                let before = browser.evaluate(height);
                browser.point_at(&element);
                settle(&browser);
                assert_eq!(browser.evaluate(is_hidden).as_bool(), Some(false), "{element}");
                assert_eq!(browser.evaluate(COVERED), json!([]), "{element} at {width} pixels");
                assert_eq!(browser.evaluate(height), before, "{element} moves the page");
            }
        }
        let tall = "document.querySelector(\"article[id*='looks::Tall'] .slot\")";
        let _ = browser.evaluate(&format!("{tall}.focus()"));
        for key in [keys::RIGHT, keys::RIGHT, keys::RIGHT, keys::END, keys::LEFT, keys::HOME] {
            browser.press(key);
            assert_eq!(browser.evaluate(HIDDEN), json!(false), "{key:?} at {width} pixels");
        }
        browser.press(keys::ESCAPE);
        assert_eq!(browser.evaluate(is_hidden).as_bool(), Some(true), "after Escape");
    }
}

/// Findings are beside their picture, or, on a phone, right below it; a variant without fields is a line.
#[test]
fn cards_are_short() {
    let Some(browser) = Browser::start("cards_are_short") else { return };
    browser.show((1200, 900), "light");
    browser.open(&page("gallery-cards.html", "gallery::looks"));
    let card = "document.querySelector(\"article[id*='looks::Event']\")";
    let names = |selector: &str| {
        let names = format!(
            "return [...{card}.querySelectorAll('{selector}')].map((it) => it.textContent)"
        );
        serde_json::from_value::<Vec<String>>(browser.evaluate(&names)).expect("they are texts")
    };
    assert_eq!(names("h3"), ["Key = 2", "Paste = 3"]);
    assert_eq!(names(".unit b"), ["Quit = 0", "Pause = 1", "Resume = 4"]);
    let height = format!("return {card}.querySelector('.unit').getBoundingClientRect().height");
    assert!(browser.evaluate(&height).as_f64() < Some(40.0), "not a line");
    // That of the large variant is at that variant.
    let of_paste = format!(
        "return [...{card}.querySelectorAll('.findings li > code:first-of-type')].map((it) =>
             it.textContent + ' at ' + it.closest('section').querySelector('h3').textContent)"
    );
    assert_eq!(browser.evaluate(&of_paste), json!(["large-variant at Paste = 3"]));
    let beside = |name: &str| {
        let place = format!(
            "const card = document.querySelector(\"article[id*='looks::{name}']\");
             const of = (selector) => card.querySelector(selector).getBoundingClientRect();
             const [picture, findings] = [of('section:has(.findings) svg'), of('.findings')];
             return findings.left >= picture.right ? 'beside' :
                 findings.top >= picture.bottom && findings.top < picture.bottom + 120 ? 'below' : 'elsewhere'"
        );
        text(&browser.evaluate(&place))
    };
    assert_eq!([beside("ManyFields"), beside("Event")], ["beside", "beside"]);
    // What is code in messages is shown as code.
    let ticks = "return [...document.querySelectorAll('main :not(script)')].filter((it) =>
        it.children.length === 0 && it.textContent.includes('`')).map((it) => it.textContent)";
    assert_eq!(browser.evaluate(ticks), json!([]));

    browser.show((400, 900), "light");
    browser.open(&page("gallery-cards.html", "gallery::looks"));
    assert_eq!([beside("ManyFields"), beside("Event")], ["below", "below"]);
    // A table that is cut says so, and can be scrolled by the keyboard.
    let rows = "document.querySelector(\"article[id*='looks::LongNames'] .rows\")";
    let _ = browser.evaluate(&format!("{rows}.scrollIntoView()"));
    settle(&browser);
    let cut = browser.evaluate(&format!(
        "const rows = {rows};
         rows.focus();
         return [rows.scrollWidth > rows.clientWidth, document.activeElement === rows, rows.getAttribute('role'),
             getComputedStyle(rows).backgroundAttachment]"
    ));
    assert_eq!(cut, json!([true, true, "region", "local, local, scroll, scroll"]));
    browser.press(keys::RIGHT);
    let _ = browser.evaluate("return new Promise((done) => setTimeout(done, 400))");
    assert!(browser.evaluate(&format!("return {rows}.scrollLeft")).as_f64() > Some(0.0));
    browser.show((1200, 900), "light");
    settle(&browser);
    let rows = "document.querySelector(\"article[id*='looks::ManyFields'] .rows\")";
    let role = browser.evaluate(&format!("return {rows}.getAttribute('role')"));
    assert_eq!(role, json!(null), "a table that is not cut is no stop of the keyboard");
}

/// Nothing is wider than the window, in light and dark; the pictures are for a person to look at.
#[test]
fn the_page_fits_every_window() {
    let Some(browser) = Browser::start("the_page_fits_every_window") else { return };
    for (name, module) in [("looks", "zoo"), ("hard", "gallery::looks")] {
        let file = page(&format!("gallery-{name}.html"), module);
        for (width, scheme) in [(1200, "light"), (1200, "dark"), (400, "light"), (400, "dark")] {
            browser.show((width, 900), scheme);
            browser.open(&file);
            let wide = browser.evaluate("return document.documentElement.scrollWidth");
            assert_eq!(wide.as_u64(), Some(u64::from(width)), "{width} pixels, {scheme}");
            browser.screenshot(&file.with_file_name(format!("{name}-{width}-{scheme}.png")));
        }
    }
    // In print the tools are gone, and every type is there.
    browser.show_print();
    let tools = "return getComputedStyle(document.getElementById('tools')).display";
    assert_eq!(text(&browser.evaluate(tools)), "none");
    let console = browser.console();
    assert!(console.is_empty(), "{console:#?}");
}
