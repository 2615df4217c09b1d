extension NanoBananaPro {
    /// How a server is asked.
    public struct Options: Sendable {
        /// The language of what the server says to people, as BCP 47: `en`, `zh-Hant`.
        public var language: String
        /// When a request is sent again.
        public var retry: RetryPolicy
        /// The largest file that is taken, in bytes.
        public var largestFile: Int
        /// What carries requests: `URLSession` on Apple's platforms, AsyncHTTPClient elsewhere, or your own.
        public let transport: any Transport

        /// The usual way, but for what is named.
        ///
        /// - Parameters:
        ///   - language: of what the server says to people.
        ///   - retry: when a request is sent again.
        ///   - largestFile: in bytes.
        ///   - longestSilence: how long a connection may be silent before it counts as lost. The server says something at least
        ///     every fifteen seconds while a job is followed.
        ///   - transport: your own, which then decides about silence itself.
        public init(
            language: String = "en",
            retry: RetryPolicy = .usual,
            largestFile: Int = 256 * 1_024 * 1_024,
            longestSilence: Duration = .seconds(60),
            transport: (any Transport)? = nil
        ) {
            self.language = language
            self.retry = retry
            self.largestFile = largestFile
            self.transport = transport ?? StandardTransport.make(longestSilence: longestSilence)
        }
    }
}
