/// What is wrong with a file of `share/sketch`, for whoever wrote it.
package struct LibraryDefect: Error, Equatable, CustomStringConvertible {
    /// The path below the library's folder.
    package let file: String
    /// Counted from 1; nil when the whole file is meant.
    package let line: Int?
    package let reason: String

    init(_ file: String, line: Int? = nil, _ reason: String) {
        self.file = file
        self.line = line
        self.reason = reason
    }

    package var description: String {
        let place = line.map { "\(file):\($0)" } ?? file
        return "\(place): \(reason)"
    }
}
