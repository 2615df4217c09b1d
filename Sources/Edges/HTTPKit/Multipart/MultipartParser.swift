package import FoundationEssentials
package import Kernel

/// Takes a form with files apart as it comes (RFC 7578): what it keeps is a boundary's length and a part's head.
///
/// It takes the forms that browsers and programs send and refuses everything else.
package struct MultipartParser: Sendable {
    /// What it found, in its order.
    package enum Event: Hashable, Sendable {
        /// A part begins.
        case part(MultipartHead)
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

    private let limits: MultipartLimits
    private let delimiter: [UInt8]
    private var state = State.preamble
    private var rest = Data()
    /// Parts that have begun.
    private var parts = 0
    /// Bytes of the part so far, and of what follows the last one.
    private var size = 0

    /// - Throws: `Problem` `unsupported_media_type` for anything but a form with a boundary.
    package init(contentType: String?, limits: MultipartLimits) throws(Problem) {
        let wrong = Problem(.unsupportedMediaType, ["expected": "multipart/form-data"])
        let parts = (contentType ?? "").split(separator: ";").map { $0.drop { $0 == " " } }
        let boundary = parts.dropFirst().first { $0.lowercased().hasPrefix("boundary=") }
        guard parts.first?.lowercased().trimmed == "multipart/form-data", let boundary else { throw wrong }
        let text = boundary.dropFirst("boundary=".count).filter { $0 != "\"" }
        guard (1...MultipartLimits.longestBoundary).contains(text.utf8.count),
            text.utf8.allSatisfy({ (0x21...0x7E).contains($0) })
        else { throw wrong }
        self.limits = limits
        delimiter = Array("\r\n--\(text)".utf8)
        // As if a line had ended before the first boundary.
        rest = Data("\r\n".utf8)
    }

    /// What the next bytes bring.
    /// - Throws: `Problem` `malformed_body`, or `file_too_large` for a part that is longer than the limit.
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
            size += rest.count
            rest = Data()
            guard size <= limits.epilogueBytes else { throw Problem(.malformedBody) }
            return nil
        case .preamble:
            guard rest.count >= delimiter.count else {
                guard delimiter.starts(with: rest) else { throw Problem(.malformedBody) }
                return nil
            }
            guard rest.starts(with: delimiter) else { throw Problem(.malformedBody) }
            drop(delimiter.count)
            state = .head
            return []
        case .head:
            return try head()
        case .body:
            return try body()
        }
    }

    private mutating func head() throws(Problem) -> [Event]? {
        guard rest.count >= 2 else { return nil }
        if rest.starts(with: Data("--".utf8)) {
            drop(2)
            (state, size) = (.over, 0)
            return [.end]
        }
        guard rest.starts(with: Data("\r\n".utf8)) else { throw Problem(.malformedBody) }
        guard let length = rest.offset(of: Array("\r\n\r\n".utf8)) else {
            guard rest.count <= limits.headBytes else { throw Problem(.malformedBody) }
            return nil
        }
        parts += 1
        // A part without a head would begin at once; it would have no name.
        guard length >= 2, parts <= limits.parts else { throw Problem(.malformedBody) }
        let head = try MultipartHead(Data(rest.dropFirst(2).prefix(length - 2)), limits: limits)
        drop(length + 4)
        (state, size) = (.body, 0)
        return [.part(head)]
    }

    private mutating func body() throws(Problem) -> [Event]? {
        let length = rest.offset(of: delimiter)
        // The end of what is here may be the beginning of a boundary.
        let safe = length ?? max(0, rest.count - delimiter.count + 1)
        let bytes = Data(rest.prefix(safe))
        size += safe
        guard size <= limits.partBytes else {
            throw Problem(.fileTooLarge, field: "file", ["limit": "\(limits.partBytes / 1_000_000)"])
        }
        if length != nil {
            drop(safe + delimiter.count)
            state = .head
        } else {
            guard safe > 0 else { return nil }
            drop(safe)
        }
        return bytes.isEmpty ? [] : [.bytes(bytes)]
    }

    private mutating func drop(_ count: Int) {
        rest = Data(rest.dropFirst(count))
    }

    /// - Throws: `Problem` `malformed_body` when the form is not over.
    package func requireEnd() throws(Problem) {
        guard case .over = state else { throw Problem(.malformedBody) }
    }
}
