extension NanoBananaPro {
    /// A list of the server's, fetched page by page as it is read.
    public struct Pages<Element: Sendable>: AsyncSequence, Sendable {
        /// Errors are `NanoBananaProError`, or `CancellationError`.
        public typealias Failure = any Error

        private let connection: Connection
        private let call: Call
        private let read: @Sendable (Answer) throws -> (items: [Element], next: String?)

        init(
            _ connection: Connection,
            _ call: Call,
            _ size: Int,
            _ read: @escaping @Sendable (Answer) throws -> (items: [Element], next: String?)
        ) {
            var call = call
            call.ask("limit", size)
            self.connection = connection
            self.call = call
            self.read = read
        }

        /// Begins at the newest.
        public func makeAsyncIterator() -> Iterator { Iterator(self) }

        /// A place in the list.
        public struct Iterator: AsyncIteratorProtocol {
            private let pages: Pages
            private var items: ArraySlice<Element> = []
            /// Nil before the first page.
            private var cursor: String?
            private var isAtEnd = false

            fileprivate init(_ pages: Pages) {
                self.pages = pages
            }

            /// The next one, from the server if need be.
            public mutating func next() async throws -> Element? {
                while items.isEmpty {
                    guard !isAtEnd else { return nil }
                    try await turn()
                }
                return items.removeFirst()
            }

            private mutating func turn() async throws {
                var call = pages.call
                call.ask("cursor", cursor)
                let page = try pages.read(await pages.connection.answer(call))
                guard page.next == nil || page.next != cursor else {
                    throw NanoBananaProError.unreadable("The server's list does not go on")
                }
                (items, cursor, isAtEnd) = (page.items[...], page.next, page.next == nil)
            }
        }
    }
}
