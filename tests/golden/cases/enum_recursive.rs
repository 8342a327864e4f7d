enum Expression {
    Number(i64),
    Negated(Box<Expression>),
    Sum(Vec<Self>),
}
