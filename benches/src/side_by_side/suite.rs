//! Workloads, contestants, and the program around them.

use std::env;
use std::error::Error;
use std::process::ExitCode;

use super::args::{self, Format, Keep, Measure, Options, Request};
use super::committed::{Committed, Figure};
use super::table::Table;
use super::{instructions, time};

/// The exit status for bad arguments; a failed run or gate exits with 1.
const BAD_ARGUMENTS: u8 = 2;

type Run = Box<dyn FnMut()>;

/// One crate's way to do a workload.
pub(super) struct Contestant {
    pub(super) name: String,
    setup: Box<dyn Fn() -> Run>,
}

impl Contestant {
    /// The closure to measure, with what it needs made.
    pub(super) fn set_up(&self) -> Run {
        (self.setup)()
    }
}

/// Work that several contestants do. Made by [`Suite::workload`].
pub struct Workload {
    pub(super) name: String,
    /// How many operations one call of a contestant's closure does.
    pub(super) operations: u32,
    pub(super) contestants: Vec<Contestant>,
}

impl Workload {
    /// Adds a contestant.
    ///
    /// `setup` makes what the work needs and returns the closure that is measured, which does all
    /// operations of the workload each time it is called. What it computes must go through
    /// [`black_box`](std::hint::black_box), or the compiler may leave it out.
    pub fn contestant<R>(&mut self, name: &str, setup: impl Fn() -> R + 'static) -> &mut Self
    where
        R: FnMut() + 'static,
    {
        let setup = Box::new(move || Box::new(setup()) as Run);
        self.contestants.push(Contestant { name: name.to_owned(), setup });
        self
    }
}

/// Workloads to measure side by side.
pub struct Suite {
    name: &'static str,
    /// What the names of our own contestants begin with.
    subject: &'static str,
    workloads: Vec<Workload>,
}

impl Suite {
    /// A suite without workloads, for the program `name`.
    ///
    /// Contestants whose name begins with `subject` are ours: `--max-ratio` compares the best of them
    /// with the best of the others.
    pub const fn new(name: &'static str, subject: &'static str) -> Self {
        Self { name, subject, workloads: Vec::new() }
    }

    /// Adds a workload, of which each call of a contestant's closure does `operations` operations.
    ///
    /// With many operations (a thousand) a call's own cost does not count.
    ///
    /// # Panics
    ///
    /// If `operations` is 0.
    pub fn workload(&mut self, name: &str, operations: u32) -> &mut Workload {
        assert!(operations > 0, "a workload has at least one operation");
        let workload = Workload { name: name.to_owned(), operations, contestants: Vec::new() };
        self.workloads.push(workload);
        self.workloads.last_mut().expect("it was pushed in the line above")
    }

    /// Does what the command line asks for.
    pub fn main(&self) -> ExitCode {
        let arguments = env::args_os().skip(1).map(|arg| arg.to_string_lossy().into_owned());
        let outcome = match args::parse(arguments) {
            Ok(Request::Help) => {
                println!("Usage: {} [OPTIONS]\n\n{}", self.name, args::OPTIONS.trim_end());
                Ok(())
            }
            Ok(Request::Run { workload, contestant, calls }) => {
                self.run(workload, contestant, calls)
            }
            Ok(Request::Measure(options)) => match options.keep {
                Some(keep) => self.keep(keep, &options),
                None => self.measure(&options),
            },
            Err(message) => {
                eprintln!("{}: {message}\n\n{}", self.name, args::OPTIONS.trim_end());
                return ExitCode::from(BAD_ARGUMENTS);
            }
        };
        match outcome {
            Ok(()) => ExitCode::SUCCESS,
            Err(error) => {
                eprintln!("{}: {error}", self.name);
                ExitCode::FAILURE
            }
        }
    }

    /// Runs one contestant, and nothing else: what valgrind looks at.
    fn run(&self, workload: usize, contestant: usize, calls: u32) -> Result<(), Box<dyn Error>> {
        let contestant = self
            .workloads
            .get(workload)
            .and_then(|workload| workload.contestants.get(contestant))
            .ok_or("--run: no such contestant")?;
        let mut run = contestant.set_up();
        for _ in 0..calls {
            run();
        }
        Ok(())
    }

    fn measure(&self, options: &Options) -> Result<(), Box<dyn Error>> {
        let mut failures = Vec::new();
        for &measure in &options.measures {
            let table = self.table(measure, options)?;
            match options.format {
                Format::Text => println!("{}", table.text()),
                Format::Markdown => println!("{}", table.markdown()),
                Format::Values => print!("{}", table.values()),
            }
            failures.extend(options.max_ratio.map_or(Vec::new(), |max| table.above(max)));
        }
        if failures.is_empty() { Ok(()) } else { Err(failures.join("; ").into()) }
    }

    /// Counts the instructions of ours, and writes them or compares them with those written.
    fn keep(&self, keep: Keep, options: &Options) -> Result<(), Box<dyn Error>> {
        let now = Committed::counted(self.name, self.figures(options)?)?;
        if keep == Keep::Bless {
            println!("{}: wrote {}", self.name, now.write()?.display());
            return Ok(());
        }
        let committed = Committed::read(self.name)?;
        let (margin, sentence) = committed.margin(&now);
        for note in sentence.into_iter().chain(committed.improved(&now, margin)) {
            println!("{}: {note}", self.name);
        }
        let faults = committed.faults(&now, margin, options.is_all());
        if faults.is_empty() {
            println!("{}: no more instructions than committed", self.name);
            return Ok(());
        }
        Err(format!("{}\nif that is meant, --bless", faults.join("\n")).into())
    }

    fn figures(&self, options: &Options) -> Result<Vec<Figure>, Box<dyn Error>> {
        let mut figures = Vec::new();
        for (index, workload) in self.workloads.iter().enumerate() {
            for (place, Contestant { name, .. }) in workload.contestants.iter().enumerate() {
                if name.starts_with(self.subject) && options.wants(&workload.name, name) {
                    figures.push(Figure {
                        workload: workload.name.clone(),
                        contestant: name.clone(),
                        instructions: instructions::of(index, workload, place)?,
                    });
                }
            }
        }
        Ok(figures)
    }

    fn table(&self, measure: Measure, options: &Options) -> Result<Table, Box<dyn Error>> {
        let unit = match measure {
            Measure::Time => "nanoseconds per operation",
            Measure::Instructions => "instructions per operation",
        };
        let mut table = Table::new(unit, self.subject);
        for (index, workload) in self.workloads.iter().enumerate() {
            let chosen: Vec<usize> = (0..workload.contestants.len())
                .filter(|&place| options.wants(&workload.name, &workload.contestants[place].name))
                .collect();
            if chosen.is_empty() {
                continue;
            }
            let values = match measure {
                Measure::Time => time::measure(workload, &chosen, options.rounds),
                Measure::Instructions => instructions::measure(index, workload, &chosen)?,
            };
            let names = chosen.iter().map(|&place| workload.contestants[place].name.clone());
            table.push(&workload.name, names.zip(values).collect());
        }
        if table.is_empty() { Err("--only leaves nothing to measure".into()) } else { Ok(table) }
    }
}
