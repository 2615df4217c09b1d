/// A word of instructions: what to do with what else is named.
enum EditWord: String, Hashable, Sendable, CaseIterable {
    case add
    /// What is named first gets what is named then: give, 給.
    case give
    case remove
    /// What follows becomes something else: replace, 把.
    case replace
    /// Before what it becomes: with, into, 換成.
    case into
    /// One more of what is there: another, 再.
    case more
    /// Everything elsewhere: rearrange.
    case shuffle
    /// All that is there: everything.
    case all
}
