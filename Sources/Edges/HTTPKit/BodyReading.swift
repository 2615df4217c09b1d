package import FoundationEssentials
package import Hummingbird
import Kernel
import NIOCore

extension Request {
    /// Reads the whole body, within a size and a time: a body that trickles must not hold a connection for ever.
    /// - Throws: `Problem` `body_too_large` or `body_too_slow`.
    package func wholeBody(upTo limit: Int, within time: Duration = .seconds(30)) async throws -> ByteBuffer {
        if let length = headers[.contentLength].flatMap({ Int($0) }), length > limit {
            throw Problem(.bodyTooLarge, ["limit": "\(limit / 1_024)"])
        }
        let body = body
        return try await withThrowingTaskGroup(of: ByteBuffer.self) { group in
            group.addTask {
                do {
                    return try await body.collect(upTo: limit)
                } catch is NIOTooManyBytesError {
                    throw Problem(.bodyTooLarge, ["limit": "\(limit / 1_024)"])
                } catch is CancellationError {
                    throw CancellationError()
                } catch {
                    // The sender's bytes break the protocol, or end before they said they would.
                    throw Problem(.malformedBody)
                }
            }
            group.addTask {
                try await Task.sleep(for: time)
                throw Problem(.bodyTooSlow)
            }
            defer { group.cancelAll() }
            guard let bytes = try await group.next() else { throw CancellationError() }
            return bytes
        }
    }

    /// Hands a large body over as it comes, within a time: whoever takes it bounds how much there may be.
    /// - Throws: `Problem` `body_too_slow`, `malformed_body`, or whatever `take` throws.
    package func pour(within time: Duration, _ take: (Data) async throws -> Void) async throws {
        let deadline = ContinuousClock.now + time
        var pieces = body.makeAsyncIterator()
        while true {
            let piece: ByteBuffer?
            do {
                piece = try await pieces.next()
            } catch is CancellationError {
                throw CancellationError()
            } catch {
                throw Problem(.malformedBody)
            }
            guard let piece else { return }
            guard ContinuousClock.now < deadline else { throw Problem(.bodyTooSlow) }
            try await take(Data(piece.readableBytesView))
        }
    }

    /// Reads a JSON object whose members are all known, and no object in which has two of one name; `limit` is in bytes, nil for the usual one.
    /// - Throws: `Problem` that names the member at fault.
    package func json<Body: Decodable, Keys: CodingKey & CaseIterable & RawRepresentable<String>>(
        _ type: Body.Type,
        members: Keys.Type,
        upTo limit: Int? = nil
    ) async throws -> Body {
        let kind = headers[.contentType]?.split(separator: ";").first.map { $0.lowercased() }
        guard kind?.trimmed == "application/json" else {
            throw Problem(.unsupportedMediaType, ["expected": "application/json"])
        }
        let bytes = Data(try await wholeBody(upTo: limit ?? Self.longestJSON).readableBytesView)
        // The decoder takes broken UTF-8 for a wrong type.
        guard String(validating: bytes, as: UTF8.self) != nil else { throw Problem(.malformedBody) }
        do {
            let decoder = JSONDecoder()
            guard let found = try? decoder.decode(MemberNames.self, from: bytes).names else {
                throw Problem(.malformedBody)
            }
            let known = Set(Keys.allCases.map(\.rawValue))
            try requireOnce(bytes)
            if let stranger = found.subtracting(known).min() {
                throw Problem(.unknownField, field: String(stranger.prefix(64)))
            }
            return try decoder.decode(type, from: bytes)
        } catch let error as DecodingError {
            throw Problem(decoding: error)
        }
    }

    private func requireOnce(_ json: Data) throws(Problem) {
        let name: String?
        do { name = try RepeatedMembers.first(in: json) } catch { throw Problem(.malformedBody) }
        if let name { throw Problem(.repeatedField, field: String(name.prefix(64))) }
    }

    /// 32,000 scalars, each written as two `\\uXXXX`, and room for the rest.
    private static let longestJSON = 512 * 1_024
}

/// The names of an object's members, whatever they hold.
private struct MemberNames: Decodable {
    private struct Name: CodingKey {
        let stringValue: String
        let intValue: Int? = nil

        init(stringValue: String) {
            self.stringValue = stringValue
        }

        init?(intValue: Int) {
            nil
        }
    }

    let names: Set<String>

    init(from decoder: any Decoder) throws {
        names = Set(try decoder.container(keyedBy: Name.self).allKeys.map(\.stringValue))
    }
}

extension Problem {
    /// Names the place as it is written elsewhere: `images[0]`.
    fileprivate init(decoding error: DecodingError) {
        let field = StrictObject.field(error.path)
        switch error {
        case .keyNotFound: self.init(.missingField, field: field)
        // Numbers that do not fit come without a path.
        case .typeMismatch, .valueNotFound, .dataCorrupted: self.init(.wrongFieldType, field: field)
        @unknown default: self.init(.malformedBody)
        }
    }
}

extension String {
    var trimmed: String {
        String(drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
    }
}
