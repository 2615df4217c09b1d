import Kernel

/// A file of a graph that cannot be approved as it is; the server does not start with it.
package struct ComfyGraphError: Error, Hashable, CustomStringConvertible {
    package let file: String
    /// The path of the member at fault: `slots.prompt.node`; empty for the whole file.
    package let place: String
    /// What is wrong there, and what would be right.
    package let fault: String

    init(file: String, place: String, fault: String) {
        self.file = file
        self.place = place
        self.fault = fault
    }

    package var description: String {
        place.isEmpty ? "\(file): \(fault)" : "\(file): \(place): \(fault)"
    }
}

extension ComfyGraphError {
    /// What the decoder says of a file: its words are its own, the places that it names help.
    init(file: String, undecoded error: any Error) {
        let context: DecodingError.Context? =
            if case .dataCorrupted(let context)? = error as? DecodingError { context } else { nil }
        if let place = context.flatMap({ StrictObject.field($0.codingPath) }) {
            self.init(file: file, place: place, fault: "is nested too deeply")
            return
        }
        let words = context.map { "\($0.debugDescription) \($0.underlyingError.map { "\($0)" } ?? "")" } ?? ""
        let place = words.firstMatch(of: /line:? ([0-9]+),? column:? ([0-9]+)/)
        let whereabouts = place.map { " from line \($0.1), column \($0.2)" } ?? ""
        self.init(file: file, place: "", fault: "is no JSON\(whereabouts)")
    }
}
