import Crypto
import FoundationEssentials
import HTTPTypes
import Hummingbird
import Kernel
import Studio

/// What makes a request another one, for clients that send it again without a word: key, method, path and content.
struct RequestFingerprint {
    private var hash = SHA256()

    /// Of a request whose content follows: a body of JSON as it came, the parts of a form one after another, for the boundary
    /// between them is new at each try.
    init(_ request: Request, key: APIKeyID?) {
        add(Data((key?.text ?? "").utf8))
        add(Data(request.method.rawValue.utf8))
        add(Data(request.uri.path.utf8))
    }

    mutating func add(_ part: Data) {
        withUnsafeBytes(of: UInt64(part.count).bigEndian) { hash.update(bufferPointer: $0) }
        hash.update(data: part)
    }

    /// How a try of this request joins earlier ones: clients of OpenAI's count theirs in `x-stainless-retry-count`.
    func attempt(of request: Request) -> OrderAttempt {
        let count = request.headers[.retryCount].flatMap { Int($0) } ?? 0
        return OrderAttempt(
            fingerprint: Data(hash.finalize()),
            joining: count > 0 ? .newest : .orphan
        )
    }
}

extension HTTPField.Name {
    fileprivate static let retryCount = Self("x-stainless-retry-count") ?? .userAgent
}
