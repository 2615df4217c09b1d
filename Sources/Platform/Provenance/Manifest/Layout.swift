/// The circle of a manifest that tells its own length.
enum Layout {
    /// The length that tells itself: `measure` says how long the whole is once it tells a length.
    ///
    /// A longer number never makes a shorter whole, so going up from nothing comes to rest; each place where CBOR or a file format
    /// takes some bytes more costs one more step.
    static func length(_ measure: (_ told: Int) -> Int) -> Int {
        var length = 0
        while true {
            let next = measure(length)
            if next == length { return length }
            length = next
        }
    }
}
