package import Audit
import FoundationEssentials
package import HTTPKit
package import Hummingbird
import Kernel
import Wire

/// `/audit/…`: lets everybody check that the audit log only grows; tells nothing of what is in it.
package struct AuditRoutes: Sendable {
    private let audit: AuditLog

    package init(audit: AuditLog) {
        self.audit = audit
    }

    package func mount(on router: Router<AppContext>) {
        router.group("audit")
            .get("checkpoint", use: checkpoint)
            .get("key", use: key)
            .get("inclusion", use: inclusion)
            .get("consistency", use: consistency)
    }

    @Sendable private func checkpoint(_ request: Request, _ context: AppContext) async throws -> Response {
        .checked(Data(try await audit.checkpoint().text.utf8), as: Self.text, for: request)
    }

    @Sendable private func key(_ request: Request, _ context: AppContext) async throws -> Response {
        .checked(Data("\(audit.verifierKey)\n".utf8), as: Self.text, for: request)
    }

    @Sendable private func inclusion(_ request: Request, _ context: AppContext) async throws -> Response {
        let query = try Query(request)
        let (leaf, size) = (try query.count("leaf"), try query.count("size"))
        guard let proof = try await audit.inclusion(of: leaf, in: size) else {
            throw Problem(.malformedParameter, field: "leaf", ["expected": "leaf < size"])
        }
        return try Self.json(InclusionBody(proof), for: request)
    }

    @Sendable private func consistency(_ request: Request, _ context: AppContext) async throws -> Response {
        let query = try Query(request)
        let (from, size) = (try query.count("from"), try query.count("to"))
        guard let proof = try await audit.consistency(from: from, to: size) else {
            throw Problem(.malformedParameter, field: "from", ["expected": "0 < from <= to"])
        }
        return try Self.json(ConsistencyBody(proof), for: request)
    }

    private static let text = "text/plain; charset=utf-8"

    private static func json(_ body: some Encodable, for request: Request) throws -> Response {
        .checked(try JSONEncoder.wire.encode(body), as: "application/json; charset=utf-8", for: request)
    }
}

extension Query {
    /// A number that has to be there.
    fileprivate func count(_ name: String) throws(Problem) -> Int {
        guard let count = try number(name, in: 0...Int.max) else {
            throw Problem(.malformedParameter, field: name, ["expected": "0-"])
        }
        return count
    }
}

extension InclusionBody {
    fileprivate init(_ proof: InclusionProof) {
        self.init(leaf: proof.leaf, size: proof.size, path: proof.path.map(\.hexadecimal))
    }
}

extension ConsistencyBody {
    fileprivate init(_ proof: ConsistencyProof) {
        self.init(from: proof.from, to: proof.to, path: proof.path.map(\.hexadecimal))
    }
}
