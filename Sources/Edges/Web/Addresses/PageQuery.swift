import Foundation
import Hummingbird
import Kernel

/// The parameters behind the question mark, as a browser's form writes them.
struct PageQuery: Sendable {
    private let values: [String: String]

    /// - Throws: `Problem` for a repeated parameter or broken escapes.
    init(_ request: Request) throws(Problem) {
        var values: [String: String] = [:]
        for pair in (request.uri.query ?? "").split(separator: "&") {
            let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
                .map { $0.replacing("+", with: " ").removingPercentEncoding }
            guard let name = parts.first ?? nil, let value = parts.count > 1 ? parts[1] : "",
                values.updateValue(value, forKey: name) == nil
            else { throw Problem(.malformedParameter) }
        }
        self.values = values
    }

    /// The parameter's text; nil when it is absent or blank.
    subscript(name: String) -> String? {
        values[name].flatMap { $0.allSatisfy(\.isWhitespace) ? nil : $0 }
    }

    func id<Kind>(_ name: String, as kind: ID<Kind>.Type) throws(Problem) -> ID<Kind>? {
        guard let text = self[name] else { return nil }
        guard let id = ID<Kind>(text) else { throw Problem(.malformedParameter, field: name) }
        return id
    }
}
