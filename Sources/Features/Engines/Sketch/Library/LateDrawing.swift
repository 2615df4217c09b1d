import Synchronization

/// What a drawing's file holds beside its metadata: read when it is first drawn, and kept from then on.
///
/// A library has hundreds of drawings, and a picture shows a few of them.
final class LateDrawing<Value: Sendable>: Sendable {
    private let read: @Sendable () throws(LibraryDefect) -> Value
    private let nothing: Value
    private let known = Mutex<Result<Value, LibraryDefect>?>(nil)

    /// `nothing` stands for a drawing that turns out to have a defect.
    init(orNothing nothing: Value, reading read: @escaping @Sendable () throws(LibraryDefect) -> Value) {
        self.nothing = nothing
        self.read = read
    }

    var value: Value { (try? checked()) ?? nothing }

    /// - Throws: the file's defect.
    func checked() throws(LibraryDefect) -> Value {
        let result = known.withLock { known -> Result<Value, LibraryDefect> in
            if let known { return known }
            let result = Result { () throws(LibraryDefect) in try read() }
            known = result
            return result
        }
        return try result.get()
    }
}
