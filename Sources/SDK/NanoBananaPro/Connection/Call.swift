#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// One thing that is asked of the server, however often it takes to get an answer.
///
/// It may arrive twice: by its nature that does no harm, or it has an `Idempotency-Key` by which the server knows it again.
struct Call: Sendable {
    enum Method: String, Sendable {
        case get = "GET"
        case post = "POST"
        case put = "PUT"
        case patch = "PATCH"
        case delete = "DELETE"
    }

    let method: Method
    /// Begins with a slash; its parts are escaped.
    let path: String
    var query: [(name: String, value: String)] = []
    var headers: [String: String] = [:]
    var body: Data?
    /// Whether `not_found` means that an earlier attempt, whose answer was lost, has done it.
    var isDoneWhenGone = false

    init(_ method: Method, _ parts: String...) {
        self.method = method
        path = "/api" + parts.map { "/\($0.escaped)" }.joined()
    }

    /// The address below the server's.
    var target: String {
        guard !query.isEmpty else { return path }
        return path + "?" + query.map { "\($0.name.escaped)=\($0.value.escaped)" }.joined(separator: "&")
    }

    /// Gives it a name by which the server knows it again; `POST` needs one.
    mutating func name(_ text: String) {
        headers["idempotency-key"] = text
    }

    mutating func ask(_ name: String, _ value: (some CustomStringConvertible)?) {
        guard let value else { return }
        query.append((name, value.description))
    }

    /// Gives it a body, which is written once: every attempt sends the same bytes.
    mutating func carry(_ value: some Encodable) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        body = try encoder.encode(value)
        headers["content-type"] = "application/json"
    }
}

extension String {
    /// With everything percent-encoded but what needs no escape anywhere (RFC 3986, section 2.3).
    fileprivate var escaped: String {
        let hexadecimal = Array("0123456789ABCDEF")
        return utf8.reduce(into: "") { text, byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."),
                UInt8(ascii: "_"), UInt8(ascii: "~"):
                text.unicodeScalars.append(Unicode.Scalar(byte))
            default:
                text.append("%")
                text.append(hexadecimal[Int(byte >> 4)])
                text.append(hexadecimal[Int(byte & 15)])
            }
        }
    }
}
