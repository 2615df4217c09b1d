import FoundationEssentials
import HTTPTypes
import Wire

/// What the protocol says in header fields.
struct MCPHeaders: Sendable {
    /// Requests of the newest revision name in a field what they are about, so that whoever passes them on need not read them.
    private static let named = ["tools/call": "name", "prompts/get": "name", "resources/read": "uri"]

    private let fields: HTTPFields

    init(_ fields: HTTPFields) {
        self.fields = fields
    }

    /// The revision that the client says it speaks.
    /// - Throws: `RPCFault` for one that is not spoken here.
    var revision: MCPRevision {
        get throws(RPCFault) {
            guard let name = fields[.mcpRevision] else { return .assumed }
            return try Self.revision(name)
        }
    }

    /// The name of the client's session; nil for what we never gave out.
    var session: String? {
        guard let text = fields[.mcpSession], MCPSession.isName(text) else { return nil }
        return text
    }

    /// Whether events may be the answer.
    var takesEvents: Bool {
        fields[.accept]?.lowercased().contains("text/event-stream") ?? false
    }

    static func revision(_ name: String) throws(RPCFault) -> MCPRevision {
        if let revision = MCPRevision(rawValue: name) { return revision }
        throw RPCFault(
            .unsupportedRevision,
            "This revision of the protocol is not spoken here.",
            data: .object([
                "supported": .list(MCPRevision.names.map(JSONPart.text)),
                "requested": .text(String(name.prefix(64))),
            ])
        )
    }

    /// Whether a request of the newest revision says what it must, and the header fields say the same.
    /// - Throws: `RPCFault`.
    func check(_ request: RPCRequest) throws(RPCFault) {
        try request.requireStatement()
        guard request.meta[MCPMeta.revision]?.asText == fields[.mcpRevision] else {
            throw Self.mismatch("MCP-Protocol-Version")
        }
        guard fields[.mcpMethod] == request.method else { throw Self.mismatch("Mcp-Method") }
        guard let member = Self.named[request.method], let name = request.params[member]?.asText else {
            return
        }
        guard fields[.mcpName].flatMap(Self.plain) == name else { throw Self.mismatch("Mcp-Name") }
    }

    private static func mismatch(_ name: String) -> RPCFault {
        RPCFault(.headerMismatch, "\(name) does not say what the message says.")
    }

    /// `=?base64?…?=` stands for what a header field cannot hold; nil for what is broken.
    private static func plain(_ text: String) -> String? {
        let (start, end) = ("=?base64?", "?=")
        guard text.hasPrefix(start), text.hasSuffix(end), text.count >= start.count + end.count else {
            return text
        }
        let digits = String(text.dropFirst(start.count).dropLast(end.count))
        guard let bytes = Data(base64Encoded: digits), bytes.base64EncodedString() == digits else {
            return nil
        }
        return String(validating: bytes, as: UTF8.self)
    }
}

extension RPCRequest {
    /// Requests of the newest revision state it, and what their client can do.
    /// - Throws: `RPCFault`.
    func requireStatement() throws(RPCFault) {
        guard meta[MCPMeta.revision]?.asText != nil else {
            throw .params("_meta", "has \(MCPMeta.revision), a string")
        }
        guard meta[MCPMeta.capabilities]?.asObject != nil else {
            throw .params("_meta", "has \(MCPMeta.capabilities), an object")
        }
    }
}

/// Names of sessions: chance, by which the requests of one client are told from those of another with the same key.
enum MCPSession {
    static let length = 32

    static func isName(_ text: String) -> Bool {
        text.utf8.count == length
            && text.utf8.allSatisfy { (0x30...0x39).contains($0) || (0x61...0x66).contains($0) }
    }
}

extension HTTPField.Name {
    static let mcpRevision = Self("MCP-Protocol-Version") ?? .accept
    static let mcpSession = Self("Mcp-Session-Id") ?? .accept
    static let mcpMethod = Self("Mcp-Method") ?? .accept
    static let mcpName = Self("Mcp-Name") ?? .accept
}
