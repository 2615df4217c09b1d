/// Verbs whose objects are being named, and who does all of it.
struct Chain {
    struct Link {
        let verb: Verb
        var objects: [Int] = []
    }

    /// Empty when they are still to come: 戴著帽子的狐狸.
    var actors: [Int]
    /// Whether whoever does it was not understood.
    var isOrphan = false
    var links: [Link] = []
    /// Told of those who are still to come.
    var poses: [(pose: String, word: String)] = []
    /// Whether an "and" came after the last object.
    var isJoined = false
}
