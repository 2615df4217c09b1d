extension NanoBananaPro {
    /// The id of one thing at a server, such as `job_…`; ids of different kinds are different types.
    public struct Identifier<Kind>: Hashable, Sendable, Codable, ExpressibleByStringLiteral,
        CustomStringConvertible
    {
        /// As the server writes it.
        public let text: String

        /// Takes an id as the server wrote it.
        public init(_ text: String) {
            self.text = text
        }

        /// Takes an id that stands in the code.
        public init(stringLiteral text: String) {
            self.init(text)
        }

        /// Reads it from a plain string.
        public init(from decoder: any Decoder) throws {
            text = try decoder.singleValueContainer().decode(String.self)
        }

        /// Writes it as a plain string.
        public func encode(to encoder: any Encoder) throws {
            var container = encoder.singleValueContainer()
            try container.encode(text)
        }

        /// The id itself.
        public var description: String { text }
    }
}
