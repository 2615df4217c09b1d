import FoundationEssentials
import Kernel

/// A `multipart/form-data` body (RFC 7578).
///
/// Names and file names are ours and plain words, so nothing of them is escaped.
struct MultipartForm {
    /// Cannot stand in what a form holds: nobody can guess it.
    private let boundary: String
    private var parts = Data()

    init(_ randomness: Randomness) {
        let digits = randomness.bytes(16).map { byte in
            let digits = String(byte, radix: 16)
            return digits.utf8.count == 1 ? "0" + digits : digits
        }
        boundary = "form-" + digits.joined()
    }

    var contentType: String { "multipart/form-data; boundary=\(boundary)" }

    /// The whole body, with its end.
    var body: Data { parts + Data("--\(boundary)--\r\n".utf8) }

    mutating func add(_ name: String, _ text: String) {
        open("name=\"\(name)\"", type: nil)
        close(with: Data(text.utf8))
    }

    mutating func add(_ name: String, file: String, type: String, _ bytes: Data) {
        open("name=\"\(name)\"; filename=\"\(file)\"", type: type)
        close(with: bytes)
    }

    private mutating func open(_ disposition: String, type: String?) {
        var head = "--\(boundary)\r\nContent-Disposition: form-data; \(disposition)\r\n"
        if let type { head += "Content-Type: \(type)\r\n" }
        parts += Data((head + "\r\n").utf8)
    }

    private mutating func close(with content: Data) {
        parts += content
        parts += Data("\r\n".utf8)
    }
}
