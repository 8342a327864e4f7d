use layout_core::{Layout, copy_with_zeroed_padding};

#[derive(Layout)]
struct Account {
    id: u32,
    owner: Owner,
}

#[derive(Layout)]
struct Owner {
    age: u8,
    name: String,
}

fn main() {
    let account = Account { id: 1, owner: Owner { age: 2, name: String::new() } };
    copy_with_zeroed_padding(&account, &mut [0; 64]);
}
