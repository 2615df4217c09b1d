import API
import FoundationEssentials
import Wire

extension RPCRequest {
    /// The revision that the request says of itself; nil for those of clients that shook hands.
    var statedRevision: String? {
        guard case .text(let text) = meta["io.modelcontextprotocol/protocolVersion"] else { return nil }
        return text
    }

    /// What it is about, as `Mcp-Name` has it: `=?base64?…?=` for what a header field cannot hold.
    var nameForHeader: String? {
        let members = ["tools/call": "name", "prompts/get": "name", "resources/read": "uri"]
        guard let member = members[method], case .text(let name) = params[member] else { return nil }
        let isPlain = name.utf8.allSatisfy { (0x20...0x7E).contains($0) }
        guard !isPlain || name.first == " " || name.last == " " || name.hasPrefix("=?base64?") else {
            return name
        }
        return "=?base64?\(Data(name.utf8).base64EncodedString())?="
    }
}
