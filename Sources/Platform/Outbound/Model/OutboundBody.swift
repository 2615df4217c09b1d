import AsyncHTTPClient
package import FoundationEssentials
import NIOCore

/// The beginning of an answer whose body is read as it comes.
package struct OutboundHead: Sendable {
    package let status: Int
    let headers: [(name: String, value: String)]

    /// The first field of a name, whatever its case.
    package func header(_ name: String) -> String? {
        headers.first { $0.name.lowercased() == name.lowercased() }?.value
    }

    package var isSuccess: Bool { (200..<300).contains(status) }
}

/// The body of an answer, piece by piece as the network has it, within the limit of its call; it is read once.
///
/// Its errors are `OutboundError`.
package struct OutboundBody: AsyncSequence, Sendable {
    let body: HTTPClientResponse.Body
    /// In bytes, unpacked.
    let limit: Int

    package func makeAsyncIterator() -> Iterator {
        Iterator(pieces: body.makeAsyncIterator(), left: limit)
    }

    /// All that is left of it.
    package func all() async throws -> Data {
        var all = Data()
        for try await piece in self { all.append(piece) }
        return all
    }

    package struct Iterator: AsyncIteratorProtocol {
        fileprivate var pieces: HTTPClientResponse.Body.AsyncIterator
        fileprivate var left: Int

        @concurrent package mutating func next() async throws -> Data? {
            let piece: ByteBuffer?
            do {
                piece = try await pieces.next()
            } catch {
                throw Task.isCancelled ? CancellationError() : OutboundError(error)
            }
            guard let piece else { return nil }
            left -= piece.readableBytes
            guard left >= 0 else { throw OutboundError.tooLarge }
            return Data(piece.readableBytesView)
        }
    }
}
