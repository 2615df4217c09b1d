extension NanoBananaPro {
    /// A key of the server's, which no description, dump or log shows.
    public struct Key: Sendable, Hashable, ExpressibleByStringLiteral {
        private let text: String

        /// Takes a key as the server showed it, `nbp_sk_…`; white space around it is dropped.
        public init(_ text: String) {
            self.text = String(
                text.drop(while: \.isWhitespace).reversed().drop(while: \.isWhitespace).reversed()
            )
        }

        /// Takes a key that stands in the code: for trying out, never for what is shipped.
        public init(stringLiteral text: String) {
            self.init(text)
        }

        /// The value of `Authorization`, at the one place that sends it.
        var bearer: String { "Bearer \(text)" }
    }
}

extension NanoBananaPro.Key: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// Says nothing of the key.
    public var description: String { "<redacted>" }
    /// Says nothing of the key.
    public var debugDescription: String { "<redacted>" }
    /// Shows nothing of the key.
    public var customMirror: Mirror { Mirror(self, children: []) }
}
