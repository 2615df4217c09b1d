package import FoundationEssentials
package import Kernel

/// Takes a form with a file apart as it comes (RFC 7578): what it keeps is a boundary's length and a part's head.
///
/// It takes the forms that browsers send and refuses everything else.
package struct MultipartParser {
    /// What it found, in its order.
    package enum Event: Hashable, Sendable {
        /// A part begins.
        case part(name: String)
        /// Bytes of the part.
        case bytes(Data)
        /// The form is over.
        case end
    }

    private enum State {
        case preamble
        case head
        case body
        case over
    }

    private static let longestHead = 4_096
    private static let longestBoundary = 70

    private let delimiter: Data
    private var state = State.preamble
    private var rest = Data()

    /// - Throws: `Problem` `unsupported_media_type` for anything but a form with a boundary.
    package init(contentType: String?) throws(Problem) {
        let wrong = Problem(.unsupportedMediaType, ["expected": "multipart/form-data"])
        let parts = (contentType ?? "").split(separator: ";").map { $0.drop { $0 == " " } }
        let boundary = parts.dropFirst().first { $0.lowercased().hasPrefix("boundary=") }
        guard parts.first?.lowercased() == "multipart/form-data", let boundary else { throw wrong }
        let text = boundary.dropFirst("boundary=".count).filter { $0 != "\"" }
        guard (1...Self.longestBoundary).contains(text.utf8.count),
            text.utf8.allSatisfy({ (0x21...0x7E).contains($0) })
        else { throw wrong }
        delimiter = Data("\r\n--\(text)".utf8)
        // As if a line had ended before the first boundary.
        rest = Data("\r\n".utf8)
    }

    /// What the next bytes bring.
    /// - Throws: `Problem` `malformed_body`.
    package mutating func feed(_ bytes: Data) throws(Problem) -> [Event] {
        rest.append(bytes)
        var events: [Event] = []
        while let event = try step() { events.append(contentsOf: event) }
        return events
    }

    /// The next events, or nil until there are more bytes.
    private mutating func step() throws(Problem) -> [Event]? {
        switch state {
        case .over:
            rest = Data()
            return nil
        case .preamble:
            guard rest.count >= delimiter.count else { return nil }
            guard rest.starts(with: delimiter) else { throw Problem(.malformedBody) }
            drop(delimiter.count)
            state = .head
            return []
        case .head:
            return try head()
        case .body:
            return body()
        }
    }

    private mutating func head() throws(Problem) -> [Event]? {
        guard rest.count >= 2 else { return nil }
        if rest.starts(with: Data("--".utf8)) {
            state = .over
            return [.end]
        }
        guard rest.starts(with: Data("\r\n".utf8)) else { throw Problem(.malformedBody) }
        guard let end = rest.firstRange(of: Data("\r\n\r\n".utf8)) else {
            guard rest.count <= Self.longestHead else { throw Problem(.malformedBody) }
            return nil
        }
        guard end.lowerBound - rest.startIndex <= Self.longestHead,
            let text = String(validating: rest[rest.startIndex..<end.lowerBound], as: UTF8.self),
            let match = text.firstMatch(of: /(?i)content-disposition:[^\r\n]*[;\s]name="([^"\r\n]{1,64})"/)
        else { throw Problem(.malformedBody) }
        drop(end.upperBound - rest.startIndex)
        state = .body
        return [.part(name: String(match.1))]
    }

    private mutating func body() -> [Event]? {
        if let end = rest.firstRange(of: delimiter) {
            let bytes = Data(rest[rest.startIndex..<end.lowerBound])
            drop(end.upperBound - rest.startIndex)
            state = .head
            return bytes.isEmpty ? [] : [.bytes(bytes)]
        }
        // The end of what is here may be the beginning of a boundary.
        let safe = rest.count - delimiter.count + 1
        guard safe > 0 else { return nil }
        let bytes = Data(rest.prefix(safe))
        drop(safe)
        return [.bytes(bytes)]
    }

    private mutating func drop(_ count: Int) {
        rest = Data(rest.dropFirst(count))
    }

    /// - Throws: `Problem` `malformed_body` when the form is not over.
    package func requireEnd() throws(Problem) {
        guard case .over = state else { throw Problem(.malformedBody) }
    }
}
