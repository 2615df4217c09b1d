import FoundationEssentials
import Kernel

/// What a browser reports of a content security policy that a page broke: which directive, by whose resource.
struct BrokenPolicy: Hashable {
    /// Reports taken of one body.
    static let mostInBody = 20
    private static let longestOrigin = 100

    let directive: ContentDirective
    /// `inline`, `eval`, `data` and the like, or the resource's origin: no path, no query, no fragment.
    let blocked: String

    private init(_ content: Content) {
        let name = content.directive?.split(separator: " ").first.map(String.init) ?? ""
        directive = ContentDirective(rawValue: name.lowercased()) ?? .other
        blocked = Self.origin(of: content.blocked ?? "")
    }

    /// Reads a report in the form of the Reporting API, `application/reports+json`: a list; other kinds than ours are left out.
    static func reports(in body: Data) -> [BrokenPolicy]? {
        guard let reports = try? JSONDecoder().decode([Report].self, from: body) else { return nil }
        return reports.prefix(mostInBody).compactMap { report in
            report.type == "csp-violation" ? report.body.map(BrokenPolicy.init) : nil
        }
    }

    /// Reads a report in the form of `report-uri`, `application/csp-report`: one object.
    static func report(in body: Data) -> [BrokenPolicy]? {
        guard let envelope = try? JSONDecoder().decode(Envelope.self, from: body) else { return nil }
        return [BrokenPolicy(envelope.report)]
    }

    private static func origin(of text: String) -> String {
        let lower = text.prefix(2_048).lowercased()
        if let match = lower.prefixMatch(of: /(?:https?|wss?):\/\/[a-z0-9.\-]+(?::[0-9]{1,5})?(?![^\/?#])/) {
            return String(match.0.prefix(longestOrigin))
        }
        let words = ["inline", "eval", "wasm-eval", "data", "blob", "self", "trusted-types-policy"]
        return words.first { lower == $0 || lower.hasPrefix("\($0):") } ?? "other"
    }

    private struct Report: Decodable {
        let type: String
        let body: Content?

        private enum CodingKeys: String, CodingKey { case type, body }

        init(from decoder: any Decoder) throws {
            let values = try decoder.container(keyedBy: CodingKeys.self)
            type = try values.decode(String.self, forKey: .type)
            // The body of another kind of report may have any shape.
            body = type == "csp-violation" ? try values.decode(Content.self, forKey: .body) : nil
        }
    }

    private struct Envelope: Decodable {
        let report: Content

        private enum CodingKeys: String, CodingKey { case report = "csp-report" }
    }

    private struct Content: Decodable {
        let directive: String?
        let blocked: String?

        private enum CodingKeys: String, CodingKey {
            case effectiveDirective, blockedURL
            case oldEffective = "effective-directive"
            case oldViolated = "violated-directive"
            case oldBlocked = "blocked-uri"
        }

        init(from decoder: any Decoder) throws {
            let values = try decoder.container(keyedBy: CodingKeys.self)
            func text(_ keys: CodingKeys...) throws -> String? {
                try keys.lazy.compactMap { try values.decodeIfPresent(String.self, forKey: $0) }.first
            }
            directive = try text(.effectiveDirective, .oldEffective, .oldViolated)
            blocked = try text(.blockedURL, .oldBlocked)
        }
    }
}
