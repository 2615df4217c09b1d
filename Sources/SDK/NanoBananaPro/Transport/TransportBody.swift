#if canImport(FoundationEssentials)
public import FoundationEssentials
#else
public import Foundation
#endif

/// The body of an answer while it comes in, in pieces of any length; read once, and no faster than its reader.
public struct TransportBody: AsyncSequence, Sendable {
    /// A piece.
    public typealias Element = Data
    /// Errors are `TransportError`, or `CancellationError`.
    public typealias Failure = any Error

    private let begin: @Sendable () -> Iterator

    /// Takes pieces from wherever they come.
    public init(_ parts: some AsyncSequence<Data, any Error> & Sendable) {
        self.init(parts) { $0 }
    }

    /// A body that is there already.
    public init(_ parts: [Data]) {
        self.init(
            AsyncThrowingStream { continuation in
                for part in parts { continuation.yield(part) }
                continuation.finish()
            }
        )
    }

    /// Takes pieces from a sequence whose errors have to be put into our words.
    init(
        _ parts: some AsyncSequence<Data, any Error> & Sendable,
        naming cause: @escaping @Sendable (any Error) -> any Error
    ) {
        begin = {
            var iterator = parts.makeAsyncIterator()
            return Iterator {
                do {
                    return try await iterator.next(isolation: #isolation)
                } catch {
                    throw cause(error)
                }
            }
        }
    }

    /// Begins to read.
    public func makeAsyncIterator() -> Iterator { begin() }

    /// A place in the body.
    public struct Iterator: AsyncIteratorProtocol {
        fileprivate let pull: () async throws -> Data?

        /// The next piece; nil at the end.
        public mutating func next() async throws -> Data? { try await pull() }
    }
}
